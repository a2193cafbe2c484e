// The first 64 bytes of a boundary file, little endian:
//   0 "SALURBND"   8 version   12 grid units in a degree   16 villages   20 polygons   24 rings
//   28 vertices in a run   32 vertices (8 bytes)   40 payload bytes (8)   48 zero (8)
//   56 CRC-32 of the payload   60 CRC-32 of the 60 bytes before
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include <absl/status/statusor.h>

#include "services/routing/boundaries/boundary_file.h"

namespace salur::routing::boundaries {

inline constexpr std::size_t kHeaderBytes = 64;
using HeaderBytes = std::array<std::uint8_t, kHeaderBytes>;

HeaderBytes FormatHeader(const BoundarySummary& summary);

// BAD_FILE in the name of `file`.
absl::StatusOr<BoundarySummary> ParseHeader(const HeaderBytes& bytes, const std::string& file);

}  // namespace salur::routing::boundaries
