// The boundaries of the nation as they lie in memory: the file's payload, still packed, with
// signposts into it. A chunk is a run of one ring with the box around it, so that nearly everything
// is decided from boxes, and only runs near the point are decoded.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/boundaries/boundary_file.h"
#include "services/routing/boundaries/geometry.h"
#include "services/routing/boundaries/run.h"

namespace salur::routing::boundaries {

// The edges of one run (run.h): from `start` to the start of the next chunk; or to the ring's last
// vertex and on to its first, if it ends the ring.
struct alignas(32) Chunk {
  GridBox box;  // around all its edges
  GridPoint start;
  std::uint32_t offset = 0;  // of the run's bits in the payload
  RunWidths widths;
  std::uint8_t vertices = 0;  // of the run
  bool ends_ring : 1 = false;
  bool ends_part : 1 = false;
};
static_assert(sizeof(Chunk) == 32);  // two of them share a cache line

// One polygon of a village: its chunks from the first to the one that ends it.
struct Part {
  std::uint32_t first_chunk = 0;
  std::uint32_t village = 0;  // its position in Tables::villages
  bool operator==(const Part&) const = default;
};

struct BoxedPart {
  GridBox box;
  Part part;
};

struct Tables {
  BoundarySummary summary;
  std::unique_ptr<std::uint8_t[]> payload;
  std::vector<Chunk> chunks;
  std::vector<RegionCode> villages;         // ascending
  std::vector<std::uint32_t> first_chunks;  // of each village, and an end
  GridBox bounds;                           // around everything
};

// Reads the whole payload once and checks all that later reading relies on. BAD_FILE (domain/csv.h)
// in the name of `file`. `parts` gets all polygons.
absl::StatusOr<Tables> BuildTables(BoundaryPayload payload, const std::string& file,
                                   std::vector<BoxedPart>& parts);

}  // namespace salur::routing::boundaries
