// Places as whole numbers, so that tests on them are exact: vertices of villages on a grid of 1e-5
// degrees (1.1 m), the points that are asked for on one of 1e-7 degrees (1 cm). x is the longitude,
// y the latitude, WGS84. Both fit 32 bits anywhere on earth.
#pragma once

#include <cstdint>
#include <vector>

#include "services/routing/domain/region_code.h"

namespace salur::routing::boundaries {

inline constexpr std::int32_t kGridPerDegree = 100'000;
inline constexpr std::int32_t kFinePerGrid = 100;
inline constexpr std::int32_t kFinePerDegree = kGridPerDegree * kFinePerGrid;

struct GridPoint {
  std::int32_t x = 0;
  std::int32_t y = 0;
  bool operator==(const GridPoint&) const = default;
};

struct FinePoint {
  std::int32_t x = 0;
  std::int32_t y = 0;
};

constexpr FinePoint ToFine(GridPoint point) {
  return {point.x * kFinePerGrid, point.y * kFinePerGrid};
}

// The nearest grid lines at and below, and at and above. For a grid value v and a fine one f,
// v * kFinePerGrid > f exactly when v > GridBelow(f), and v * kFinePerGrid < f exactly when
// v < GridAbove(f).
constexpr std::int32_t GridBelow(std::int32_t fine) {
  return fine / kFinePerGrid - (fine % kFinePerGrid < 0 ? 1 : 0);
}
constexpr std::int32_t GridAbove(std::int32_t fine) {
  return fine / kFinePerGrid + (fine % kFinePerGrid > 0 ? 1 : 0);
}
constexpr GridPoint GridBelow(FinePoint point) { return {GridBelow(point.x), GridBelow(point.y)}; }
constexpr GridPoint GridAbove(FinePoint point) { return {GridAbove(point.x), GridAbove(point.y)}; }

// Sides belong to it.
struct GridBox {
  GridPoint min;
  GridPoint max;

  constexpr void Include(GridPoint point) {
    if (point.x < min.x) min.x = point.x;
    if (point.y < min.y) min.y = point.y;
    if (point.x > max.x) max.x = point.x;
    if (point.y > max.y) max.y = point.y;
  }
  constexpr bool Contains(FinePoint point) const {
    const FinePoint low = ToFine(min);
    const FinePoint high = ToFine(max);
    return low.x <= point.x && point.x <= high.x && low.y <= point.y && point.y <= high.y;
  }
};

// Where a village can lie, generously: catches latitude and longitude in the wrong order.
inline constexpr GridBox kCountryBox{{90 * kGridPerDegree, -15 * kGridPerDegree},
                                     {145 * kGridPerDegree, 10 * kGridPerDegree}};

using Ring = std::vector<GridPoint>;  // the first vertex is not repeated at the end; either turn
using Polygon = std::vector<Ring>;    // the outer ring, then holes

struct VillageBoundary {
  RegionCode village;
  std::vector<Polygon> polygons;
};

}  // namespace salur::routing::boundaries
