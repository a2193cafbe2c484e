// One village out of one line of GeoJSON (RFC 7946):
//   {"type": "Feature", "id": "31.71.01.1001", "properties": ..., "geometry": {"type": "Polygon" or
//    "MultiPolygon", "coordinates": ...}}
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "services/routing/boundaries/geometry.h"

namespace salur::routing::boundaries {

struct ParsedFeature {
  VillageBoundary boundary;
  std::uint64_t rounded_vertices = 0;  // had more than five decimals
  std::uint64_t dropped_rings = 0;     // shrank to nothing on the grid
};

// What is wrong, and where inside the line ("geometry.coordinates[0][3]", or empty).
struct FeatureError {
  std::string where;
  std::string problem;
};

// False, with `error` filled in, when the line is not such a Feature. Coordinates are rounded to
// the grid and repeated vertices left out; a ring that has no area then is dropped, with its holes
// when it is the outer one. A third coordinate (height) is ignored. Whether rings cross each other
// or themselves is not looked at: inside is what a line to the outside crosses an odd number of
// times.
bool ParseFeature(std::string_view line, ParsedFeature& feature, FeatureError& error);

}  // namespace salur::routing::boundaries
