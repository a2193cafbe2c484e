// Kemendagri region codes as values: `31`, `31.71`, `31.71.01`, `31.71.01.1001`, and the nation.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/routing/domain/level.h"

namespace salur::routing {

// Eight bytes, cheap to copy and compare. Ordering puts a region right before everything inside it,
// so a region and all that it contains are one range of any sorted sequence.
class RegionCode {
 public:
  // The nation, which contains every region.
  constexpr RegionCode() = default;

  // Two digits for each level down to the kecamatan, four for a village, joined by dots. Anything
  // else, the nation included, is nullopt.
  static std::optional<RegionCode> Parse(std::string_view text);

  Level level() const;
  bool IsNation() const { return packed_ == 0; }
  // The region one level up; the nation for a provinsi and for itself.
  RegionCode Parent() const;
  // The ancestor (or this region itself) at `level`. Precondition: `level` is not below level().
  RegionCode AncestorAt(Level level) const;
  // Whether this is `region` itself or inside it. Compares whole levels: 31.7 is never a prefix.
  bool IsWithin(RegionCode region) const;
  // The first packed() value after everything inside this region, for ranges.
  std::uint64_t RangeEnd() const;

  // "31.71.01"; "ID" for the nation.
  std::string ToString() const;
  // At most 40 bits, in the order of operator<=>.
  std::uint64_t packed() const { return packed_; }
  // The inverse of packed(). Precondition: the value came from there.
  static constexpr RegionCode FromPacked(std::uint64_t packed) { return RegionCode(packed); }

  friend constexpr auto operator<=>(RegionCode, RegionCode) = default;

 private:
  explicit constexpr RegionCode(std::uint64_t packed) : packed_(packed) {}

  // From the top: 8 bits each for provinsi, kabkota and kecamatan, 16 for the village. Each part is
  // stored plus one, so 0 means that the code ends above it.
  std::uint64_t packed_ = 0;
};

}  // namespace salur::routing
