#include "services/routing/domain/router.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/routing/domain/explain.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using samples::BuildData;
using samples::MakeDirectory;
using samples::MakeRules;
using samples::Row;
using samples::SmallDirectory;
using samples::SmallFiles;

class RouterTest : public ::testing::Test {
 protected:
  RouterTest() : data_(BuildData(SmallFiles())) {
    request_.filing_time = absl::FromUnixSeconds(1'750'000'000);  // 15 June 2025, 15:06 UTC
  }

  // Decides and keeps what the assertions below look at.
  void Route(std::string_view category, std::string_view region) {
    request_.category_code = category;
    request_.region_code = region;
    set_ = MakeRules(MakeDirectory(data_, 7), rules_);
    decision_ = Decide(*set_, request_);
    words_ = Explain(*set_, decision_);
  }
  std::string Id(UnitRef unit) const { return set_->directory().Id(unit); }
  std::string Handling() const { return Id(decision_.handling); }
  std::string Holder() const { return Id(decision_.holder); }
  bool Triage() const { return decision_.state == Decision::State::kTriage; }
  std::vector<std::string> Skipped() const {
    std::vector<std::string> ids;
    for (const UnitKey& key : decision_.skipped) ids.push_back(set_->directory().Id(key));
    return ids;
  }
  std::vector<std::string> Steps() const {
    std::vector<std::string> names;
    for (const Reason& reason : decision_.reasons) names.emplace_back(StepName(reason.step));
    return names;
  }

  DirectoryData data_;
  std::vector<RuleRow> rules_;
  RoutingRequest request_;
  std::shared_ptr<const RuleSet> set_;
  Decision decision_;
  Words words_;
};

TEST_F(RouterTest, TheCategorysAgencyOfTheKabkotaTakesIt) {
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

TEST_F(RouterTest, RemembersTheVersionsThatDecided) {
  Route("jalan", "35.78");
  EXPECT_EQ(decision_.directory_version, 7);
  EXPECT_EQ(decision_.rules_version, 1);
}

TEST_F(RouterTest, WithoutACategoryTheVillageTakesIt) {
  Route("", "31.71.01.1001");
  EXPECT_EQ(Handling(), "31.71.01.1001");
  EXPECT_THAT(Steps(), ElementsAre("LOCATION", "NO_CATEGORY_TO_VILLAGE"));
  Route("no-such-thing", "31.71.01.1001");
  EXPECT_EQ(Handling(), "31.71.01.1001");
  EXPECT_THAT(words_.en, HasSubstr("The category \"no-such-thing\" is not known."));
}

TEST_F(RouterTest, WithoutACategoryACoarseLocationsOwnUnitTakesIt) {
  for (const char* region : {"31.71.01", "31.71", "31"}) {
    Route("", region);
    EXPECT_EQ(Handling(), region);
    EXPECT_THAT(Steps(), ElementsAre("LOCATION", "NO_CATEGORY_TO_VILLAGE", "COARSE_LOCATION"));
  }
}

TEST_F(RouterTest, WithoutALocationItWaitsInTriage) {
  for (const char* category : {"", "jalan", "listrik", "pungli"}) {
    Route(category, "");
    EXPECT_TRUE(Triage());
    EXPECT_EQ(Handling(), "ID");
    EXPECT_EQ(Holder(), "ID");
    EXPECT_THAT(words_.en, HasSubstr("It gives no location."));
  }
}

TEST_F(RouterTest, APointAloneWaitsInTriageAndSaysWhy) {
  request_.has_point = true;
  Route("jalan", "");
  EXPECT_TRUE(Triage());
  EXPECT_THAT(words_.id, HasSubstr("hanya berupa titik koordinat"));
}

TEST_F(RouterTest, ALocatedPointIsItsVillageAndItsNeighboursAreCandidates) {
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

TEST_F(RouterTest, AnUnknownCodeStandsForTheRegionAboveIt) {
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

TEST_F(RouterTest, ACoarseLocationTakesTheKindAtItsOwnLevelElseTheRegionsUnit) {
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

TEST_F(RouterTest, AMissingAgencyIsSkippedUpward) {
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

TEST_F(RouterTest, AnInactiveRegionUnitIsSkippedUpward) {
  rules_ = {{"jalan", "", "region@kabkota", "", "", ""}};
  Row(data_, "31.71").active = false;
  Route("jalan", "31.71.01.1001");
  EXPECT_EQ(Handling(), "31");
  EXPECT_THAT(Skipped(), ElementsAre("31.71"));
}

TEST_F(RouterTest, AMergedOfficeIsFollowedAndSaid) {
  Route("jalan", "35.78.01.1001");
  EXPECT_EQ(Handling(), "sda:35.78");
  EXPECT_THAT(Skipped(), IsEmpty());
  EXPECT_THAT(words_.en, HasSubstr("The work of Dinas PUPR Kota Surabaya is done by Dinas Sumber "
                                   "Daya Air Kota Surabaya."));
}

TEST_F(RouterTest, ARuleOverridesTheDefaultAndKeepsItAsAlternative) {
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

TEST_F(RouterTest, ARuleCountsByTheLocalDateOfFiling) {
  rules_ = {{"jalan", "", "region@kabkota", "2025-06-16", "", ""}};
  Route("jalan", "31.71.01.1001");  // 22:06 on the 15th in Jakarta
  EXPECT_EQ(Handling(), "pupr:31.71");
  Route("jalan", "91.71.01.1001");  // 00:06 on the 16th in Jayapura
  EXPECT_EQ(Handling(), "91.71");
}

TEST_F(RouterTest, ARuleMayNameOneUnit) {
  rules_ = {{"jalan", "31", "unit:perhubungan:ID", "", "", ""}};
  Route("jalan", "31.71.01.1001");
  EXPECT_EQ(Handling(), "perhubungan:ID");
}

TEST_F(RouterTest, AConfidentialCategoryGoesStraightToItsAgency) {
  Route("pungli", "35.78.01.1001");
  EXPECT_EQ(Handling(), "inspektorat:35.78");
  EXPECT_TRUE(decision_.confidential);
  EXPECT_THAT(Steps(), ElementsAre("LOCATION", "CONFIDENTIAL", "CATEGORY_DEFAULT"));
  Route("pungli", "31.71.01.1001");  // merged into that of the province
  EXPECT_EQ(Handling(), "inspektorat:31");
}

TEST_F(RouterTest, AConfidentialComplaintWithoutAnAgencyGoesToTheInspectorate) {
  request_.confidential = true;
  for (const char* category : {"", "kelurahan", "no-such-thing"}) {
    Route(category, "35.78.01.1001");
    EXPECT_EQ(Handling(), "inspektorat:35.78") << category;
  }
  Route("jalan", "31.71.01.1001");
  EXPECT_EQ(Handling(), "pupr:31.71");
  rules_ = {{"jalan", "", "region@kecamatan", "", "", ""}};
  Route("jalan", "31.71.01.1001");
  EXPECT_EQ(Handling(), "inspektorat:31");
}

TEST_F(RouterTest, AConfidentialComplaintWithoutAKabkotaWaitsInTriage) {
  request_.confidential = true;
  Route("", "35");
  EXPECT_TRUE(Triage());
  EXPECT_THAT(words_.en, HasSubstr("Its kabupaten or kota is not known"));
  Route("pungli", "35");  // an agency at the location's own level
  EXPECT_EQ(Handling(), "inspektorat:35");
}

TEST_F(RouterTest, AConfidentialComplaintNeverFallsBackToARegionsUnit) {
  request_.confidential = true;
  Row(data_, "perhubungan:35").active = false;
  Route("transport", "35");
  EXPECT_EQ(Handling(), "perhubungan:ID");
  Row(data_, "inspektorat:35").active = false;
  Row(data_, "inspektorat:35.78").active = false;
  Row(data_, "inspektorat:ID").active = false;
  Route("", "35.78.01.1001");
  EXPECT_TRUE(Triage());
  EXPECT_THAT(words_.en, HasSubstr("There is no agency that can receive it in confidence."));
}

TEST_F(RouterTest, NeverToTheUnitComplainedAbout) {
  request_.about_unit_id = "35.78.01.2001";
  Route("kelurahan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "35.78.01");
  EXPECT_THAT(Skipped(), ElementsAre("35.78.01.2001"));
  EXPECT_THAT(words_.en, HasSubstr("It is about Desa Kedurus"));
  request_.about_unit_id = "35.78";  // neither the kota nor its dinas
  Route("lampu-jalan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "35");
  request_.about_unit_id = "35.78.01";
  Route("lampu-jalan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "perhubungan:35.78");
}

TEST_F(RouterTest, AComplaintAboutAMergedOfficeIsAboutWhoDoesItsWork) {
  request_.about_unit_id = "pupr:35.78";
  Route("jalan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "35.78");
}

TEST_F(RouterTest, SkipsAnInactiveParentOfTheUnitComplainedAbout) {
  Row(data_, "35.78.01").active = false;
  request_.about_unit_id = "35.78.01.2001";
  Route("kelurahan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "35.78");
}

TEST_F(RouterTest, AConfidentialComplaintAboutTheHeadStaysWithInspectorates) {
  request_.about_unit_id = "35.78";
  Route("pungli", "35.78.01.2001");
  EXPECT_EQ(Handling(), "inspektorat:35");
  request_.about_unit_id = "35";
  Route("pungli", "35.78.01.2001");
  EXPECT_EQ(Handling(), "inspektorat:ID");
}

TEST_F(RouterTest, AComplaintAboutTheNationWaitsInTriage) {
  request_.about_unit_id = "ID";
  Route("jalan", "35.78.01.2001");
  EXPECT_TRUE(Triage());
  EXPECT_THAT(words_.id, HasSubstr("tidak ada unit di atasnya"));
}

TEST_F(RouterTest, AnUnknownUnitComplainedAboutIsSaidAndIgnored) {
  request_.about_unit_id = "Pak Lurah di rumah";
  Route("jalan", "91.71.01.1001");
  EXPECT_EQ(Handling(), "pupr:91.71");
  EXPECT_THAT(words_.id, HasSubstr("tidak dikenal"));
  EXPECT_THAT(words_.id, Not(HasSubstr("Lurah")));  // free text is not repeated
}

TEST_F(RouterTest, TheNearestStaffedParentHoldsItForAnUnstaffedUnit) {
  Row(data_, "35.78.01.2001").staffed = false;
  Route("kelurahan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "35.78.01.2001");
  EXPECT_EQ(Id(decision_.accountable), "35.78.01.2001");
  EXPECT_EQ(Holder(), "35.78.01");
  EXPECT_THAT(Steps(), ElementsAre("LOCATION", "CATEGORY_DEFAULT", "UNSTAFFED", "DESA_AUTONOMOUS"));
  EXPECT_THAT(words_.id, HasSubstr("Desa bersifat otonom"));
  Row(data_, "31.71.01.1001").staffed = false;
  Row(data_, "31.71.01").staffed = false;
  Route("kelurahan", "31.71.01.1001");
  EXPECT_EQ(Holder(), "31.71");
  EXPECT_THAT(words_.id, Not(HasSubstr("otonom")));  // a kelurahan is an office of its city
}

TEST_F(RouterTest, AConfidentialTicketOfAnUnstaffedAgencyStaysInItsLine) {
  Row(data_, "inspektorat:35.78").staffed = false;
  Route("pungli", "35.78.01.2001");
  EXPECT_EQ(Handling(), "inspektorat:35.78");
  EXPECT_EQ(Holder(), "inspektorat:35");
}

TEST_F(RouterTest, NationalAgenciesTakeIt) {
  Route("listrik", "35.78.01.2001");
  EXPECT_EQ(Handling(), "listrik:ID");
}

}  // namespace
}  // namespace salur::routing
