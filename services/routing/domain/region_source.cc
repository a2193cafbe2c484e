#include "services/routing/domain/directory_source.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/cells.h"
#include "services/routing/domain/csv.h"

namespace salur::routing {
namespace {

// Degrees as micro-degrees.
absl::StatusOr<std::int32_t> DegreesCell(const CsvReader& row, std::size_t column, double limit) {
  const std::string_view cell = row.Cell(column);
  double degrees = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), degrees);
  if (error != std::errc() || end != cell.data() + cell.size() || !(std::abs(degrees) <= limit)) {
    return row.Error(column, "\"" + std::string(cell) + "\" is not a number of degrees");
  }
  return static_cast<std::int32_t>(std::lround(degrees * 1e6));
}

enum RegionColumn : std::size_t {
  kRegionCode,
  kRegionLevel,
  kRegionKind,
  kRegionParent,
  kRegionName,
  kRegionZone,
  kRegionPostal,
  kRegionLatitude,
  kRegionLongitude
};

absl::Status ParsePlace(const CsvReader& row, Place& place) {
  const std::string_view postal = row.Cell(kRegionPostal);
  if (!postal.empty()) {
    const auto [end, error] =
        std::from_chars(postal.data(), postal.data() + postal.size(), place.postal_code);
    if (error != std::errc() || end != postal.data() + postal.size() || postal.size() != 5) {
      return row.Error(kRegionPostal, "has to be five digits or empty");
    }
  }
  if (row.Cell(kRegionLatitude).empty() != row.Cell(kRegionLongitude).empty()) {
    return row.Error(kRegionLatitude, "latitude and longitude come together or not at all");
  }
  if (row.Cell(kRegionLatitude).empty()) return absl::OkStatus();
  SALUR_ASSIGN_OR_RETURN(place.latitude_e6, DegreesCell(row, kRegionLatitude, 90));
  SALUR_ASSIGN_OR_RETURN(place.longitude_e6, DegreesCell(row, kRegionLongitude, 180));
  return absl::OkStatus();
}

absl::StatusOr<RegionSource> ParseRegion(const CsvReader& row) {
  RegionSource region;
  region.line = row.line();
  const std::optional<RegionCode> code = RegionCode::Parse(row.Cell(kRegionCode));
  if (!code.has_value()) {
    return row.Error(kRegionCode, "\"" + std::string(row.Cell(kRegionCode)) +
                                      "\" is not a region code such as 31.71.01.1001");
  }
  region.code = *code;
  const std::optional<RegionKind> kind = ParseRegionKind(row.Cell(kRegionKind));
  if (!kind.has_value()) {
    return NotOneOf(row, kRegionKind,
                    "provinsi, kabupaten, kota, kecamatan, kelurahan, desa, desa_adat");
  }
  region.kind = *kind;
  if (LevelOf(*kind) != code->level()) {
    return row.Error(kRegionKind, "does not fit the code, which is that of a " +
                                      std::string(LevelName(code->level())));
  }
  if (ParseLevel(row.Cell(kRegionLevel)) != code->level()) {
    return row.Error(kRegionLevel, "does not fit the code, which is that of a " +
                                       std::string(LevelName(code->level())));
  }
  const RegionCode parent = code->Parent();
  if (row.Cell(kRegionParent) != (parent.IsNation() ? "" : parent.ToString())) {
    return row.Error(kRegionParent, "has to be \"" + (parent.IsNation() ? "" : parent.ToString()) +
                                        "\", because the code says so");
  }
  SALUR_ASSIGN_OR_RETURN(region.name, NameCell(row, kRegionName));
  const std::optional<TimeZone> zone = ParseTimeZone(row.Cell(kRegionZone));
  if (!zone.has_value()) {
    return NotOneOf(row, kRegionZone, "Asia/Jakarta, Asia/Pontianak, Asia/Makassar, Asia/Jayapura");
  }
  region.zone = *zone;
  SALUR_RETURN_IF_ERROR(ParsePlace(row, region.place));
  return region;
}

// Sorts by code, then looks for codes that are double and parents that are missing.
absl::Status OrderRegions(std::vector<RegionSource>& regions) {
  std::stable_sort(regions.begin(), regions.end(),
                   [](const RegionSource& a, const RegionSource& b) { return a.code < b.code; });
  std::vector<RegionCode> open;  // the chain of regions around the one at hand
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const RegionSource& region = regions[i];
    if (i > 0 && region.code == regions[i - 1].code) {
      return BadFile(kRegionsFile, region.line, "code",
                     region.code.ToString() + " stands in line " +
                         std::to_string(regions[i - 1].line) + " already");
    }
    while (!open.empty() && !region.code.IsWithin(open.back())) open.pop_back();
    const RegionCode parent = region.code.Parent();
    if (!parent.IsNation() && (open.empty() || open.back() != parent)) {
      return BadFile(kRegionsFile, region.line, "parent_code",
                     parent.ToString() + " is not in the file");
    }
    open.push_back(region.code);
  }
  if (regions.empty()) return BadFile(kRegionsFile, 0, "", "there is no region in it");
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<RegionSource>> ParseRegions(std::string_view text) {
  SALUR_ASSIGN_OR_RETURN(CsvReader reader,
                         CsvReader::Open(kRegionsFile, text,
                                         {"code", "level", "kind", "parent_code", "name",
                                          "time_zone", "postal_code", "latitude", "longitude"}));
  std::vector<RegionSource> regions;
  while (true) {
    SALUR_ASSIGN_OR_RETURN(const bool more, reader.Next());
    if (!more) break;
    SALUR_ASSIGN_OR_RETURN(RegionSource region, ParseRegion(reader));
    regions.push_back(std::move(region));
  }
  SALUR_RETURN_IF_ERROR(OrderRegions(regions));
  return regions;
}

}  // namespace salur::routing
