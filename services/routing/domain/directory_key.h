// How a unit's region and kind become one sortable number; shared by directory.cc and its loader.
#pragma once

#include <cstdint>

#include "services/routing/domain/directory_types.h"

namespace salur::routing {

// The region's own unit comes before its agencies, and those come in the order of their kinds.
constexpr std::uint64_t DirectoryKey(std::uint64_t packed_region, KindRef kind) {
  const auto low = static_cast<std::uint16_t>(static_cast<std::uint16_t>(kind) + 1);
  return packed_region << 16 | low;
}

}  // namespace salur::routing
