#include "bench/locate/compare.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <iterator>
#include <map>

#include "common/base/errors.h"

namespace salur::bench {
namespace {

using routing::boundaries::BorderCandidate;
using routing::boundaries::BoundaryIndex;
using routing::boundaries::PointLocation;

constexpr double kGridStepM = 1.2;

std::vector<RegionCode> Covering(const BoundaryIndex& index, GeoPoint point) {
  std::vector<RegionCode> villages;
  const absl::StatusOr<PointLocation> location = index.Locate(point, 0);
  if (!location.ok() || !location->inside) return villages;
  villages.push_back(location->village);
  for (const BorderCandidate& other : location->candidates) villages.push_back(other.village);
  std::sort(villages.begin(), villages.end());
  return villages;
}

// Whether some border runs within a grid step of the point.
bool IsAtBorder(const BoundaryIndex& index, GeoPoint point) {
  const absl::StatusOr<PointLocation> location = index.Locate(point, kGridStepM);
  return location.ok() && (!location->candidates.empty() || !location->inside);
}

void Print(const Sample& sample, GeoPoint point, const std::vector<RegionCode>& ours,
           const std::vector<RegionCode>& theirs) {
  std::printf("unexplained: %s %.7f,%.7f ours", sample.name.c_str(), point.latitude,
              point.longitude);
  for (const RegionCode village : ours) std::printf(" %s", village.ToString().c_str());
  std::printf(" PostGIS");
  for (const RegionCode village : theirs) std::printf(" %s", village.ToString().c_str());
  std::printf("\n");
}

}  // namespace

absl::StatusOr<Agreement> CompareCovering(const BoundaryIndex& index, Postgis& postgis,
                                          const Sample& sample) {
  Agreement agreement;
  for (const GeoPoint point : sample.points) {
    SALUR_ASSIGN_OR_RETURN(const std::vector<RegionCode> theirs, postgis.Covering(point));
    const std::vector<RegionCode> ours = Covering(index, point);
    agreement.points += 1;
    if (ours == theirs) {
      agreement.same += 1;
      if (ours.size() > 1) agreement.same_overlap += 1;
    } else if (IsAtBorder(index, point)) {
      agreement.border += 1;
    } else {
      agreement.unexplained += 1;
      Print(sample, point, ours, theirs);
    }
  }
  return agreement;
}

absl::StatusOr<NearAgreement> CompareNear(const BoundaryIndex& index, Postgis& postgis,
                                          const Sample& sample, double accuracy_m,
                                          std::size_t points) {
  NearAgreement agreement;
  for (std::size_t i = 0; i < std::min(points, sample.points.size()); ++i) {
    const GeoPoint point = sample.points[i];
    const absl::StatusOr<PointLocation> location = index.Locate(point, accuracy_m);
    SALUR_ASSIGN_OR_RETURN(const std::vector<Postgis::Near> near,
                           postgis.Around(point, accuracy_m));
    std::map<RegionCode, double> theirs;
    for (const Postgis::Near& other : near) theirs[other.village] = other.distance_m;
    std::map<RegionCode, double> ours;
    if (location.ok()) {
      if (location->distance_m <= accuracy_m) ours[location->village] = location->distance_m;
      for (const BorderCandidate& other : location->candidates) {
        ours[other.village] = other.distance_m;
      }
    }
    bool same = true;
    bool at_limit = true;
    for (const auto& [all, others] : {std::pair(&ours, &theirs), std::pair(&theirs, &ours)}) {
      for (const auto& [village, distance] : *all) {
        const auto other = others->find(village);
        if (other == others->end()) {
          same = false;
          at_limit = at_limit && distance > 0.99 * accuracy_m;
        } else if (distance > 1) {
          agreement.error_max =
              std::max(agreement.error_max, std::abs(distance - other->second) / distance);
        }
      }
    }
    agreement.points += 1;
    agreement.same += same ? 1 : 0;
    agreement.at_limit += !same && at_limit ? 1 : 0;
  }
  return agreement;
}

}  // namespace salur::bench
