// From a point on the map to the village that must hear of it. The port that the service uses;
// BoundaryIndex answers it from memory.
#pragma once

#include <cstddef>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/domain/region_code.h"

namespace salur::routing::boundaries {

// A point that lies in no village belongs to the nearest one up to here. Piers, reclaimed land and
// gaps between drawn borders are nearer; fishing grounds and the neighbour countries' towns beyond
// the strait are not.
inline constexpr double kNearestMetresMax = 2000;
// A greater accuracy than this counts as this: it names no village any more.
inline constexpr double kAccuracyMetresMax = 2000;
// As many candidates are told, nearest first.
inline constexpr std::size_t kBorderCandidatesMax = 16;

// WGS84 degrees.
struct GeoPoint {
  double latitude = 0;
  double longitude = 0;
};

struct BorderCandidate {
  RegionCode village;
  double distance_m = 0;  // to its border; 0 when the point lies in it as well
  bool operator==(const BorderCandidate&) const = default;
};

struct PointLocation {
  RegionCode village;
  // Whether the village contains the point; otherwise it is only the nearest, distance_m away.
  bool inside = true;
  double distance_m = 0;
  // Other villages that contain the point or whose border lies within the accuracy: nearest first,
  // then by code.
  std::vector<BorderCandidate> candidates;
};

// Any thread may call it at any time.
class VillageLocator {
 public:
  virtual ~VillageLocator() = default;

  // `accuracy_m`: how far off the point may be. A border belongs to both sides, so a point on it
  // has all of them; of several villages the smallest is taken, then the lowest code.
  // INVALID_FIELDS (point.latitude, point.longitude, accuracy_m) for what is no place on earth, a
  // negative accuracy or one that is no number; NOT_FOUND OUTSIDE_COUNTRY when no village lies
  // within kNearestMetresMax, with the metadata nearest_village and distance_m when one is within
  // 25 km.
  virtual absl::StatusOr<PointLocation> Locate(GeoPoint point, double accuracy_m) const = 0;
};

}  // namespace salur::routing::boundaries
