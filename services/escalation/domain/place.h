// Where days are counted: Indonesia's three zones, which keep one offset all year (Keppres
// 41/1987), and what an id tells of a unit.
#pragma once

#include <string>
#include <string_view>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

namespace salur::escalation {

// Levels of government, lowest first, so that they compare.
enum class Level { kKelurahanDesa = 1, kKecamatan, kKabkota, kProvinsi, kNational };

inline constexpr std::string_view kRootUnit = "ID";

// Whose days a clock follows. `region` is a Kemendagri code; empty means the nation, which has no
// local holidays.
struct Place {
  int utc_offset_hours = 7;
  std::string region;
  bool operator==(const Place&) const = default;
};

// Fixed offset; never the system's zone files.
absl::TimeZone ZoneAt(int utc_offset_hours);

// "Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar" or "Asia/Jayapura" to 7, 7, 8, 9.
// INVALID_ARGUMENT UNKNOWN_ZONE otherwise.
absl::StatusOr<int> ParseZone(std::string_view name);

// "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura" for 7, 8, 9.
std::string_view ZoneName(int utc_offset_hours);

// Whether `code` has the form of a region code: "31", "31.71", "31.71.01" or "31.71.01.1001".
bool IsRegionCode(std::string_view code);

// Region of a unit id: "31.71.01" for itself, "35.78" for "perhubungan:35.78", "" for "ID" and
// "perhubungan:ID".
std::string_view RegionOfUnit(std::string_view unit_id);

// Level of a unit id by its region. An agency has the level of its region; no region is national.
Level LevelOfUnit(std::string_view unit_id);

// Whether `code` is `ancestor` or lies below it. The empty ancestor contains every region.
bool IsWithin(std::string_view code, std::string_view ancestor);

}  // namespace salur::escalation
