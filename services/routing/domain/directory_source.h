// The files that a directory is made from, parsed cell by cell. What can be wrong inside one file
// is found here, with file, line and column; what concerns two files is found by directory_builder.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "services/routing/domain/directory_data.h"

namespace salur::routing {

inline constexpr char kRegionsFile[] = "regions.csv";
inline constexpr char kAgencyKindsFile[] = "agency_kinds.csv";
inline constexpr char kAgencyOverridesFile[] = "agency_overrides.csv";
inline constexpr char kCategoriesFile[] = "categories.csv";

// The files' contents, uncompressed.
struct DirectoryFiles {
  std::string regions;
  std::string agency_kinds;
  std::string agency_overrides;
  std::string categories;
};

struct RegionSource {
  RegionCode code;
  RegionKind kind = RegionKind::kNone;
  std::string name;
  TimeZone zone = TimeZone::kJakarta;
  Place place;
  int line = 0;
};

// Where the agencies of some regions differ from their kind. The most specific row wins.
struct OverrideSource {
  enum class Scope {
    kEverywhere,
    kKabkotaOf,
    kExact
  };  // `*`, `31.*`, `35.78`; least specific first

  std::string kind;
  Scope scope = Scope::kExact;
  RegionCode region;  // unused for kEverywhere
  bool exists = true;
  std::string name;               // empty: as the kind says
  std::string served_by;          // with `{region}` for the region at hand, as the next two
  std::string parent;             // empty: the region's own unit
  std::string escalation_parent;  // empty: by the kind's line
  int line = 0;
};

struct CategorySource : CategoryRow {
  int line = 0;
};

struct KindSource : Kind {
  int source_line = 0;
};

struct DirectorySource {
  std::vector<RegionSource> regions;      // ascending by code, parents first
  std::vector<KindSource> kinds;          // in the order of the file
  std::vector<OverrideSource> overrides;  // in the order of the file
  std::vector<CategorySource> categories;
};

// Parses all four. The first fault is returned as BAD_FILE (csv.h).
absl::StatusOr<DirectorySource> ParseDirectorySource(const DirectoryFiles& files);

// Its parts.
absl::StatusOr<std::vector<RegionSource>> ParseRegions(std::string_view text);
absl::StatusOr<std::vector<KindSource>> ParseAgencyKinds(std::string_view text);
absl::StatusOr<std::vector<OverrideSource>> ParseAgencyOverrides(std::string_view text);
absl::StatusOr<std::vector<CategorySource>> ParseCategories(std::string_view text);

}  // namespace salur::routing
