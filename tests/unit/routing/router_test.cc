#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/routing/router_fixture.h"

namespace salur::routing {
namespace {

using samples::Row;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Router : public samples::RouterFixture {};

TEST_F(Router, TheCategorysAgencyOfTheKabkotaTakesIt) {
  Route("lampu-jalan", "35.78.01.1001");
  EXPECT_EQ(Handling(), "perhubungan:35.78");
  EXPECT_EQ(Holder(), "perhubungan:35.78");
  EXPECT_EQ(Id(decision_.accountable), "perhubungan:35.78");
  EXPECT_EQ(Id(decision_.region), "35.78.01.1001");
  EXPECT_THAT(Steps(), ElementsAre("LOCATION", "CATEGORY_DEFAULT"));
  EXPECT_EQ(words_.id,
            "Laporan ini ditujukan kepada Dinas Perhubungan Kota Surabaya. Lokasinya Kelurahan "
            "Waru Gunung, Kecamatan Karang Pilang, Kota Surabaya, Provinsi Jawa Timur. Kategori "
            "\"Lampu jalan\" ditangani oleh Dinas Perhubungan tingkat kabupaten atau kota.");
  EXPECT_EQ(words_.en,
            "This complaint goes to Dinas Perhubungan Kota Surabaya. It is located in Kelurahan "
            "Waru Gunung, Kecamatan Karang Pilang, Kota Surabaya, Provinsi Jawa Timur. The "
            "category \"Street light\" is handled by Dinas Perhubungan at the level of the "
            "kabupaten or kota (regency or city).");
}

TEST_F(Router, RemembersTheVersionsThatDecided) {
  Route("jalan", "35.78");
  EXPECT_EQ(decision_.directory_version, 7);
  EXPECT_EQ(decision_.rules_version, 1);
}

TEST_F(Router, WithoutACategoryTheVillageTakesIt) {
  Route("", "31.71.01.1001");
  EXPECT_EQ(Handling(), "31.71.01.1001");
  EXPECT_THAT(Steps(), ElementsAre("LOCATION", "NO_CATEGORY_TO_VILLAGE"));
  Route("no-such-thing", "31.71.01.1001");
  EXPECT_EQ(Handling(), "31.71.01.1001");
  EXPECT_THAT(words_.en, HasSubstr("The category \"no-such-thing\" is not known."));
}

TEST_F(Router, WithoutACategoryACoarseLocationsOwnUnitTakesIt) {
  for (const char* region : {"31.71.01", "31.71", "31"}) {
    Route("", region);
    EXPECT_EQ(Handling(), region);
    EXPECT_THAT(Steps(), ElementsAre("LOCATION", "NO_CATEGORY_TO_VILLAGE", "COARSE_LOCATION"));
  }
}

TEST_F(Router, WithoutALocationItWaitsInTriage) {
  for (const char* category : {"", "jalan", "listrik", "pungli"}) {
    Route(category, "");
    EXPECT_TRUE(Triage());
    EXPECT_EQ(Handling(), "ID");
    EXPECT_EQ(Holder(), "ID");
    EXPECT_THAT(words_.en, HasSubstr("It gives no location."));
  }
}

TEST_F(Router, APointAloneWaitsInTriageAndSaysWhy) {
  request_.has_point = true;
  Route("jalan", "");
  EXPECT_TRUE(Triage());
  EXPECT_THAT(words_.id, HasSubstr("tidak terletak di dalam atau di dekat"));
}

TEST_F(Router, ALocatedPointIsItsVillageAndItsNeighboursAreCandidates) {
  request_.has_point = true;
  request_.located =
      LocatedPoint{*RegionCode::Parse("31.71.01.1001"), {*RegionCode::Parse("31.71.01.1002")}};
  Route("kelurahan", "");
  EXPECT_EQ(Handling(), "31.71.01.1001");
  ASSERT_EQ(decision_.candidates.size(), 1u);
  EXPECT_EQ(Id(decision_.candidates[0]), "31.71.01.1002");
  ASSERT_EQ(decision_.alternatives.size(), 1u);
  EXPECT_EQ(Id(decision_.alternatives[0].unit), "31.71.01.1002");
  EXPECT_THAT(words_.en, HasSubstr("it may also belong to Kelurahan Cideng"));
}

TEST_F(Router, APointInNoVillageGoesToTheNearestAndSaysSo) {
  request_.has_point = true;
  request_.located = LocatedPoint{.village = *RegionCode::Parse("31.71.01.1001"),
                                  .neighbours = {},
                                  .inside = false,
                                  .distance_m = 412.4};
  Route("kelurahan", "");
  EXPECT_EQ(Handling(), "31.71.01.1001");
  EXPECT_THAT(Steps(), ElementsAre("NEAREST_VILLAGE", "LOCATION", "CATEGORY_DEFAULT"));
  EXPECT_THAT(words_.en, HasSubstr("the nearest, 412 metres away, is Kelurahan Gambir"));
}

TEST_F(Router, APointTellsTheVillageWithinTheRegionGiven) {
  request_.has_point = true;
  request_.located =
      LocatedPoint{*RegionCode::Parse("31.71.01.1001"), {*RegionCode::Parse("31.71.01.1002")}};
  Route("kelurahan", "31.71");
  EXPECT_EQ(Handling(), "31.71.01.1001");
  EXPECT_THAT(Steps(), ElementsAre("POINT_REFINES", "LOCATION", "BORDER", "CATEGORY_DEFAULT"));
  // The nearest village only is not the place.
  request_.located->inside = false;
  Route("kelurahan", "31.71");
  EXPECT_EQ(Handling(), "31.71");
}

TEST_F(Router, TheVillageGivenGoesBeforeThePoint) {
  request_.has_point = true;
  request_.located =
      LocatedPoint{*RegionCode::Parse("31.71.01.1001"), {*RegionCode::Parse("31.71.01.1002")}};
  Route("kelurahan", "31.71.01.1002");
  EXPECT_EQ(Handling(), "31.71.01.1002");
  ASSERT_EQ(decision_.candidates.size(), 1u);
  EXPECT_EQ(Id(decision_.candidates[0]), "31.71.01.1001");
  Route("kelurahan", "35.78.01.1001");
  EXPECT_EQ(Handling(), "35.78.01.1001");
  EXPECT_TRUE(decision_.candidates.empty());
  EXPECT_THAT(Steps(), ElementsAre("POINT_ELSEWHERE", "LOCATION", "CATEGORY_DEFAULT"));
}

TEST_F(Router, AnUnknownCodeStandsForTheRegionAboveIt) {
  Route("kelurahan", "31.71.01.9999");
  EXPECT_EQ(Handling(), "31.71.01");
  EXPECT_THAT(Skipped(), ElementsAre("31.71.01.9999"));
  EXPECT_THAT(words_.en, HasSubstr("The region code \"31.71.01.9999\" is not known, so the region "
                                   "above it was used, Kecamatan Gambir."));
  Row(data_, "31.71.01.1001").active = false;
  Route("kelurahan", "31.71.01.1001");
  EXPECT_EQ(Handling(), "31.71.01");
  EXPECT_THAT(words_.en, HasSubstr("is no longer in force"));
  for (const char* code : {"99", "99.01.01.1001", "nonsense", "ID", "31.7"}) {
    Route("jalan", code);
    EXPECT_TRUE(Triage()) << code;
  }
}

TEST_F(Router, ACoarseLocationTakesTheKindAtItsOwnLevelElseTheRegionsUnit) {
  Route("jalan", "35");
  EXPECT_EQ(Handling(), "pupr:35");
  EXPECT_THAT(Steps(), ElementsAre("LOCATION", "CATEGORY_DEFAULT", "COARSE_LOCATION"));
  Route("air", "35");  // sda:35 is merged into pupr:35
  EXPECT_EQ(Handling(), "pupr:35");
  Row(data_, "perhubungan:35").active = false;
  Route("transport", "35");
  EXPECT_EQ(Handling(), "35");
  EXPECT_THAT(Skipped(), ElementsAre("perhubungan:35"));
  Route("usulan", "31.71");  // handled by a kecamatan
  EXPECT_EQ(Handling(), "31.71");
}

TEST_F(Router, AMissingAgencyIsSkippedUpward) {
  Route("hutan", "35.78.01.1001");
  EXPECT_EQ(Handling(), "kehutanan:35");
  EXPECT_THAT(Skipped(), ElementsAre("kehutanan:35.78"));
  EXPECT_THAT(words_.en, HasSubstr("There is no kehutanan Kota Surabaya, so it is skipped."));
  Row(data_, "kehutanan:35").active = false;
  Row(data_, "kehutanan:ID").active = false;
  Route("hutan", "35.78.01.1001");
  EXPECT_EQ(Handling(), "ID");
  EXPECT_FALSE(Triage());
  EXPECT_THAT(Skipped(), ElementsAre("kehutanan:35.78", "kehutanan:35", "kehutanan:ID"));
}

TEST_F(Router, AnInactiveRegionUnitIsSkippedUpward) {
  rules_ = {{"jalan", "", "region@kabkota", "", "", ""}};
  Row(data_, "31.71").active = false;
  Route("jalan", "31.71.01.1001");
  EXPECT_EQ(Handling(), "31");
  EXPECT_THAT(Skipped(), ElementsAre("31.71"));
}

TEST_F(Router, AMergedOfficeIsFollowedAndSaid) {
  Route("jalan", "35.78.01.1001");
  EXPECT_EQ(Handling(), "sda:35.78");
  EXPECT_THAT(Skipped(), IsEmpty());
  EXPECT_THAT(words_.en, HasSubstr("The work of Dinas PUPR Kota Surabaya is done by Dinas Sumber "
                                   "Daya Air Kota Surabaya."));
}

TEST_F(Router, ARuleOverridesTheDefaultAndKeepsItAsAlternative) {
  rules_ = {{"lampu-jalan", "31", "agency:pupr@kabkota", "2024-01-01", "", ""}};
  Route("lampu-jalan", "31.71.01.1001");
  EXPECT_EQ(Handling(), "pupr:31.71");
  ASSERT_NE(decision_.rule, nullptr);
  EXPECT_EQ(decision_.rule->id, "lampu-jalan@31/2024-01-01");
  EXPECT_THAT(Steps(), ElementsAre("LOCATION", "RULE_OVERRIDE"));
  ASSERT_EQ(decision_.alternatives.size(), 1u);
  EXPECT_EQ(Id(decision_.alternatives[0].unit), "perhubungan:31.71");
  Route("lampu-jalan", "35.78.01.1001");
  EXPECT_EQ(Handling(), "perhubungan:35.78");
}

TEST_F(Router, ARuleCountsByTheLocalDateOfFiling) {
  rules_ = {{"jalan", "", "region@kabkota", "2025-06-16", "", ""}};
  Route("jalan", "31.71.01.1001");  // 22:06 on the 15th in Jakarta
  EXPECT_EQ(Handling(), "pupr:31.71");
  Route("jalan", "91.71.01.1001");  // 00:06 on the 16th in Jayapura
  EXPECT_EQ(Handling(), "91.71");
}

TEST_F(Router, ARuleMayNameOneUnit) {
  rules_ = {{"jalan", "31", "unit:perhubungan:ID", "", "", ""}};
  Route("jalan", "31.71.01.1001");
  EXPECT_EQ(Handling(), "perhubungan:ID");
}

}  // namespace
}  // namespace salur::routing
