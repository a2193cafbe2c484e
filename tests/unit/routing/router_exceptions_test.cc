// Confidentiality, conflicts of interest, units without officers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/routing/router_fixture.h"

namespace salur::routing {
namespace {

using samples::Row;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class RouterExceptions : public samples::RouterFixture {};

TEST_F(RouterExceptions, AConfidentialCategoryGoesStraightToItsAgency) {
  Route("pungli", "35.78.01.1001");
  EXPECT_EQ(Handling(), "inspektorat:35.78");
  EXPECT_TRUE(decision_.confidential);
  EXPECT_THAT(Steps(), ElementsAre("LOCATION", "CONFIDENTIAL", "CATEGORY_DEFAULT"));
  Route("pungli", "31.71.01.1001");  // merged into that of the province
  EXPECT_EQ(Handling(), "inspektorat:31");
}

TEST_F(RouterExceptions, AConfidentialComplaintWithoutAnAgencyGoesToTheInspectorate) {
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

TEST_F(RouterExceptions, AConfidentialComplaintWithoutAKabkotaWaitsInTriage) {
  request_.confidential = true;
  Route("", "35");
  EXPECT_TRUE(Triage());
  EXPECT_THAT(words_.en, HasSubstr("Its kabupaten or kota is not known"));
  Route("pungli", "35");  // an agency at the location's own level
  EXPECT_EQ(Handling(), "inspektorat:35");
}

TEST_F(RouterExceptions, AConfidentialComplaintNeverFallsBackToARegionsUnit) {
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

TEST_F(RouterExceptions, NeverToTheUnitComplainedAbout) {
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

TEST_F(RouterExceptions, AComplaintAboutAMergedOfficeIsAboutWhoDoesItsWork) {
  request_.about_unit_id = "pupr:35.78";
  Route("jalan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "35.78");
}

TEST_F(RouterExceptions, SkipsAnInactiveParentOfTheUnitComplainedAbout) {
  Row(data_, "35.78.01").active = false;
  request_.about_unit_id = "35.78.01.2001";
  Route("kelurahan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "35.78");
}

TEST_F(RouterExceptions, AConfidentialComplaintAboutTheHeadStaysWithInspectorates) {
  request_.about_unit_id = "35.78";
  Route("pungli", "35.78.01.2001");
  EXPECT_EQ(Handling(), "inspektorat:35");
  request_.about_unit_id = "35";
  Route("pungli", "35.78.01.2001");
  EXPECT_EQ(Handling(), "inspektorat:ID");
}

TEST_F(RouterExceptions, AComplaintAboutTheNationWaitsInTriage) {
  request_.about_unit_id = "ID";
  Route("jalan", "35.78.01.2001");
  EXPECT_TRUE(Triage());
  EXPECT_THAT(words_.id, HasSubstr("tidak ada unit di atasnya"));
}

TEST_F(RouterExceptions, AnUnknownUnitComplainedAboutIsSaidAndIgnored) {
  request_.about_unit_id = "Pak Lurah di rumah";
  Route("jalan", "91.71.01.1001");
  EXPECT_EQ(Handling(), "pupr:91.71");
  EXPECT_THAT(words_.id, HasSubstr("tidak dikenal"));
  EXPECT_THAT(words_.id, Not(HasSubstr("Lurah")));  // free text is not repeated
}

TEST_F(RouterExceptions, TheNearestStaffedParentHoldsItForAnUnstaffedUnit) {
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

TEST_F(RouterExceptions, AConfidentialTicketOfAnUnstaffedAgencyStaysInItsLine) {
  Row(data_, "inspektorat:35.78").staffed = false;
  Route("pungli", "35.78.01.2001");
  EXPECT_EQ(Handling(), "inspektorat:35.78");
  EXPECT_EQ(Holder(), "inspektorat:35");
}

TEST_F(RouterExceptions, NationalAgenciesTakeIt) {
  Route("listrik", "35.78.01.2001");
  EXPECT_EQ(Handling(), "listrik:ID");
}

}  // namespace
}  // namespace salur::routing
