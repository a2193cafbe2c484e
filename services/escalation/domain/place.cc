#include "services/escalation/domain/place.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "common/base/errors.h"

namespace salur::escalation {
namespace {

// Digits of each part of a region code.
constexpr std::array<std::size_t, 4> kPartDigits = {2, 2, 2, 4};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

absl::TimeZone ZoneAt(int utc_offset_hours) { return absl::FixedTimeZone(utc_offset_hours * 3600); }

absl::StatusOr<int> ParseZone(std::string_view name) {
  if (name == "Asia/Jakarta" || name == "Asia/Pontianak") return 7;
  if (name == "Asia/Makassar") return 8;
  if (name == "Asia/Jayapura") return 9;
  return MakeError(absl::StatusCode::kInvalidArgument, "UNKNOWN_ZONE",
                   "unknown time zone '" + std::string(name) +
                       "'; known are Asia/Jakarta, Asia/Pontianak, Asia/Makassar, Asia/Jayapura");
}

std::string_view ZoneName(int utc_offset_hours) {
  if (utc_offset_hours == 8) return "Asia/Makassar";
  if (utc_offset_hours == 9) return "Asia/Jayapura";
  return "Asia/Jakarta";
}

bool IsRegionCode(std::string_view code) {
  std::size_t at = 0;
  for (std::size_t part = 0; part < kPartDigits.size(); ++part) {
    for (std::size_t i = 0; i < kPartDigits[part]; ++i, ++at) {
      if (at >= code.size() || !IsDigit(code[at])) return false;
    }
    if (at == code.size()) return true;
    if (code[at++] != '.') return false;
  }
  return false;
}

std::string_view RegionOfUnit(std::string_view unit_id) {
  const std::size_t colon = unit_id.find(':');
  if (colon != std::string_view::npos) unit_id.remove_prefix(colon + 1);
  return unit_id == kRootUnit ? std::string_view() : unit_id;
}

Level LevelOfUnit(std::string_view unit_id) {
  const std::string_view region = RegionOfUnit(unit_id);
  if (region.empty()) return Level::kNational;
  switch (std::count(region.begin(), region.end(), '.')) {
    case 0:
      return Level::kProvinsi;
    case 1:
      return Level::kKabkota;
    case 2:
      return Level::kKecamatan;
    default:
      return Level::kKelurahanDesa;
  }
}

bool IsWithin(std::string_view code, std::string_view ancestor) {
  if (ancestor.empty()) return true;
  if (code.substr(0, ancestor.size()) != ancestor) return false;
  return code.size() == ancestor.size() || code[ancestor.size()] == '.';
}

}  // namespace salur::escalation
