#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <thread>

#include "common/base/errors.h"
#include "tests/unit/routing_boundaries/fixtures.h"

namespace salur::routing::boundaries::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kA[] = "33.07.01.1001";
constexpr char kB[] = "33.07.01.2002";
constexpr char kC[] = "33.07.02.2001";

std::string Simple(const char* code, double west, double south, double east, double north) {
  return Feature(code, {PolygonOf({Square(west, south, east, north)})});
}

std::vector<std::string> Codes(const std::vector<BorderCandidate>& candidates) {
  std::vector<std::string> codes;
  for (const BorderCandidate& candidate : candidates) {
    codes.push_back(candidate.village.ToString());
  }
  return codes;
}

PointLocation Found(const BoundaryIndex& index, GeoPoint point, double accuracy_m = 0) {
  const auto location = index.Locate(point, accuracy_m);
  EXPECT_TRUE(location.ok()) << location.status();
  return location.value_or(PointLocation{});
}

TEST(Locate, FindsTheVillageThatContainsThePoint) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10), Simple(kB, 10, 0, 20, 10)});
  EXPECT_EQ(Found(index, At(5, 5)).village, Code(kA));
  EXPECT_EQ(Found(index, At(15, 5)).village, Code(kB));
  EXPECT_TRUE(Found(index, At(15, 5)).inside);
  EXPECT_EQ(Found(index, At(15, 5)).distance_m, 0);
}

TEST(Locate, HoleBelongsToTheEnclaveInIt) {
  const BoundaryIndex index =
      IndexOf({Feature(kA, {PolygonOf({Square(0, 0, 10, 10), Square(4, 4, 6, 6)})}),
               Simple(kB, 4, 4, 6, 6)});
  EXPECT_EQ(Found(index, At(5, 5)).village, Code(kB));
  EXPECT_THAT(Found(index, At(5, 5)).candidates, IsEmpty());
  EXPECT_EQ(Found(index, At(3, 5)).village, Code(kA));
}

TEST(Locate, HoleOfNobodyGetsTheNearestVillage) {
  const BoundaryIndex index =
      IndexOf({Feature(kA, {PolygonOf({Square(0, 0, 10, 10), Square(4, 4, 6, 6)})})});
  const PointLocation location = Found(index, At(4.5, 5));
  EXPECT_EQ(location.village, Code(kA));
  EXPECT_FALSE(location.inside);
  EXPECT_NEAR(location.distance_m, kStepEastM / 2, 0.1);
}

TEST(Locate, FindsEveryPartOfAVillage) {
  const BoundaryIndex index =
      IndexOf({Feature(kA, {PolygonOf({Square(0, 0, 1, 1)}), PolygonOf({Square(8, 8, 9, 9)})}),
               Simple(kB, 3, 3, 6, 6)});
  EXPECT_EQ(Found(index, At(0.5, 0.5)).village, Code(kA));
  EXPECT_EQ(Found(index, At(8.5, 8.5)).village, Code(kA));
  EXPECT_EQ(Found(index, At(4, 4)).village, Code(kB));
}

TEST(Locate, PartsThatOverlapEachOtherLeaveNoHole) {
  const BoundaryIndex index =
      IndexOf({Feature(kA, {PolygonOf({Square(0, 0, 6, 6)}), PolygonOf({Square(4, 4, 9, 9)})})});
  const PointLocation location = Found(index, At(5, 5), 25);
  EXPECT_TRUE(location.inside);
  EXPECT_THAT(location.candidates, IsEmpty());
}

TEST(Locate, NeighboursWithinTheAccuracyAreCandidatesNearestFirst) {
  const BoundaryIndex index =
      IndexOf({Simple(kA, 0, 0, 10, 10), Simple(kB, 10, 0, 20, 10), Simple(kC, 0, 10, 10, 20)});
  const PointLocation location = Found(index, At(9.5, 9.8), 60);
  EXPECT_EQ(location.village, Code(kA));
  ASSERT_THAT(Codes(location.candidates), ElementsAre(kC, kB));
  EXPECT_NEAR(location.candidates[0].distance_m, 0.2 * kStepNorthM, 0.05);
  EXPECT_NEAR(location.candidates[1].distance_m, 0.5 * kStepEastM, 0.05);
  EXPECT_THAT(Codes(Found(index, At(9.5, 9.8), 25).candidates), ElementsAre(kC));
  EXPECT_THAT(Found(index, At(9.5, 9.8), 20).candidates, IsEmpty());
}

TEST(Locate, DistanceToACornerIsDiagonal) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10), Simple(kB, 10.3, 10.4, 20, 20)});
  const PointLocation location = Found(index, At(10, 10), 100);
  ASSERT_THAT(Codes(location.candidates), ElementsAre(kB));
  EXPECT_NEAR(location.candidates[0].distance_m, std::hypot(0.3 * kStepEastM, 0.4 * kStepNorthM),
              0.05);
}

TEST(Locate, PointOnASharedBorderHasBothSides) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10), Simple(kB, 10, 0, 20, 10)});
  for (const double north : {0.0, 0.001, 5.0, 10.0}) {
    const PointLocation location = Found(index, At(10, north));
    EXPECT_EQ(location.village, Code(kA)) << north;
    ASSERT_THAT(location.candidates, ElementsAre(BorderCandidate{Code(kB), 0})) << north;
  }
}

TEST(Locate, OverlapGoesToTheSmallerVillage) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10), Simple(kB, 8, 0, 12, 10)});
  const PointLocation location = Found(index, At(9, 5));
  EXPECT_EQ(location.village, Code(kB));
  EXPECT_TRUE(location.inside);
  EXPECT_THAT(location.candidates, ElementsAre(BorderCandidate{Code(kA), 0}));
}

TEST(Locate, OverlapOfVillagesOfOneSizeGoesToTheLowerCode) {
  const BoundaryIndex index = IndexOf({Simple(kB, 0, 0, 10, 10), Simple(kA, 5, 0, 15, 10)});
  EXPECT_EQ(Found(index, At(7, 5)).village, Code(kA));
}

TEST(Locate, HolesDoNotCountAsArea) {
  const BoundaryIndex index =
      IndexOf({Feature(kA, {PolygonOf({Square(0, 0, 10, 10), Square(1, 1, 8, 8)})}),
               Simple(kB, 8, 0, 18, 7)});
  EXPECT_EQ(Found(index, At(9, 5)).village, Code(kA));
}

TEST(Locate, PointInNoVillageGetsTheNearestMarkedSo) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10), Simple(kB, 14, 0, 20, 10)});
  const PointLocation location = Found(index, At(12.5, 5), 25);
  EXPECT_EQ(location.village, Code(kB));
  EXPECT_FALSE(location.inside);
  EXPECT_NEAR(location.distance_m, 1.5 * kStepEastM, 0.2);
  EXPECT_THAT(location.candidates, IsEmpty());
}

TEST(Locate, PointInNoVillageWithinTheAccuracyKeepsTheOthersAsCandidates) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10), Simple(kB, 10.2, 0, 20, 10)});
  const PointLocation location = Found(index, At(10.05, 5), 25);
  EXPECT_EQ(location.village, Code(kA));
  EXPECT_FALSE(location.inside);
  EXPECT_THAT(Codes(location.candidates), ElementsAre(kB));
}

TEST(Locate, NearestVillageEndsAtTwoKilometres) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10)});
  const double steps = kNearestMetresMax / kStepEastM;
  EXPECT_TRUE(index.Locate(At(10 + steps * 0.999, 5), 25).ok());
  const auto beyond = index.Locate(At(10 + steps * 1.001, 5), 25);
  EXPECT_EQ(beyond.status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ErrorReason(beyond.status()), "OUTSIDE_COUNTRY");
  EXPECT_EQ(ErrorMetadata(beyond.status())["nearest_village"], kA);
  EXPECT_EQ(ErrorMetadata(beyond.status())["distance_m"].substr(0, 3), "200");
}

TEST(Locate, FarAwayIsOutsideTheCountry) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10)});
  for (const GeoPoint point : {GeoPoint{-6.5, 110}, GeoPoint{-7, 115}, GeoPoint{51.5, 0},
                               GeoPoint{90, 180}, GeoPoint{-90, -180}, GeoPoint{0, 0}}) {
    const auto location = index.Locate(point, 100'000);
    EXPECT_EQ(ErrorReason(location.status()), "OUTSIDE_COUNTRY");
    EXPECT_FALSE(ErrorMetadata(location.status()).contains("nearest_village"));
  }
}

TEST(Locate, NamesEveryBadArgument) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10)});
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const auto status = index.Locate({90.1, -180.1}, -1).status();
  EXPECT_EQ(ErrorReason(status), "INVALID_FIELDS");
  EXPECT_EQ(ErrorViolations(status).size(), 3u);
  EXPECT_EQ(ErrorViolations(index.Locate({nan, nan}, nan).status()).size(), 3u);
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_EQ(ErrorViolations(index.Locate({infinity, 110}, 0).status()).size(), 1u);
}

TEST(Locate, AccuracyHasAnUpperBound) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10), Simple(kB, 30, 0, 40, 10)});
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_THAT(Found(index, At(5, 5), infinity).candidates, IsEmpty());
  EXPECT_THAT(Codes(Found(index, At(13, 5), infinity).candidates), ElementsAre(kB));
}

TEST(Locate, CandidatesHaveAnUpperBound) {
  std::vector<std::string> lines = {Simple(kA, 0, 0, 10, 10)};
  for (int i = 0; i < 40; ++i) {
    lines.push_back(Simple(("33.07.03.20" + std::to_string(10 + i)).c_str(), 10 + 0.1 * i, 0,
                           10.1 + 0.1 * i, 10));
  }
  const std::vector<BorderCandidate> candidates =
      Found(IndexOf(lines), At(9.9, 5), 2000).candidates;
  ASSERT_EQ(candidates.size(), kBorderCandidatesMax);
  EXPECT_EQ(candidates.front().village, Code("33.07.03.2010"));
  EXPECT_EQ(candidates.back().village, Code("33.07.03.2025"));
}

TEST(Locate, KnowsWhichVillagesHaveNoBoundary) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10), Simple(kC, 10, 0, 20, 10)});
  EXPECT_TRUE(index.HasBoundary(Code(kC)));
  EXPECT_FALSE(index.HasBoundary(Code(kB)));
  const std::vector<RegionCode> villages = {Code(kA), Code(kB), Code(kC)};
  EXPECT_THAT(index.WithoutBoundary(villages), ElementsAre(Code(kB)));
}

TEST(Locate, AnswersManyThreadsAtOnce) {
  const BoundaryIndex index = IndexOf({Simple(kA, 0, 0, 10, 10), Simple(kB, 10, 0, 20, 10)});
  std::vector<std::thread> threads;
  std::atomic<int> wrong = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int step = 0; step < 2000; ++step) {
        const auto location = index.Locate(At(step * 0.01, 5), 25);
        const RegionCode expected = Code(step <= 1000 ? kA : kB);
        if (!location.ok() || location->village != expected) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace salur::routing::boundaries::testing
