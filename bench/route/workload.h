// The real country, rules over it, and complaints from everywhere in it.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/domain/router.h"

namespace salur::bench {

// The directory of a folder with the files of data/.
absl::StatusOr<std::shared_ptr<const routing::Directory>> LoadDirectory(const std::string& folder);
// The rules of its routing_rules.csv.
absl::StatusOr<std::vector<routing::RuleRow>> LoadRules(const std::string& folder);

// `count` rules for different pairs of an active category and a kabkota or kecamatan, without
// dates; each names the region's own unit or an agency that exists in its kabkota.
std::vector<routing::RuleRow> MakeRules(const routing::Directory& directory, std::size_t count,
                                        std::uint64_t seed);

// A complaint in a random village, about a random category.
struct Complaint {
  std::string region_code;
  std::string category_code;
};
std::vector<Complaint> MakeComplaints(const routing::Directory& directory, std::size_t count,
                                      std::uint64_t seed);

}  // namespace salur::bench
