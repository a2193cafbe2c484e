// Against an oracle that is slow, knows nothing of chunks, boxes or trees, and counts turns of the
// border around the point (winding number) instead of crossings of a ray.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <random>

#include "tests/unit/routing_boundaries/fixtures.h"

namespace salur::routing::boundaries::testing {
namespace {

constexpr GridPoint kOrigin{11'000'000, -700'000};

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::int32_t Between(std::int32_t low, std::int32_t high) {
    return low + static_cast<std::int32_t>(engine_() % static_cast<std::uint32_t>(high - low + 1));
  }

 private:
  std::mt19937 engine_;
};

// Half turns of the edge around the point, by quadrants; exact. 0 for an edge through the point.
int HalfTurns(FinePoint from, FinePoint to, FinePoint point, bool& on_border) {
  const std::int64_t ax = std::int64_t{from.x} - point.x, ay = std::int64_t{from.y} - point.y;
  const std::int64_t bx = std::int64_t{to.x} - point.x, by = std::int64_t{to.y} - point.y;
  const std::int64_t cross = ax * by - ay * bx;
  const std::int64_t dot = ax * bx + ay * by;
  if (cross == 0 && dot <= 0) on_border = true;
  // The lower half plane and its east end, against the upper one and its west end.
  const bool a_low = ay < 0 || (ay == 0 && ax > 0);
  const bool b_low = by < 0 || (by == 0 && bx > 0);
  if (a_low == b_low) return 0;
  return cross > 0 ? 1 : -1;
}

bool OracleCovers(const VillageBoundary& village, FinePoint point) {
  for (const Polygon& polygon : village.polygons) {
    int rings_around = 0;
    bool on_border = false;
    for (const Ring& ring : polygon) {
      int half_turns = 0;
      for (std::size_t i = 0; i < ring.size(); ++i) {
        half_turns +=
            HalfTurns(ToFine(ring[i]), ToFine(ring[(i + 1) % ring.size()]), point, on_border);
      }
      rings_around += std::abs(half_turns / 2) % 2;
    }
    if (on_border || rings_around % 2 == 1) return true;
  }
  return false;
}

// Great-circle metres by haversine.
double Haversine(double x, double y, GeoPoint point) {
  const auto radians = [](double degrees) { return degrees * std::numbers::pi / 180; };
  const double latitude = radians(y / kGridPerDegree);
  const double dy = std::sin((latitude - radians(point.latitude)) / 2);
  const double dx = std::sin((radians(x / kGridPerDegree) - radians(point.longitude)) / 2);
  const double h = dy * dy + std::cos(latitude) * std::cos(radians(point.latitude)) * dx * dx;
  return 2 * 6'371'000 * std::asin(std::sqrt(h));
}

// To the nearest place on an edge: along it the distance falls, then rises.
double OracleDistance(GridPoint a, GridPoint b, GeoPoint point) {
  const auto at = [&](double part) {
    return Haversine(a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part, point);
  };
  double low = 0;
  double high = 1;
  for (int step = 0; step < 50; ++step) {
    const double third = (high - low) / 3;
    if (at(low + third) < at(high - third)) {
      high -= third;
    } else {
      low += third;
    }
  }
  return at(low);
}

double OracleDistance(const VillageBoundary& village, GeoPoint point) {
  double nearest = 1e12;
  for (const Polygon& polygon : village.polygons) {
    for (const Ring& ring : polygon) {
      for (std::size_t i = 0; i < ring.size(); ++i) {
        nearest = std::min(nearest, OracleDistance(ring[i], ring[(i + 1) % ring.size()], point));
      }
    }
  }
  return nearest;
}

// A star around a centre: no edge crosses another, whatever the radii.
Ring Star(Random& random, GridPoint centre, std::int32_t radius_max, int vertices) {
  Ring ring;
  for (int i = 0; i < vertices; ++i) {
    const double angle = 2 * std::numbers::pi * i / vertices;
    const double radius = random.Between(radius_max / 3, radius_max);
    ring.push_back({centre.x + static_cast<std::int32_t>(radius * std::cos(angle)),
                    centre.y + static_cast<std::int32_t>(radius * std::sin(angle))});
  }
  if (random.Between(0, 1) == 1) std::reverse(ring.begin(), ring.end());
  return ring;
}

GridPoint Anywhere(Random& random) {
  return {kOrigin.x + random.Between(-3000, 3000), kOrigin.y + random.Between(-3000, 3000)};
}

std::vector<VillageBoundary> RandomCountry(Random& random) {
  std::vector<VillageBoundary> villages;
  for (int i = 0; i < 12; ++i) {
    VillageBoundary village{Code("33.07.01.20" + std::to_string(10 + i)), {}};
    for (int parts = random.Between(1, 3); parts > 0; --parts) {
      const GridPoint centre = Anywhere(random);
      const std::int32_t radius = random.Between(30, 1500);
      Polygon polygon = {Star(random, centre, radius, random.Between(5, 200))};
      if (random.Between(0, 2) == 0) {
        polygon.push_back(Star(random, centre, radius / 4, random.Between(5, 80)));
      }
      village.polygons.push_back(std::move(polygon));
    }
    villages.push_back(std::move(village));
  }
  return villages;
}

// Anywhere, or where tests go wrong: on a vertex, level with one, or in the middle of an edge.
FinePoint RandomPoint(Random& random, const std::vector<VillageBoundary>& villages) {
  const GridPoint grid = Anywhere(random);
  FinePoint point = ToFine(grid);
  point.x += random.Between(0, 99);
  point.y += random.Between(0, 99);
  const Polygon& polygon =
      villages[static_cast<std::size_t>(random.Between(0, 11))].polygons.front();
  const Ring& ring = polygon.back();
  const auto i = static_cast<std::size_t>(random.Between(0, static_cast<int>(ring.size()) - 1));
  const FinePoint a = ToFine(ring[i]);
  const FinePoint b = ToFine(ring[(i + 1) % ring.size()]);
  switch (random.Between(0, 5)) {
    case 0:
      return a;
    case 1:
      return {point.x, a.y};
    case 2:
      return {a.x + (b.x - a.x) / 2, a.y + (b.y - a.y) / 2};
    case 3:
      return {a.x + random.Between(-2, 2), a.y + random.Between(-2, 2)};
    default:
      return point;
  }
}

GeoPoint Degrees(FinePoint point) {
  return {static_cast<double>(point.y) / kFinePerDegree,
          static_cast<double>(point.x) / kFinePerDegree};
}

absl::StatusOr<BoundaryIndex> IndexOfAll(const std::vector<VillageBoundary>& villages) {
  std::vector<EncodedVillage> encoded;
  for (const VillageBoundary& village : villages) encoded.push_back(Encode(village));
  return WriteAndLoad(encoded);
}

TEST(LocateProperty, CoveringVillagesAreThoseOfTheOracle) {
  for (std::uint32_t seed = 1; seed <= 40; ++seed) {
    Random random(seed);
    const std::vector<VillageBoundary> villages = RandomCountry(random);
    const auto index = IndexOfAll(villages);
    ASSERT_TRUE(index.ok()) << index.status();
    for (int i = 0; i < 500; ++i) {
      const FinePoint point = RandomPoint(random, villages);
      std::vector<RegionCode> expected;
      for (const VillageBoundary& village : villages) {
        if (OracleCovers(village, point)) expected.push_back(village.village);
      }
      std::vector<RegionCode> found;
      const auto location = index->Locate(Degrees(point), 0);
      if (location.ok() && location->inside) {
        found.push_back(location->village);
        for (const BorderCandidate& other : location->candidates) found.push_back(other.village);
        std::sort(found.begin(), found.end());
      }
      ASSERT_EQ(found, expected) << "seed " << seed << " point " << point.x << " " << point.y;
    }
  }
}

TEST(LocateProperty, CandidatesAndNearestAreThoseOfTheOracle) {
  constexpr double kAccuracyM = 300;
  constexpr double kTolerance = 0.01;  // a sphere
  for (std::uint32_t seed = 1; seed <= 10; ++seed) {
    Random random(seed);
    const std::vector<VillageBoundary> villages = RandomCountry(random);
    const auto index = IndexOfAll(villages);
    ASSERT_TRUE(index.ok()) << index.status();
    for (int i = 0; i < 30; ++i) {
      const FinePoint point = RandomPoint(random, villages);
      const auto location = index->Locate(Degrees(point), kAccuracyM);
      std::map<RegionCode, double> found;
      if (location.ok()) {
        found[location->village] = location->distance_m;
        for (const BorderCandidate& other : location->candidates) {
          found[other.village] = other.distance_m;
        }
      }
      double nearest = 1e12;
      for (const VillageBoundary& village : villages) {
        const double distance =
            OracleCovers(village, point) ? 0 : OracleDistance(village, Degrees(point));
        nearest = std::min(nearest, distance);
        if (distance > kAccuracyM * (1 + kTolerance) && !found.contains(village.village)) continue;
        if (std::abs(distance - kAccuracyM) < kAccuracyM * kTolerance) continue;
        ASSERT_TRUE(found.contains(village.village)) << "seed " << seed << " " << distance;
        EXPECT_NEAR(found[village.village], distance, distance * kTolerance + 0.5);
      }
      if (location.ok()) {
        EXPECT_NEAR(location->distance_m, nearest, nearest * kTolerance + 0.5);
      } else {
        EXPECT_GT(nearest, kNearestMetresMax * (1 - kTolerance));
      }
    }
  }
}

// Villages that share every inner border, as real ones do: no point between them is lost or, off
// the borders, double.
TEST(LocateProperty, APartitionHasOneVillageForEveryPoint) {
  constexpr int kSide = 6;
  constexpr int kCell = 300;
  Random random(7);
  // Corners, and the ragged lines between neighbouring corners, each made once.
  std::map<std::pair<int, int>, GridPoint> corner;
  for (int i = 0; i <= kSide; ++i) {
    for (int j = 0; j <= kSide; ++j) {
      corner[{i, j}] = {kOrigin.x + i * kCell, kOrigin.y + j * kCell};
    }
  }
  std::map<std::tuple<int, int, bool>, Ring> line;  // from a corner, to the east or to the north
  for (int i = 0; i <= kSide; ++i) {
    for (int j = 0; j <= kSide; ++j) {
      for (const bool east : {true, false}) {
        Ring& ring = line[{i, j, east}];
        const GridPoint from = corner[{i, j}];
        for (int step = 0; step < kCell; step += random.Between(3, 9)) {
          const std::int32_t off = step == 0 ? 0 : random.Between(-40, 40);
          // Near a corner the two lines stay in sectors of their own.
          const std::int32_t bound = std::min(step, kCell - step) / 2;
          const std::int32_t bent = std::clamp(off, -bound, bound);
          ring.push_back(east ? GridPoint{from.x + step, from.y + bent}
                              : GridPoint{from.x + bent, from.y + step});
        }
      }
    }
  }
  std::vector<VillageBoundary> villages;
  for (int i = 0; i < kSide; ++i) {
    for (int j = 0; j < kSide; ++j) {
      Ring ring = line[{i, j, true}];
      const Ring& right = line[{i + 1, j, false}];
      ring.insert(ring.end(), right.begin(), right.end());
      ring.push_back(corner[{i + 1, j + 1}]);
      const Ring& top = line[{i, j + 1, true}];
      ring.insert(ring.end(), top.rbegin(), top.rend());
      const Ring& left = line[{i, j, false}];
      ring.insert(ring.end(), left.rbegin(), std::prev(left.rend()));
      villages.push_back(
          {Code("33.07.0" + std::to_string(i + 1) + ".200" + std::to_string(j)), {{ring}}});
    }
  }
  const auto index = IndexOfAll(villages);
  ASSERT_TRUE(index.ok()) << index.status();
  for (int i = 0; i < 20'000; ++i) {
    const FinePoint point{
        (kOrigin.x + random.Between(50, kSide * kCell - 50)) * kFinePerGrid + random.Between(0, 99),
        (kOrigin.y + random.Between(50, kSide * kCell - 50)) * kFinePerGrid +
            random.Between(0, 99)};
    const auto location = index->Locate(Degrees(point), 0);
    ASSERT_TRUE(location.ok()) << location.status();
    ASSERT_TRUE(location->inside) << point.x << " " << point.y;
    if (location->candidates.empty()) continue;
    const auto near = index->Locate({Degrees(point).latitude, Degrees(point).longitude}, 0.001);
    EXPECT_FALSE(near->candidates.empty());
  }
}

}  // namespace
}  // namespace salur::routing::boundaries::testing
