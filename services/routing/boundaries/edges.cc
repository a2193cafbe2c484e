#include "services/routing/boundaries/edges.h"

#include <algorithm>
#include <cstdlib>

namespace salur::routing::boundaries {
namespace {

// Calls visit(chunk, end) for each chunk of a part; `end` is where its last edge ends.
template <typename Visit>
void ForEachChunk(const Chunk* chunk, Visit visit) {
  GridPoint ring_start = chunk->start;
  for (;; ++chunk) {
    visit(*chunk, chunk->ends_ring ? ring_start : chunk[1].start);
    if (chunk->ends_part) return;
    if (chunk->ends_ring) ring_start = chunk[1].start;
  }
}

// Calls visit(from, to) for each edge of a chunk; `end` as of ForEachChunk.
template <typename Visit>
void ForEachEdge(const Chunk& chunk, GridPoint end, const std::uint8_t* payload, Visit visit) {
  RunDecoder decoder(payload + chunk.offset, chunk.widths);
  GridPoint from = chunk.start;
  for (int i = chunk.vertices; i > 0; --i) {
    const GridPoint to = decoder.Next(from);
    visit(from, to);
    from = to;
  }
  if (chunk.ends_ring) visit(from, end);
}

// What the edges of a chunk say about the point.
struct Crossings {
  bool odd = false;        // the ray from the point to the east crosses them an odd number of times
  bool on_border = false;  // the point lies on one of them
};

// Positive when the point lies to the left of the line from `from` to `to`, 0 on it. Exact: all
// places lie in kCountryBox, so differences in fine units are below 2^30 and products below 2^60.
std::int64_t Turn(GridPoint from, GridPoint to, FinePoint point) {
  const FinePoint a = ToFine(from);
  const FinePoint b = ToFine(to);
  return (std::int64_t{b.x} - a.x) * (std::int64_t{point.y} - a.y) -
         (std::int64_t{point.x} - a.x) * (std::int64_t{b.y} - a.y);
}

// For a point that lies between two grid lines, so that no vertex is level with it.
Crossings CountBetween(const Chunk& chunk, GridPoint end, const std::uint8_t* payload,
                       FinePoint point) {
  Crossings result;
  const std::int32_t line = GridBelow(point.y);
  bool above = chunk.start.y > line;
  ForEachEdge(chunk, end, payload, [&](GridPoint from, GridPoint to) {
    const bool to_above = to.y > line;
    if (to_above == above) return;
    above = to_above;
    const std::int64_t turn = Turn(from, to, point);
    if (turn == 0) result.on_border = true;
    if ((turn > 0) == to_above) result.odd = !result.odd;
  });
  return result;
}

Crossings CountCrossings(const Chunk& chunk, GridPoint end, const std::uint8_t* payload,
                         FinePoint point) {
  if (point.y % kFinePerGrid != 0) return CountBetween(chunk, end, payload, point);
  Crossings result;
  ForEachEdge(chunk, end, payload, [&](GridPoint from, GridPoint to) {
    const FinePoint a = ToFine(from);
    const FinePoint b = ToFine(to);
    const bool a_above = a.y > point.y;
    const bool b_above = b.y > point.y;
    if (a_above == b_above) {
      // No crossing, but the point may stand on the end of an edge that comes from below, or on a
      // level edge.
      if (a.y != point.y && b.y != point.y) return;
      if (a.y == point.y && a.x == point.x) result.on_border = true;
      if (a.y == b.y && std::min(a.x, b.x) <= point.x && point.x <= std::max(a.x, b.x)) {
        result.on_border = true;
      }
      return;
    }
    const std::int64_t turn = Turn(from, to, point);
    if (turn == 0) result.on_border = true;
    if ((turn > 0) == b_above) result.odd = !result.odd;
  });
  return result;
}

}  // namespace

bool Covers(const Chunk* first, const std::uint8_t* payload, FinePoint point) {
  bool odd = false;
  bool on_border = false;
  const GridPoint below = GridBelow(point);
  const GridPoint above = GridAbove(point);
  ForEachChunk(first, [&](const Chunk& chunk, GridPoint end) {
    const GridBox& box = chunk.box;
    if (below.y < box.min.y || above.y > box.max.y || above.x > box.max.x) return;
    if (below.x < box.min.x) {
      // All of it lies east of the point: whether the ray crosses it an odd number of times shows
      // in its two ends.
      odd ^= (chunk.start.y > below.y) != (end.y > below.y);
      return;
    }
    const Crossings crossings = CountCrossings(chunk, end, payload, point);
    odd ^= crossings.odd;
    on_border |= crossings.on_border;
  });
  return odd || on_border;
}

double SquareToBorder(const Chunk* first, const std::uint8_t* payload, const LocalMetres& metres,
                      double limit) {
  ForEachChunk(first, [&](const Chunk& chunk, GridPoint end) {
    if (metres.SquareToBox(chunk.box) >= limit) return;
    ForEachEdge(chunk, end, payload, [&](GridPoint from, GridPoint to) {
      limit = std::min(limit, metres.SquareToEdge(from, to));
    });
  });
  return limit;
}

std::int64_t DoubledArea(const Chunk* first, const std::uint8_t* payload) {
  std::int64_t area = 0;
  std::int64_t ring = 0;
  bool outer = true;
  GridPoint origin = first->start;
  bool ring_begins = true;
  ForEachChunk(first, [&](const Chunk& chunk, GridPoint end) {
    if (ring_begins) origin = chunk.start;
    ForEachEdge(chunk, end, payload, [&](GridPoint from, GridPoint to) {
      ring += std::int64_t{from.x - origin.x} * (to.y - origin.y) -
              std::int64_t{to.x - origin.x} * (from.y - origin.y);
    });
    ring_begins = chunk.ends_ring;
    if (!chunk.ends_ring) return;
    area += outer ? std::abs(ring) : -std::abs(ring);
    outer = false;
    ring = 0;
  });
  return area;
}

}  // namespace salur::routing::boundaries
