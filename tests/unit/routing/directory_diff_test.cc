#include "services/routing/domain/directory_diff.h"

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
using ::testing::SizeIs;

struct Change {
  DirectoryDiff diff;
  std::vector<std::string> lines;
  std::shared_ptr<const Directory> next;
};

Change ChangeTo(const Directory& current, DirectoryData next) {
  Change change;
  KeepRetired(current, next);
  change.next = MakeDirectory(next, current.version() + 1);
  change.diff = Compare(current, *change.next);
  for (const auto& entry : change.diff.units) {
    change.lines.push_back(Describe(entry, current, *change.next));
  }
  return change;
}

std::string Replace(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(DirectoryDiff, IsEmptyForTheSameFiles) {
  const auto current = SmallDirectory();
  const Change change = ChangeTo(*current, BuildData(SmallFiles()));
  EXPECT_TRUE(change.diff.Empty());
  EXPECT_THAT(change.lines, IsEmpty());
}

TEST(DirectoryDiff, ShowsAddedRenamedMovedAndRetired) {
  const auto current = SmallDirectory();
  DirectoryFiles files = SmallFiles();
  files.regions = Replace(files.regions, "Cideng", "Cideng Baru");
  files.regions = Replace(files.regions,
                          "35.78.01.1001,kelurahan_desa,kelurahan,35.78.01,Waru Gunung,"
                          "Asia/Jakarta,,,\n",
                          "35.78.01.1009,kelurahan_desa,kelurahan,35.78.01,Baru,Asia/Jakarta,,,\n");
  files.regions = Replace(files.regions, "Gurabesi,Asia/Jayapura", "Gurabesi,Asia/Makassar");
  const Change change = ChangeTo(*current, BuildData(files));
  EXPECT_THAT(change.lines,
              ElementsAre("renamed 31.71.01.1002 Kelurahan Cideng Baru, was Kelurahan Cideng",
                          "retired 35.78.01.1001 Kelurahan Waru Gunung",
                          "added 35.78.01.1009 Kelurahan Baru",
                          "moved 91.71.01.1001 Kelurahan Gurabesi, time zone from Asia/Jayapura "
                          "to Asia/Makassar"));
  EXPECT_EQ(change.diff.added, 1u);
  EXPECT_EQ(change.diff.renamed, 1u);
  EXPECT_EQ(change.diff.moved, 1u);
  EXPECT_EQ(change.diff.retired, 1u);
  EXPECT_FALSE(change.next->unit(change.next->FindUnit("35.78.01.1001")).active);
}

TEST(DirectoryDiff, ShowsAnAgencyThatMovesUnderAnother) {
  const auto current = SmallDirectory();
  DirectoryFiles files = SmallFiles();
  files.agency_overrides += "bina,35.78,yes,,,perhubungan:35.78,,x\n";
  EXPECT_THAT(ChangeTo(*current, BuildData(files)).lines,
              ElementsAre("moved bina:35.78 Dinas Bina Kota Surabaya, parent from 35.78 to "
                          "perhubungan:35.78"));
}

TEST(DirectoryDiff, RetiresAMergedOfficeAndKeepsItsUnit) {
  const auto current = SmallDirectory();
  DirectoryFiles files = SmallFiles();
  files.agency_overrides += "bina,35.78,no,,perhubungan:35.78,,,x\n";
  const Change change = ChangeTo(*current, BuildData(files));
  EXPECT_THAT(change.lines, ElementsAre("retired bina:35.78 Dinas Bina Kota Surabaya"));
  EXPECT_TRUE(change.diff.served_by_changed);
}

TEST(DirectoryDiff, ARetiredUnitStaysRetiredAndCanComeBack) {
  const auto current = SmallDirectory();
  DirectoryFiles files = SmallFiles();
  files.regions = Replace(files.regions,
                          "31.71.01.1002,kelurahan_desa,kelurahan,31.71.01,Cideng,Asia/Jakarta,"
                          "10150,-6.2,106.8\n",
                          "");
  const Change gone = ChangeTo(*current, BuildData(files));
  EXPECT_EQ(gone.diff.retired, 1u);
  EXPECT_TRUE(ChangeTo(*gone.next, BuildData(files)).diff.Empty());
  const Change back = ChangeTo(*gone.next, BuildData(SmallFiles()));
  EXPECT_THAT(back.lines, ElementsAre("added 31.71.01.1002 Kelurahan Cideng"));
}

TEST(DirectoryDiff, KeepsRetiredKindsAndCategoriesForTheTicketsThatNameThem) {
  const auto current = SmallDirectory();
  DirectoryFiles files = SmallFiles();
  files.agency_kinds = Replace(files.agency_kinds, "listrik,own,nasional,,,PT PLN,PLN\n", "");
  files.categories =
      Replace(files.categories,
              "listrik,,Listrik,Power,complaint,agency:listrik,national,always,no,no,no,123\n", "");
  const Change change = ChangeTo(*current, BuildData(files));
  EXPECT_THAT(change.lines, ElementsAre("retired listrik:ID PT PLN"));
  EXPECT_TRUE(change.diff.kinds_changed);
  EXPECT_TRUE(change.diff.categories_changed);
  const CategoryRef category = change.next->FindCategory("listrik");
  ASSERT_NE(category, kNoCategory);
  EXPECT_FALSE(change.next->category(category).active);
}

TEST(DirectoryDiff, KeepsWhoIsStaffed) {
  DirectoryData data = BuildData(SmallFiles(), false);
  Row(data, "31.71").staffed = true;
  const auto current = MakeDirectory(data);
  const Change change = ChangeTo(*current, BuildData(SmallFiles(), false));
  EXPECT_TRUE(change.diff.Empty());
  EXPECT_TRUE(change.next->unit(change.next->FindUnit("31.71")).staffed);
}

TEST(DirectoryDiff, NoticesAPostalCode) {
  const auto current = SmallDirectory();
  DirectoryFiles files = SmallFiles();
  files.regions = Replace(files.regions, "10110", "10111");
  const Change change = ChangeTo(*current, BuildData(files));
  EXPECT_EQ(change.diff.revised, 1u);
  EXPECT_THAT(change.diff.units, SizeIs(1));
}

}  // namespace
}  // namespace salur::routing
