// What decrees make of a directory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/unit/routing/decrees.h"

namespace salur::routing {
namespace {

using samples::AfterDecrees;
using samples::BuildData;
using samples::kMerge;
using samples::kMove;
using samples::kRecodeCity;
using samples::kRename;
using samples::kSplit;
using samples::MakeDirectory;
using samples::Row;
using samples::SmallFiles;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class Decrees : public ::testing::Test {
 protected:
  void Apply(const std::string& rows) {
    before_ = MakeDirectory(data_);
    auto next = AfterDecrees(data_, rows);
    ASSERT_TRUE(next.ok()) << next.status();
    data_ = *std::move(next);
    after_ = MakeDirectory(data_, 2);
  }
  std::string Refusal(const std::string& rows) {
    const auto next = AfterDecrees(data_, rows);
    return next.ok() ? "accepted" : std::string(next.status().message());
  }
  std::vector<std::string> Successors(std::string_view id) const {
    std::vector<std::string> ids;
    const Validity* validity = after_->ValidityOf(after_->FindUnit(id));
    if (validity == nullptr) return ids;
    for (const UnitRef next : validity->successors) ids.push_back(after_->Id(next));
    return ids;
  }
  std::string DecreeOf(std::string_view id) const {
    const Validity* validity = after_->ValidityOf(after_->FindUnit(id));
    return validity == nullptr
               ? ""
               : validity->valid_from + " to " + validity->valid_to + ": " + validity->decree;
  }
  const Unit& UnitOf(std::string_view id) const { return after_->unit(after_->FindUnit(id)); }
  std::string ParentOf(std::string_view id) const { return after_->Id(UnitOf(id).parent); }
  std::vector<std::string> Lines() const {
    std::vector<std::string> lines;
    for (const auto& entry : Compare(*before_, *after_).units) {
      lines.push_back(Describe(entry, *before_, *after_));
    }
    return lines;
  }

  DirectoryData data_ = BuildData(SmallFiles());
  std::shared_ptr<const Directory> before_;
  std::shared_ptr<const Directory> after_;
};

TEST_F(Decrees, ASplitRetiresTheOldCodeInFavourOfItsParts) {
  Row(data_, "31.71.01.1002").staffed = false;
  Apply(kSplit);
  EXPECT_FALSE(UnitOf("31.71.01.1002").active);
  EXPECT_THAT(Successors("31.71.01.1002"), ElementsAre("31.71.01.1005", "31.71.01.1006"));
  EXPECT_EQ(DecreeOf("31.71.01.1002"), " to 2025-12-31: Perda 1/2026");
  EXPECT_EQ(DecreeOf("31.71.01.1006"), "2026-01-01 to : Perda 1/2026");
  EXPECT_EQ(after_->DisplayName(after_->FindUnit("31.71.01.1006")), "Kelurahan Cideng Timur");
  EXPECT_FALSE(UnitOf("31.71.01.1006").staffed);
  EXPECT_THAT(
      Lines(),
      ElementsAre("split 31.71.01.1002 Kelurahan Cideng into 31.71.01.1005 Kelurahan Cideng Barat, "
                  "31.71.01.1006 Kelurahan Cideng Timur (Perda 1/2026)",
                  "added 31.71.01.1005 Kelurahan Cideng Barat",
                  "added 31.71.01.1006 Kelurahan Cideng Timur"));
}

TEST_F(Decrees, ASplitMayKeepTheOldCode) {
  Apply(
      "P,2026-01-01,split,31.71.01.1002,31.71.01.1002,,\n"
      "P,2026-01-01,split,31.71.01.1002,31.71.01.1006,Cideng Timur,\n");
  EXPECT_TRUE(UnitOf("31.71.01.1002").active);
  EXPECT_THAT(Successors("31.71.01.1002"), IsEmpty());
  EXPECT_EQ(DecreeOf("31.71.01.1002"), " to : P");
  EXPECT_TRUE(UnitOf("31.71.01.1006").active);
}

TEST_F(Decrees, ARenameKeepsTheCode) {
  Apply(kRename);
  EXPECT_EQ(after_->Name(after_->FindUnit("31.71.01.1001")), "Gambir Baru");
  EXPECT_EQ(DecreeOf("31.71.01.1001"), " to : Perda 1/2026");
  EXPECT_THAT(Lines(), ElementsAre("renamed 31.71.01.1001 Kelurahan Gambir Baru, was Kelurahan "
                                   "Gambir"));
}

TEST_F(Decrees, AMovedKecamatanTakesItsVillagesAlong) {
  Apply(kMove);
  for (const char* id : {"35.78.01", "35.78.01.1001", "35.78.01.2001"}) {
    EXPECT_FALSE(UnitOf(id).active) << id;
  }
  EXPECT_THAT(Successors("35.78.01.2001"), ElementsAre("91.71.02.2001"));
  EXPECT_EQ(ParentOf("91.71.02.2001"), "91.71.02");
  EXPECT_EQ(ParentOf("91.71.02"), "91.71");
  EXPECT_EQ(after_->Name(after_->FindUnit("91.71.02.2001")), "Kedurus");
  EXPECT_THAT(Lines(), ::testing::Contains("moved 35.78.01 Kecamatan Karang Pilang to 91.71.02 "
                                           "Kecamatan Karang Pilang (UU 2/2026)"));
}

TEST_F(Decrees, ARowOfItsOwnGoesBeforeThePrefix) {
  Apply(std::string(kMove) + "UU 2/2026,2026-01-01,move,35.78.01.1001,91.71.01.1005,,\n");
  EXPECT_THAT(Successors("35.78.01.1001"), ElementsAre("91.71.01.1005"));
  EXPECT_THAT(Successors("35.78.01.2001"), ElementsAre("91.71.02.2001"));
  EXPECT_EQ(after_->FindUnit("91.71.02.1001"), kNoUnit);
}

TEST_F(Decrees, AMergeLeavesOne) {
  Row(data_, "35.78.01.1001").staffed = false;
  Apply(kMerge);
  EXPECT_THAT(Successors("35.78.01.2001"), ElementsAre("35.78.01.1001"));
  EXPECT_TRUE(UnitOf("35.78.01.1001").active);
  EXPECT_FALSE(UnitOf("35.78.01.1001").staffed) << "what was there before keeps its staff";
  EXPECT_THAT(Lines(), ElementsAre("merged 35.78.01.2001 Desa Kedurus into 35.78.01.1001 Kelurahan "
                                   "Waru Gunung (Perda 3/2026)"));
}

TEST_F(Decrees, AMergeMayMakeANewOne) {
  Row(data_, "35.78.01.1001").staffed = false;
  Apply(
      "P,2026-01-01,merge,35.78.01.2001,35.78.01.1009,Waru Kedurus,\n"
      "P,2026-01-01,merge,35.78.01.1001,35.78.01.1009,Waru Kedurus,\n");
  EXPECT_THAT(Successors("35.78.01.1001"), ElementsAre("35.78.01.1009"));
  EXPECT_THAT(Successors("35.78.01.2001"), ElementsAre("35.78.01.1009"));
  EXPECT_TRUE(UnitOf("35.78.01.1009").staffed) << "one of them had officers";
}

TEST_F(Decrees, AgenciesFollowTheirRegion) {
  Row(data_, "perhubungan:35.78").staffed = false;
  Apply(kRecodeCity);
  EXPECT_THAT(Successors("perhubungan:35.78"), ElementsAre("perhubungan:35.79"));
  EXPECT_THAT(Successors("inspektorat:35.78"), ElementsAre("inspektorat:35.79"));
  EXPECT_THAT(Successors("35.78.01.2001"), ElementsAre("35.79.01.2001"));
  EXPECT_FALSE(UnitOf("perhubungan:35.79").staffed);
  EXPECT_EQ(ParentOf("perhubungan:35.79"), "35.79");
  EXPECT_EQ(after_->Id(UnitOf("inspektorat:35.79").escalation_parent), "inspektorat:35");
  // The merged office stays merged.
  const KindRef pupr = after_->FindKind("pupr");
  EXPECT_EQ(after_->Id(after_->ServedBy({pupr, *RegionCode::Parse("35.79")})), "sda:35.79");
}

TEST_F(Decrees, TheSameFileAgainChangesNothing) {
  const std::string rows = std::string(kSplit) + kRename + kMove;
  const auto parsed = ParseDecrees(samples::kDecreeHeader + rows);
  Apply(rows);
  const auto again = AfterDecrees(data_, rows, *parsed);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_TRUE(Compare(*after_, *MakeDirectory(*again)).Empty());
  const auto other =
      AfterDecrees(data_, "UU 2/2026,2026-01-01,move,35.78.01,91.71.02,Another,\n", *parsed);
  EXPECT_THAT(std::string(other.status().message()),
              HasSubstr("this decree has changed 35.78.01 already, in another way"));
}

TEST_F(Decrees, RefusesWhatCannotBe) {
  Apply(kMerge);
  struct Wrong {
    std::string rows;
    const char* reason;
  };
  const Wrong wrongs[] = {
      {"P,2026-03-02,rename,31.71,,X,\n",
       "column valid_from: 2026-03-02 has not come yet (today is 2026-03-01)"},
      {"P,2026-01-01,recode,31.71.01.1077,31.71.01.1078,,\n",
       "column old_code: there is no region 31.71.01.1077"},
      {"P,2026-01-01,recode,35.78.01.2001,35.78.01.2002,,\n",
       "column old_code: 35.78.01.2001 is not in force any more, by Perda 3/2026"},
      {"P,2026-01-01,recode,31.71.01.1002,31.71.01.1001,,\n",
       "would become 31.71.01.1001, which is in force already"},
      {"P,2026-01-01,recode,35.78.01.1001,35.78.01.2001,,\n",
       "which was retired: a code is not given twice"},
      {"P,2026-01-01,move,31.71.01.1001,31.72.01.1001,,\n", "31.72.01 is not in force then"},
      {"P,2026-01-01,recode,31.71.01,31.71.02,,\nP,2026-01-01,rename,31.71.01.1001,,X,\n",
       "31.71.01 is not in force then"},
      {"P,2026-01-01,split,31.71.01,31.71.02,A,\nP,2026-01-01,split,31.71.01,31.71.03,B,\n",
       "31.71.01.1001 lies in it: a row has to say what becomes of it"},
      {"P,2026-01-01,split,31.71.01.1001,31.71.01.1001,,\n"
       "P,2026-01-01,split,31.71.01.1001,31.71.01.1007,,\n",
       "column new_name: is empty: 31.71.01.1007 is a new region and needs one"}};
  for (const Wrong& wrong : wrongs) EXPECT_THAT(Refusal(wrong.rows), HasSubstr(wrong.reason));
}

TEST_F(Decrees, FilesHaveToAgreeWithThem) {
  const auto current = MakeDirectory(data_);
  const auto rows = ParseDecrees(std::string(samples::kDecreeHeader) + kRename + kMove);
  const auto plan = PlanDecrees(*current, {}, *rows, absl::CivilDay(2026, 3, 1));
  ASSERT_TRUE(plan.ok()) << plan.status();
  DirectoryData files = BuildData(SmallFiles());
  EXPECT_THAT(std::string(RecordPlan(*current, *plan, files).message()),
              HasSubstr("31.71.01.1001 is called \"Gambir\" in regions.csv"));
  Row(files, "31.71.01.1001").name = "Gambir Baru";
  EXPECT_THAT(std::string(RecordPlan(*current, *plan, files).message()),
              HasSubstr("91.71.02 is not in regions.csv"));
}

TEST_F(Decrees, ChainsOfSuccessorsMayNotFormACircle) {
  Row(data_, "31.71.01.1001").active = false;
  Row(data_, "31.71.01.1002").active = false;
  data_.validity = {{"31.71.01.1001", "", "", "", {"31.71.01.1002"}},
                    {"31.71.01.1002", "", "", "", {"31.71.01.1001"}}};
  EXPECT_THAT(std::string(Directory::Create(data_, 1).status().message()),
              HasSubstr("its successors form a circle"));
  data_.validity = {{"31.71.01.1001", "", "", "", {"31.71.01.1099"}}};
  EXPECT_THAT(std::string(Directory::Create(data_, 1).status().message()),
              HasSubstr("its successor \"31.71.01.1099\" does not exist"));
  EXPECT_THAT(data_.validity, SizeIs(1));
}

}  // namespace
}  // namespace salur::routing
