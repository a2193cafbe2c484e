#include "services/routing/locating.h"

namespace salur::routing {

std::optional<LocatedPoint> LocateFor(const boundaries::VillageLocator& locator,
                                      const FiledPoint& point) {
  const auto location = locator.Locate({point.latitude, point.longitude}, point.accuracy_m);
  if (!location.ok()) return std::nullopt;
  LocatedPoint located;
  located.village = location->village;
  located.inside = location->inside;
  located.distance_m = location->distance_m;
  for (const boundaries::BorderCandidate& candidate : location->candidates) {
    located.neighbours.push_back(candidate.village);
  }
  return located;
}

}  // namespace salur::routing
