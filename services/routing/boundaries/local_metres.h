// Metres around one point: the plane that touches the WGS84 ellipsoid there (equirectangular). Off
// by less than 0.1% within 25 km of it anywhere in the country.
#pragma once

#include "services/routing/boundaries/geometry.h"

namespace salur::routing::boundaries {

class LocalMetres {
 public:
  explicit LocalMetres(FinePoint origin);

  // All grid points within `radius_m` of the origin, and some more.
  GridBox BoxAround(double radius_m) const;

  // Squares of metres from the origin: to the nearest point of a box, and of an edge.
  double SquareToBox(const GridBox& box) const;
  double SquareToEdge(GridPoint from, GridPoint to) const;

 private:
  FinePoint origin_;
  double metres_x_;  // in one fine unit
  double metres_y_;
};

}  // namespace salur::routing::boundaries
