#include "services/routing/domain/ladder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using samples::BuildData;
using samples::MakeDirectory;
using samples::Row;
using samples::SmallDirectory;
using samples::SmallFiles;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Options {
  bool aspiration = false;
  bool confidential = false;
  std::string about = "";
};

// Each rung, with what was passed over before it in brackets: "31 (31.71)".
std::vector<std::string> Climb(const Directory& directory, std::string_view from,
                               const Options& options = {}) {
  LadderRequest request;
  request.from = directory.FindUnit(from);
  request.aspiration = options.aspiration;
  request.confidential = options.confidential;
  if (!options.about.empty()) request.about = directory.FindUnit(options.about);
  std::vector<std::string> rungs;
  for (const LadderRung& rung : Ladder(directory, request)) {
    std::string text = directory.Id(rung.unit);
    for (const UnitKey& key : rung.skipped) text += " (" + directory.Id(key) + ")";
    rungs.push_back(text);
  }
  return rungs;
}

TEST(Ladder, OfAVillageGoesUpItsRegions) {
  EXPECT_THAT(Climb(*SmallDirectory(), "31.71.01.1001"),
              ElementsAre("31.71.01", "31.71", "31", "ID"));
}

TEST(Ladder, OfADinasGoesThroughTheHeadOfItsRegion) {
  EXPECT_THAT(Climb(*SmallDirectory(), "perhubungan:35.78"), ElementsAre("35.78", "35", "ID"));
}

TEST(Ladder, OfAnInspektoratStaysInItsOwnLine) {
  EXPECT_THAT(Climb(*SmallDirectory(), "inspektorat:35.78"),
              ElementsAre("inspektorat:35", "inspektorat:ID", "ID"));
}

TEST(Ladder, OfASukuDinasGoesToItsDinasFirst) {
  EXPECT_THAT(Climb(*SmallDirectory(), "pupr:31.71"), ElementsAre("pupr:31", "31", "ID"));
}

TEST(Ladder, EndsAtTheRoot) {
  EXPECT_THAT(Climb(*SmallDirectory(), "ID"), IsEmpty());
  EXPECT_THAT(Climb(*SmallDirectory(), "listrik:ID"), ElementsAre("ID"));
}

TEST(Ladder, PassesOverInactiveAndUnstaffedUnits) {
  DirectoryData data = BuildData(SmallFiles());
  Row(data, "31.71.01").active = false;
  Row(data, "31").staffed = false;
  EXPECT_THAT(Climb(*MakeDirectory(data), "31.71.01.1001"),
              ElementsAre("31.71 (31.71.01)", "ID (31)"));
}

TEST(Ladder, PassesOverTheUnitComplainedAboutAndThoseBelowIt) {
  EXPECT_THAT(Climb(*SmallDirectory(), "31.71.01.1001", {.about = "31.71"}),
              ElementsAre("31 (31.71.01) (31.71)", "ID"));
  EXPECT_THAT(Climb(*SmallDirectory(), "31.71.01.1001", {.about = "ID"}), IsEmpty());
}

TEST(Ladder, OfAnAspirationStopsAtTheKabkota) {
  EXPECT_THAT(Climb(*SmallDirectory(), "31.71.01.1001", {.aspiration = true}),
              ElementsAre("31.71.01", "31.71"));
  EXPECT_THAT(Climb(*SmallDirectory(), "perhubungan:35.78", {.aspiration = true}),
              ElementsAre("35.78"));
  EXPECT_THAT(Climb(*SmallDirectory(), "pupr:31.71", {.aspiration = true}), IsEmpty());
  EXPECT_THAT(Climb(*SmallDirectory(), "35", {.aspiration = true}), IsEmpty());
}

TEST(Ladder, OfAConfidentialTicketNeverLeavesItsAgencysLine) {
  EXPECT_THAT(Climb(*SmallDirectory(), "perhubungan:35.78", {.confidential = true}),
              ElementsAre("perhubungan:35", "perhubungan:ID", "ID"));
  // The kind does not exist at the nation, and says so.
  EXPECT_THAT(Climb(*SmallDirectory(), "bina:35.78", {.confidential = true}),
              ElementsAre("bina:35", "ID (bina:ID)"));
  // sda:35 is a merged office, served by pupr:35.
  EXPECT_THAT(Climb(*SmallDirectory(), "sda:35.78", {.confidential = true}),
              ElementsAre("pupr:35", "pupr:ID", "ID"));
  EXPECT_THAT(Climb(*SmallDirectory(), "pupr:31.71", {.confidential = true}),
              ElementsAre("pupr:31", "pupr:ID", "ID"));
}

TEST(Ladder, GoesOnWhereARungLeftOff) {
  const auto directory = SmallDirectory();
  for (const bool confidential : {false, true}) {
    for (const char* from : {"31.71.01.1001", "perhubungan:35.78", "sda:35.78", "pupr:31.71"}) {
      const auto whole = Climb(*directory, from, {.confidential = confidential});
      const auto rest = Climb(*directory, whole[0], {.confidential = confidential});
      EXPECT_EQ(std::vector<std::string>(whole.begin() + 1, whole.end()), rest) << from;
    }
  }
}

}  // namespace
}  // namespace salur::routing
