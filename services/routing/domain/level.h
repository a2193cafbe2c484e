// The five levels of government that can hold a ticket, lowest first, so that `<` means "below".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace salur::routing {

enum class Level : std::uint8_t {
  kKelurahanDesa = 1,
  kKecamatan = 2,
  kKabkota = 3,
  kProvinsi = 4,
  kNational = 5,
};

// "kelurahan_desa", "kecamatan", "kabkota", "provinsi", "national": as in the data files.
std::string_view LevelName(Level level);
std::optional<Level> ParseLevel(std::string_view name);

// The next level up. Precondition: `level` is below kNational.
constexpr Level LevelAbove(Level level) {
  return static_cast<Level>(static_cast<std::uint8_t>(level) + 1);
}

// What a region is. Only villages differ: a desa is autonomous, a kelurahan is an office of its
// city.
enum class RegionKind : std::uint8_t {
  kNone,  // an agency, or the nation
  kProvinsi,
  kKabupaten,
  kKota,
  kKecamatan,
  kKelurahan,
  kDesa,
  kDesaAdat,
};

// "provinsi", "kabupaten", "kota", "kecamatan", "kelurahan", "desa", "desa_adat"; kNone is "".
std::string_view RegionKindName(RegionKind kind);
std::optional<RegionKind> ParseRegionKind(std::string_view name);
// The level that a region of this kind has. Precondition: not kNone.
Level LevelOf(RegionKind kind);

// The time zones of Indonesia. Fixed offsets: the country has no daylight saving time.
enum class TimeZone : std::uint8_t { kJakarta, kPontianak, kMakassar, kJayapura };

// The IANA name, "Asia/Jakarta".
std::string_view TimeZoneName(TimeZone zone);
std::optional<TimeZone> ParseTimeZone(std::string_view name);
// Seconds east of UTC.
int TimeZoneOffset(TimeZone zone);

}  // namespace salur::routing
