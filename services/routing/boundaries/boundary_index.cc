#include "services/routing/boundaries/boundary_index.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/boundaries/point_search.h"

namespace salur::routing::boundaries {
namespace {

// How far around a point outside one looks for a village to name in the error.
constexpr double kHintMetresMax = 25'000;
constexpr std::int32_t kHintGrid = kGridPerDegree / 4;  // more than that far

absl::Status Check(GeoPoint point, double accuracy_m) {
  std::vector<FieldViolation> violations;
  if (!(std::abs(point.latitude) <= 90)) {
    violations.push_back({"point.latitude", "must be -90 to 90 degrees"});
  }
  if (!(std::abs(point.longitude) <= 180)) {
    violations.push_back({"point.longitude", "must be -180 to 180 degrees"});
  }
  if (!(accuracy_m >= 0)) violations.push_back({"accuracy_m", "must be 0 metres or more"});
  return InvalidFields(violations);
}

std::int32_t FineDegrees(double degrees) {
  return static_cast<std::int32_t>(std::lround(degrees * kFinePerDegree));
}

absl::Status OutsideCountry() {
  return MakeError(absl::StatusCode::kNotFound, "OUTSIDE_COUNTRY",
                   "the point lies outside the country");
}

absl::Status OutsideCountry(RegionCode nearest, double distance_m) {
  const std::string metres = std::to_string(std::lround(distance_m));
  return MakeError(absl::StatusCode::kNotFound, "OUTSIDE_COUNTRY",
                   "the point lies outside the country, at sea or in a gap of the map: no village "
                   "within " +
                       std::to_string(std::lround(kNearestMetresMax)) + " m; the nearest, " +
                       nearest.ToString() + ", is " + metres + " m away",
                   {{"nearest_village", nearest.ToString()}, {"distance_m", metres}});
}

}  // namespace

BoundaryIndex::BoundaryIndex(Tables tables, PartTree tree)
    : tables_(std::move(tables)), tree_(std::move(tree)) {}

absl::StatusOr<BoundaryIndex> BoundaryIndex::Load(const std::filesystem::path& path) {
  SALUR_ASSIGN_OR_RETURN(BoundaryPayload payload, ReadBoundaryFile(path));
  std::vector<BoxedPart> parts;
  SALUR_ASSIGN_OR_RETURN(Tables tables,
                         BuildTables(std::move(payload), path.filename().string(), parts));
  return BoundaryIndex(std::move(tables), PartTree(parts));
}

absl::StatusOr<PointLocation> BoundaryIndex::Locate(GeoPoint point, double accuracy_m) const {
  SALUR_RETURN_IF_ERROR(Check(point, accuracy_m));
  const FinePoint fine{FineDegrees(point.longitude), FineDegrees(point.latitude)};
  GridBox reach = tables_.bounds;
  if (tables_.villages.empty()) return OutsideCountry();
  reach.Include({reach.min.x - kHintGrid, reach.min.y - kHintGrid});
  reach.Include({reach.max.x + kHintGrid, reach.max.y + kHintGrid});
  if (!reach.Contains(fine)) return OutsideCountry();

  const PointSearch search(tables_, tree_, fine);
  std::vector<PointSearch::Near> near;
  const PointSearch::Villages containing =
      search.Within(std::min(accuracy_m, kAccuracyMetresMax), near);
  PointLocation location;
  auto others = near.begin();
  if (!containing.empty()) {
    location.village = tables_.villages[containing.front()];
    for (std::size_t i = 1; i < containing.size(); ++i) {
      location.candidates.push_back({tables_.villages[containing[i]], 0});
    }
  } else {
    std::optional<PointSearch::Near> nearest;
    if (near.empty()) {
      nearest = search.Nearest(kNearestMetresMax);
    } else {
      nearest = *others++;
    }
    if (!nearest.has_value()) {
      nearest = search.Nearest(kHintMetresMax);
      if (!nearest.has_value()) return OutsideCountry();
      return OutsideCountry(tables_.villages[nearest->village], std::sqrt(nearest->square_m));
    }
    location.village = tables_.villages[nearest->village];
    location.inside = false;
    location.distance_m = std::sqrt(nearest->square_m);
  }
  for (; others != near.end(); ++others) {
    location.candidates.push_back({tables_.villages[others->village], std::sqrt(others->square_m)});
  }
  if (location.candidates.size() > kBorderCandidatesMax) {
    location.candidates.resize(kBorderCandidatesMax);
  }
  return location;
}

bool BoundaryIndex::HasBoundary(RegionCode village) const {
  return std::binary_search(tables_.villages.begin(), tables_.villages.end(), village);
}

std::vector<RegionCode> BoundaryIndex::WithoutBoundary(std::span<const RegionCode> villages) const {
  std::vector<RegionCode> without;
  std::copy_if(villages.begin(), villages.end(), std::back_inserter(without),
               [&](RegionCode village) { return !HasBoundary(village); });
  return without;
}

}  // namespace salur::routing::boundaries
