// Exact tests of a point against one polygon, decoding as little as possible.
#pragma once

#include <cstdint>

#include "services/routing/boundaries/local_metres.h"
#include "services/routing/boundaries/tables.h"

namespace salur::routing::boundaries {

// Whether the polygon contains the point; its border, holes' borders too, belongs to it. Exact.
// `payload` is Tables::payload, `first` the first chunk of a part.
bool Covers(const Chunk* first, const std::uint8_t* payload, FinePoint point);

// The square of the metres from the origin of `metres` to the polygon's border, or `limit` when
// that is less.
double SquareToBorder(const Chunk* first, const std::uint8_t* payload, const LocalMetres& metres,
                      double limit);

// Twice the polygon's area, in square grid units. Exact.
std::int64_t DoubledArea(const Chunk* first, const std::uint8_t* payload);

}  // namespace salur::routing::boundaries
