// The file that holds the villages' boundaries: data/boundaries.bin. docs/boundaries.md describes
// its format and says why it is so.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "services/routing/boundaries/geometry.h"

namespace salur::routing::boundaries {

inline constexpr std::uint32_t kBoundaryFileVersion = 1;
// More is taken for damage.
inline constexpr std::uint64_t kPayloadBytesMax = std::uint64_t{256} << 20;

// What the header says.
struct BoundarySummary {
  std::uint32_t villages = 0;
  std::uint32_t polygons = 0;
  std::uint32_t rings = 0;
  std::uint64_t vertices = 0;  // without the repeated last one of each ring
  std::uint64_t payload_bytes = 0;
  std::uint32_t checksum = 0;  // CRC-32 of the payload: tells editions apart
};

// One village's boundary as it stands in the payload, without its code.
struct EncodedVillage {
  RegionCode village;
  std::string bytes;
  std::uint32_t polygons = 0;
  std::uint32_t rings = 0;
  std::uint32_t vertices = 0;
};

// Precondition: each polygon has a ring, each ring three vertices or more, all inside kCountryBox.
EncodedVillage Encode(const VillageBoundary& boundary);

// Writes `path` as a whole or not at all: a temporary file beside it is renamed over it.
// Precondition: codes are of villages, ascending, each once. INTERNAL BOUNDARIES_NOT_WRITTEN with
// the system's reason when the folder cannot be written to.
absl::StatusOr<BoundarySummary> WriteBoundaryFile(const std::filesystem::path& path,
                                                  const std::vector<EncodedVillage>& villages);

struct BoundaryPayload {
  BoundarySummary summary;
  std::unique_ptr<std::uint8_t[]> bytes;  // summary.payload_bytes, and kRunPadding (run.h) of 0
};

// Checks magic, version and checksums, not yet what the payload means. BAD_FILE (domain/csv.h) with
// what is wrong; NOT_FOUND BOUNDARIES_MISSING when there is no such file.
absl::StatusOr<BoundaryPayload> ReadBoundaryFile(const std::filesystem::path& path);

}  // namespace salur::routing::boundaries
