#include "bench/route/workload.h"

#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "common/base/errors.h"
#include "services/routing/domain/directory_builder.h"
#include "services/routing/inflate.h"

namespace salur::bench {
namespace {

using routing::Directory;
using routing::Level;
using routing::UnitRef;

absl::StatusOr<std::string> Read(const std::string& folder, const std::string& name) {
  std::ifstream file(folder + '/' + name, std::ios::binary);
  if (!file) return absl::NotFoundError("cannot read " + folder + '/' + name);
  std::ostringstream content;
  content << file.rdbuf();
  return routing::InflateIfGzip(content.str());
}

// The active region units between two levels.
std::vector<UnitRef> Regions(const Directory& directory, Level lowest, Level highest) {
  std::vector<UnitRef> regions;
  for (std::size_t i = 1; i < directory.unit_count(); ++i) {
    const routing::Unit& unit = directory.unit(Directory::At(i));
    if (unit.IsAgency() || !unit.active || unit.level < lowest || unit.level > highest) continue;
    regions.push_back(Directory::At(i));
  }
  return regions;
}

std::vector<const routing::Category*> Categories(const Directory& directory) {
  std::vector<const routing::Category*> categories;
  for (const routing::Category& category : directory.categories()) {
    if (category.active) categories.push_back(&category);
  }
  return categories;
}

template <typename T>
const T& Pick(const std::vector<T>& from, std::mt19937_64& random) {
  return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random)];
}

std::string AgencyIn(const Directory& directory, UnitRef region, std::mt19937_64& random) {
  const UnitRef kabkota =
      directory.FindRegion(directory.unit(region).region.AncestorAt(Level::kKabkota));
  std::vector<UnitRef> agencies;
  for (const UnitRef child : directory.Children(kabkota)) {
    if (directory.unit(child).IsAgency() && directory.unit(child).active) agencies.push_back(child);
  }
  return agencies.empty() ? "unit:ID" : "unit:" + directory.Id(Pick(agencies, random));
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Directory>> LoadDirectory(const std::string& folder) {
  routing::DirectoryFiles files;
  SALUR_ASSIGN_OR_RETURN(files.regions, Read(folder, "regions.csv.gz"));
  SALUR_ASSIGN_OR_RETURN(files.agency_kinds, Read(folder, "agency_kinds.csv"));
  SALUR_ASSIGN_OR_RETURN(files.agency_overrides, Read(folder, "agency_overrides.csv"));
  SALUR_ASSIGN_OR_RETURN(files.categories, Read(folder, "categories.csv"));
  SALUR_ASSIGN_OR_RETURN(const auto source, routing::ParseDirectorySource(files));
  SALUR_ASSIGN_OR_RETURN(const auto data, routing::BuildDirectory(source, {}));
  return Directory::Create(data, 1);
}

absl::StatusOr<std::vector<routing::RuleRow>> LoadRules(const std::string& folder) {
  SALUR_ASSIGN_OR_RETURN(const std::string text, Read(folder, routing::kRoutingRulesFile));
  return routing::ParseRules(text);
}

std::vector<routing::RuleRow> MakeRules(const Directory& directory, std::size_t count,
                                        std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::vector<UnitRef> regions = Regions(directory, Level::kKecamatan, Level::kKabkota);
  const auto categories = Categories(directory);
  std::set<std::pair<std::string, std::string>> taken;
  std::vector<routing::RuleRow> rows;
  count = std::min(count, regions.size() * categories.size() / 2);
  while (rows.size() < count) {
    const UnitRef region = Pick(regions, random);
    const routing::Category& category = *Pick(categories, random);
    const std::string prefix = directory.Id(region);
    if (!taken.emplace(category.code, prefix).second) continue;
    const bool agency = category.confidential || random() % 2 == 0;
    const std::string target =
        agency ? AgencyIn(directory, region, random) : std::string("region@kabkota");
    rows.push_back({category.code, prefix, target, "", "", "made for a measurement"});
  }
  return rows;
}

std::vector<Complaint> MakeComplaints(const Directory& directory, std::size_t count,
                                      std::uint64_t seed) {
  std::mt19937_64 random(seed);
  const std::vector<UnitRef> villages =
      Regions(directory, Level::kKelurahanDesa, Level::kKelurahanDesa);
  const auto categories = Categories(directory);
  std::vector<Complaint> complaints;
  complaints.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    complaints.push_back({directory.Id(Pick(villages, random)), Pick(categories, random)->code});
  }
  return complaints;
}

}  // namespace salur::bench
