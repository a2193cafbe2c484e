// The written form of a unit's identity: `31.71.01.1001` (region unit), `perhubungan:35.78`
// (agency unit, kind:region), `perhubungan:ID` (national agency), `ID` (root, Admin Nasional).
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "services/routing/domain/region_code.h"

namespace salur::routing {

inline constexpr std::string_view kRootId = "ID";
inline constexpr std::size_t kKindCodeLengthMax = 40;

// `kind` points into the text that was parsed. Empty for a region unit and for the root.
struct UnitId {
  std::string_view kind;
  RegionCode region;

  // nullopt unless the text has exactly one of the forms above. Says nothing about existence.
  static std::optional<UnitId> Parse(std::string_view text);
  std::string ToString() const;
  bool operator==(const UnitId&) const = default;
};

// Lower case letters, digits and single hyphens inside, starting with a letter, at most
// kKindCodeLengthMax bytes: kinds of agencies and categories are written like this.
bool IsCode(std::string_view text);

}  // namespace salur::routing
