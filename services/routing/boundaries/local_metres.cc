#include "services/routing/boundaries/local_metres.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace salur::routing::boundaries {
namespace {

constexpr double kEquatorRadiusM = 6'378'137.0;               // WGS84
constexpr double kEccentricitySquared = 0.00669437999014132;  // WGS84
constexpr double kRadiansPerFine = std::numbers::pi / 180 / kFinePerDegree;

// Metres along one axis between a coordinate and the nearest in [low, high].
double Gap(std::int32_t at, std::int32_t low, std::int32_t high, double metres) {
  const std::int64_t gap =
      std::max<std::int64_t>({std::int64_t{low} - at, std::int64_t{at} - high, 0});
  return static_cast<double>(gap) * metres;
}

}  // namespace

LocalMetres::LocalMetres(FinePoint origin) : origin_(origin) {
  const double latitude = origin.y * kRadiansPerFine;
  const double sine = std::sin(latitude);
  const double flattened = 1 - kEccentricitySquared * sine * sine;
  const double across = kEquatorRadiusM / std::sqrt(flattened);
  metres_x_ = across * std::cos(latitude) * kRadiansPerFine;
  metres_y_ = across * (1 - kEccentricitySquared) / flattened * kRadiansPerFine;
}

GridBox LocalMetres::BoxAround(double radius_m) const {
  const auto low = [&](std::int32_t at, double metres) {
    return static_cast<std::int32_t>(std::floor((at - radius_m / metres) / kFinePerGrid));
  };
  const auto high = [&](std::int32_t at, double metres) {
    return static_cast<std::int32_t>(std::ceil((at + radius_m / metres) / kFinePerGrid));
  };
  return {{low(origin_.x, metres_x_), low(origin_.y, metres_y_)},
          {high(origin_.x, metres_x_), high(origin_.y, metres_y_)}};
}

double LocalMetres::SquareToBox(const GridBox& box) const {
  const FinePoint low = ToFine(box.min);
  const FinePoint high = ToFine(box.max);
  const double x = Gap(origin_.x, low.x, high.x, metres_x_);
  const double y = Gap(origin_.y, low.y, high.y, metres_y_);
  return x * x + y * y;
}

double LocalMetres::SquareToEdge(GridPoint from, GridPoint to) const {
  const FinePoint start = ToFine(from);
  const double x = (double{1} * start.x - origin_.x) * metres_x_;
  const double y = (double{1} * start.y - origin_.y) * metres_y_;
  const double run_x = static_cast<double>(to.x - from.x) * kFinePerGrid * metres_x_;
  const double run_y = static_cast<double>(to.y - from.y) * kFinePerGrid * metres_y_;
  const double square = run_x * run_x + run_y * run_y;
  // Where on the edge, 0 at its start and 1 at its end, the foot of the perpendicular stands.
  const double foot = square > 0 ? std::clamp(-(x * run_x + y * run_y) / square, 0.0, 1.0) : 0.0;
  const double near_x = x + foot * run_x;
  const double near_y = y + foot * run_y;
  return near_x * near_x + near_y * near_y;
}

}  // namespace salur::routing::boundaries
