// Complaints that name codes which decrees have changed.
#include <gmock/gmock.h>

#include "tests/unit/routing/decrees.h"
#include "tests/unit/routing/router_fixture.h"

namespace salur::routing {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class RouterSuccession : public samples::RouterFixture {
 protected:
  void Change(const std::string& rows) {
    auto next = samples::AfterDecrees(data_, rows);
    ASSERT_TRUE(next.ok()) << next.status();
    data_ = *std::move(next);
  }
};

TEST_F(RouterSuccession, AnOldCodeLeadsToItsOnlySuccessor) {
  Change(samples::kMove);
  Route("kelurahan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "91.71.02.2001");
  EXPECT_EQ(Id(decision_.region), "91.71.02.2001");
  EXPECT_THAT(Steps(), Contains("SUCCESSOR_REGION"));
  EXPECT_THAT(Skipped(), ElementsAre("35.78.01.2001"));
  EXPECT_THAT(words_.id,
              HasSubstr("Kode wilayah \"35.78.01.2001\" tidak berlaku lagi; penggantinya "
                        "Desa Kedurus."));
  EXPECT_THAT(words_.en, HasSubstr("is no longer in force; it became Desa Kedurus."));
  Route("lampu-jalan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "perhubungan:91.71");
}

TEST_F(RouterSuccession, ChainsOfDecreesAreFollowed) {
  Change(samples::kMerge);
  Change(samples::kMove);
  Route("kelurahan", "35.78.01.2001");
  EXPECT_EQ(Handling(), "91.71.02.1001");
}

TEST_F(RouterSuccession, ASplitCodeLeadsToTheRegionAbove) {
  Change(samples::kSplit);
  Route("kelurahan", "31.71.01.1002");
  EXPECT_EQ(Handling(), "31.71.01");
  EXPECT_THAT(Steps(), Contains("RETIRED_REGION"));
  EXPECT_THAT(words_.en, HasSubstr("the region above it was used, Kecamatan Gambir"));
}

TEST_F(RouterSuccession, AnUnknownCodeInAMovedRegionFollowsIt) {
  Change(samples::kMove);
  Route("kelurahan", "35.78.01.9999");
  EXPECT_EQ(Id(decision_.region), "91.71.02");
  EXPECT_THAT(Steps(), Contains("UNKNOWN_REGION"));
}

TEST_F(RouterSuccession, APointInAnOldPolygonFollowsToo) {
  Change(samples::kMove);
  request_.located =
      LocatedPoint{*RegionCode::Parse("35.78.01.1001"), {*RegionCode::Parse("35.78.01.2001")}};
  Route("kelurahan", "");
  EXPECT_EQ(Handling(), "91.71.02.1001");
  ASSERT_EQ(decision_.candidates.size(), 1u);
  EXPECT_EQ(Id(decision_.candidates[0]), "91.71.02.2001");
}

TEST_F(RouterSuccession, AComplaintAboutARetiredUnitKeepsAwayFromWhoTookOver) {
  Change(samples::kMerge);
  request_.about_unit_id = "35.78.01.2001";
  Route("kelurahan", "35.78.01.1001");
  EXPECT_EQ(Id(decision_.about), "35.78.01.1001");
  EXPECT_EQ(Handling(), "35.78.01");
}

TEST_F(RouterSuccession, SeveralSuccessorsAreAllKeptOut) {
  Change(samples::kSplit);
  request_.about_unit_id = "31.71.01.1002";
  for (const char* part : {"31.71.01.1005", "31.71.01.1006"}) {
    Route("kelurahan", part);
    EXPECT_EQ(Handling(), "31.71.01") << part;
  }
  Route("kelurahan", "31.71.01.1001");
  EXPECT_EQ(Handling(), "31.71.01.1001");
}

TEST_F(RouterSuccession, ARuleThatNamesARetiredUnitFollowsIt) {
  Change(samples::kRecodeCity);
  const auto directory = samples::MakeDirectory(data_, 7);
  const auto rules = RuleSet::Create({{"hutan", "91", "unit:perhubungan:35.78", "", "", ""}},
                                     directory, 1, RuleSet::Strictness::kAccepted);
  ASSERT_TRUE(rules.ok()) << rules.status();
  request_.category_code = "hutan";
  request_.region_code = "91.71.01.1001";
  const Decision decision = Decide(**rules, request_);
  EXPECT_EQ(directory->Id(decision.handling), "perhubungan:35.79");
}

}  // namespace
}  // namespace salur::routing
