// The port to the stored directory and rules.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/routing/domain/directory_data.h"
#include "services/routing/domain/rules.h"

namespace salur::routing {

// 0 and 0 before the first import.
struct DirectoryVersions {
  std::int64_t directory = 0;
  std::int64_t rules = 0;
  bool operator==(const DirectoryVersions&) const = default;
};

struct StoredDirectory {
  DirectoryVersions versions;
  DirectoryData data;
  std::vector<RuleRow> rules;
};

// What an import writes. Parts that are not given stay as they are.
struct DirectoryChange {
  DirectoryVersions expected;  // that the change was computed from
  DirectoryVersions next;
  std::vector<UnitRow> units;                          // new or changed ones
  std::optional<std::vector<Kind>> kinds;              // all
  std::optional<std::vector<ServedByRow>> served_by;   // all
  std::optional<std::vector<CategoryRow>> categories;  // all
  std::optional<std::vector<RuleRow>> rules;           // all
  // For the record.
  std::string imported_by;
  absl::Time import_time;
  std::string rules_note;             // with another version of the rules: why
  std::int64_t restored_version = 0;  // of the rules, that is in force again
  int added = 0;
  int renamed = 0;
  int moved = 0;
  int retired = 0;
};

// Thread-safe. All calls: UNAVAILABLE when the database is away.
class DirectoryStore {
 public:
  virtual ~DirectoryStore() = default;

  virtual absl::StatusOr<DirectoryVersions> Versions() = 0;
  // Everything, of one version.
  virtual absl::StatusOr<StoredDirectory> Load() = 0;
  // Writes all of it or nothing, alone: no deciding transaction runs at the same time. ABORTED
  // DIRECTORY_CHANGED when `expected` is not what is stored. `progress` hears how many of the units
  // are written.
  virtual absl::Status Apply(const DirectoryChange& change,
                             const std::function<void(std::size_t)>& progress) = 0;
};

}  // namespace salur::routing
