#include "services/routing/domain/level.h"

#include <array>
#include <cstddef>

namespace salur::routing {
namespace {

constexpr std::array<std::string_view, 5> kLevelNames = {"kelurahan_desa", "kecamatan", "kabkota",
                                                         "provinsi", "national"};
constexpr std::array<std::string_view, 8> kKindNames = {
    "", "provinsi", "kabupaten", "kota", "kecamatan", "kelurahan", "desa", "desa_adat"};
constexpr std::array<std::string_view, 4> kZoneNames = {"Asia/Jakarta", "Asia/Pontianak",
                                                        "Asia/Makassar", "Asia/Jayapura"};
constexpr std::array<int, 4> kZoneHours = {7, 7, 8, 9};

}  // namespace

std::string_view LevelName(Level level) { return kLevelNames[static_cast<std::size_t>(level) - 1]; }

std::optional<Level> ParseLevel(std::string_view name) {
  for (std::size_t i = 0; i < kLevelNames.size(); ++i) {
    if (kLevelNames[i] == name) return static_cast<Level>(i + 1);
  }
  return std::nullopt;
}

std::string_view RegionKindName(RegionKind kind) {
  return kKindNames[static_cast<std::size_t>(kind)];
}

std::optional<RegionKind> ParseRegionKind(std::string_view name) {
  for (std::size_t i = 1; i < kKindNames.size(); ++i) {
    if (kKindNames[i] == name) return static_cast<RegionKind>(i);
  }
  return std::nullopt;
}

Level LevelOf(RegionKind kind) {
  switch (kind) {
    case RegionKind::kProvinsi:
      return Level::kProvinsi;
    case RegionKind::kKabupaten:
    case RegionKind::kKota:
      return Level::kKabkota;
    case RegionKind::kKecamatan:
      return Level::kKecamatan;
    case RegionKind::kKelurahan:
    case RegionKind::kDesa:
    case RegionKind::kDesaAdat:
      return Level::kKelurahanDesa;
    case RegionKind::kNone:
      break;
  }
  return Level::kNational;
}

std::string_view TimeZoneName(TimeZone zone) { return kZoneNames[static_cast<std::size_t>(zone)]; }

std::optional<TimeZone> ParseTimeZone(std::string_view name) {
  for (std::size_t i = 0; i < kZoneNames.size(); ++i) {
    if (kZoneNames[i] == name) return static_cast<TimeZone>(i);
  }
  return std::nullopt;
}

int TimeZoneOffset(TimeZone zone) { return kZoneHours[static_cast<std::size_t>(zone)] * 3600; }

}  // namespace salur::routing
