// The nation's own file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "services/routing/domain/directory_source.h"
#include "services/routing/inflate.h"
#include "tests/unit/routing_boundaries/fixtures.h"

namespace salur::routing::boundaries::testing {
namespace {

constexpr char kBoundaries[] = SALUR_SOURCE_DIR "/data/boundaries.bin";
constexpr char kRegions[] = SALUR_SOURCE_DIR "/data/regions.csv.gz";

const BoundaryIndex& Nation() {
  static const BoundaryIndex* index = [] {
    auto loaded = BoundaryIndex::Load(kBoundaries);
    EXPECT_TRUE(loaded.ok()) << loaded.status();
    return new BoundaryIndex(*std::move(loaded));
  }();
  return *index;
}

const std::vector<RegionSource>& Regions() {
  static const auto* regions =
      new std::vector<RegionSource>(*ParseRegions(*InflateIfGzip(ReadBytes(kRegions))));
  return *regions;
}

struct Place {
  const char* name;
  GeoPoint point;
  const char* region;  // the village, or a region above it where the border is near or disputed
};

class Places : public ::testing::TestWithParam<Place> {};

TEST_P(Places, LieWhereTheyAreKnownToLie) {
  const auto location = Nation().Locate(GetParam().point, 0);
  ASSERT_TRUE(location.ok()) << location.status();
  EXPECT_TRUE(location->inside);
  EXPECT_TRUE(location->village.IsWithin(Code(GetParam().region))) << location->village.ToString();
}

INSTANTIATE_TEST_SUITE_P(
    RealBoundaries, Places,
    ::testing::Values(Place{"MonasJakarta", {-6.175392, 106.827153}, "31.71.01.1001"},
                      Place{"FatahillahJakarta", {-6.1352, 106.8133}, "31.73.03.1008"},
                      Place{"TamanMiniJakarta", {-6.3024, 106.8951}, "31.75.10.1008"},
                      Place{"KebunRayaBogor", {-6.5976, 106.7996}, "32.71.03.1002"},
                      Place{"GedungSateBandung", {-6.902459, 107.618782}, "32.73.09.1003"},
                      Place{"SimpangLimaSemarang", {-6.990833, 110.422917}, "33.74.07.1005"},
                      Place{"AlunAlunWonosobo", {-7.3578, 109.9039}, "33.07.09.1021"},
                      Place{"BalaiKotaSurakarta", {-7.571, 110.829}, "33.72.03.1006"},
                      Place{"Borobudur", {-7.6079, 110.2038}, "33.08.02.2011"},
                      Place{"MalioboroYogyakarta", {-7.7956, 110.3695}, "34.71"},
                      Place{"AlunAlunBojonegoro", {-7.1505, 111.8818}, "35.22.15.1011"},
                      Place{"TuguPahlawanSurabaya", {-7.2458, 112.7378}, "35.78.13.1001"},
                      Place{"AlunAlunMalang", {-7.9826, 112.6308}, "35.73.02.1004"},
                      Place{"MasjidRayaBandaAceh", {5.553561, 95.317243}, "11.71.01.2001"},
                      Place{"Sabang", {5.894, 95.321}, "11.72.01.2008"},
                      Place{"Medan", {3.5952, 98.6722}, "12.71.05"},
                      Place{"JamGadangBukittinggi", {-0.3054, 100.3693}, "13.75.01.1005"},
                      Place{"Padang", {-0.9493, 100.3543}, "13.71.03"},
                      Place{"Pekanbaru", {0.5071, 101.4478}, "14.71"},
                      Place{"AmperaPalembang", {-2.9907, 104.7626}, "16.71"},
                      Place{"DenpasarPuputan", {-8.6705, 115.2126}, "51.71"},
                      Place{"SembalunRinjani", {-8.408, 116.45}, "52.03.15"},
                      Place{"LabuanBajo", {-8.485, 119.889}, "53.15.05"},
                      Place{"Kupang", {-10.158, 123.607}, "53.71.04"},
                      Place{"Pontianak", {-0.0263, 109.3425}, "61.71.05"},
                      Place{"Banjarmasin", {-3.3194, 114.5908}, "63.71.05"},
                      Place{"Balikpapan", {-1.2379, 116.8529}, "64.71"},
                      Place{"Samarinda", {-0.502, 117.153}, "64.72.09"},
                      Place{"Manado", {1.4748, 124.8421}, "71.71.04"},
                      Place{"Palu", {-0.8917, 119.8707}, "72.71.01"},
                      Place{"LosariMakassar", {-5.1344, 119.4056}, "73.71.04"},
                      Place{"Ambon", {-3.695, 128.181}, "81.71.02"},
                      Place{"Jayapura", {-2.533, 140.717}, "91.71.01"},
                      Place{"Merauke", {-8.493, 140.401}, "93.01.01"}),
    [](const auto& test) { return test.param.name; });

TEST(RealBoundaries, NeighbourCountriesAndTheOpenSeaAreOutside) {
  for (const GeoPoint point :
       {GeoPoint{1.3521, 103.8198}, GeoPoint{3.139, 101.6869}, GeoPoint{-8.5586, 125.5736},
        GeoPoint{-9.4438, 147.1803}, GeoPoint{-12.4634, 130.8456}, GeoPoint{6.1164, 102.2},
        GeoPoint{-5, 111}}) {
    const auto location = Nation().Locate(point, 25);
    EXPECT_FALSE(location.ok()) << location->village.ToString();
  }
}

TEST(RealBoundaries, BorderOfTwoKelurahanGivesACandidate) {
  // The square of Bojonegoro, 24 m from the next kelurahan.
  const auto location = Nation().Locate({-7.1505, 111.8818}, 25);
  ASSERT_TRUE(location.ok()) << location.status();
  ASSERT_EQ(location->candidates.size(), 1u);
  EXPECT_EQ(location->candidates[0].village, Code("35.22.15.1005"));
  EXPECT_NEAR(location->candidates[0].distance_m, 24, 1);
  EXPECT_TRUE(Nation().Locate({-7.1505, 111.8818}, 20)->candidates.empty());
}

TEST(RealBoundaries, AllVillagesButThreeHundredAndSixtyHaveOne) {
  std::vector<RegionCode> villages;
  for (const RegionSource& region : Regions()) {
    if (region.code.level() == Level::kKelurahanDesa) villages.push_back(region.code);
  }
  EXPECT_EQ(villages.size(), 83'762u);
  EXPECT_EQ(Nation().summary().villages, 83'402u);
  EXPECT_EQ(Nation().WithoutBoundary(villages).size(), 360u);
}

TEST(RealBoundaries, EveryVillagesOwnPointLiesInIt) {
  std::size_t points = 0;
  std::size_t elsewhere = 0;
  for (const RegionSource& region : Regions()) {
    if (region.place.latitude_e6 == 0 && region.place.longitude_e6 == 0) continue;
    const GeoPoint point{region.place.latitude_e6 / 1e6, region.place.longitude_e6 / 1e6};
    const auto location = Nation().Locate(point, 0);
    ASSERT_TRUE(location.ok()) << region.code.ToString() << " " << location.status();
    bool found = location->inside && location->village == region.code;
    for (const BorderCandidate& other : location->candidates) {
      found = found || (other.village == region.code && other.distance_m == 0);
    }
    ++points;
    if (!found) ++elsewhere;
  }
  EXPECT_EQ(points, 83'402u);
  EXPECT_EQ(elsewhere, 0u);
}

TEST(RealBoundaries, FileIsSmall) {
  EXPECT_LE(std::filesystem::file_size(kBoundaries), 25'000'000u);
}

}  // namespace
}  // namespace salur::routing::boundaries::testing
