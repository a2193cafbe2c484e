#include "services/routing/domain/directory_builder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using samples::BuildData;
using samples::MakeDirectory;
using samples::SmallDirectory;
using samples::SmallFiles;
using ::testing::HasSubstr;

absl::Status ErrorOf(const DirectoryFiles& files) {
  const auto source = ParseDirectorySource(files);
  if (!source.ok()) return source.status();
  return BuildDirectory(*source, {}).status();
}

const Unit& UnitOf(const Directory& directory, std::string_view id) {
  const UnitRef ref = directory.FindUnit(id);
  EXPECT_NE(ref, kNoUnit) << id;
  return directory.unit(ref);
}

std::string EscalationParent(const Directory& directory, std::string_view id) {
  return directory.Id(UnitOf(directory, id).escalation_parent);
}
std::string Parent(const Directory& directory, std::string_view id) {
  return directory.Id(UnitOf(directory, id).parent);
}
std::string ServedBy(const Directory& directory, std::string_view kind, std::string_view region) {
  const UnitRef unit = directory.ServedBy({directory.FindKind(kind), *RegionCode::Parse(region)});
  return unit == kNoUnit ? "" : directory.Id(unit);
}

TEST(DirectoryBuilder, MakesTheRootAndEveryRegion) {
  const auto directory = SmallDirectory();
  EXPECT_EQ(directory->Id(kRootUnit), "ID");
  EXPECT_EQ(directory->DisplayName(kRootUnit), "Admin Nasional");
  EXPECT_EQ(UnitOf(*directory, "ID").zone, TimeZone::kJakarta);
  EXPECT_EQ(Parent(*directory, "31"), "ID");
  EXPECT_EQ(Parent(*directory, "31.71.01.1001"), "31.71.01");
  EXPECT_EQ(EscalationParent(*directory, "31.71.01.1001"), "31.71.01");
  EXPECT_EQ(UnitOf(*directory, "91.71.01.1001").zone, TimeZone::kJayapura);
  EXPECT_EQ(UnitOf(*directory, "35.78.01.2001").region_kind, RegionKind::kDesa);
}

TEST(DirectoryBuilder, GivesAgenciesLevelZoneAndParents) {
  const auto directory = SmallDirectory();
  EXPECT_EQ(UnitOf(*directory, "perhubungan:91.71").level, Level::kKabkota);
  EXPECT_EQ(UnitOf(*directory, "perhubungan:91.71").zone, TimeZone::kJayapura);
  EXPECT_EQ(Parent(*directory, "perhubungan:91.71"), "91.71");
  EXPECT_EQ(UnitOf(*directory, "perhubungan:ID").level, Level::kNational);
  EXPECT_EQ(UnitOf(*directory, "perhubungan:ID").zone, TimeZone::kJakarta);
  EXPECT_EQ(Parent(*directory, "perhubungan:ID"), "ID");
}

TEST(DirectoryBuilder, ClimbsThroughTheHeadOrInItsOwnLine) {
  const auto directory = SmallDirectory();
  EXPECT_EQ(EscalationParent(*directory, "perhubungan:35.78"), "35.78");
  EXPECT_EQ(EscalationParent(*directory, "perhubungan:35"), "35");
  EXPECT_EQ(EscalationParent(*directory, "perhubungan:ID"), "ID");
  EXPECT_EQ(EscalationParent(*directory, "inspektorat:35.78"), "inspektorat:35");
  EXPECT_EQ(EscalationParent(*directory, "inspektorat:35"), "inspektorat:ID");
  EXPECT_EQ(EscalationParent(*directory, "inspektorat:ID"), "ID");
  EXPECT_EQ(EscalationParent(*directory, "listrik:ID"), "ID");
}

TEST(DirectoryBuilder, HasNoAgencyWhereTheKindHasNoName) {
  const auto directory = SmallDirectory();
  EXPECT_EQ(directory->FindUnit("kehutanan:35.78"), kNoUnit);
  EXPECT_NE(directory->FindUnit("kehutanan:35"), kNoUnit);
  EXPECT_EQ(directory->FindUnit("listrik:35"), kNoUnit);
  EXPECT_EQ(directory->FindUnit("bina:ID"), kNoUnit);
}

TEST(DirectoryBuilder, TakesTheMostSpecificOverride) {
  const auto directory = SmallDirectory();
  // `31.*` is every kabkota of 31, not 31 itself.
  EXPECT_EQ(directory->DisplayName(directory->FindUnit("pupr:31.71")),
            "Suku Dinas Bina Marga Kota Jakarta Pusat");
  EXPECT_EQ(EscalationParent(*directory, "pupr:31.71"), "pupr:31");
  EXPECT_EQ(directory->DisplayName(directory->FindUnit("pupr:31")), "Dinas PUPR Provinsi Jakarta");
  EXPECT_EQ(EscalationParent(*directory, "pupr:31"), "31");
  // `*` reaches every kabkota and provinsi, never the nation; the exact code goes before it.
  EXPECT_EQ(directory->FindUnit("sda:31.71"), kNoUnit);
  EXPECT_EQ(directory->FindUnit("sda:35"), kNoUnit);
  EXPECT_NE(directory->FindUnit("sda:ID"), kNoUnit);
  EXPECT_EQ(directory->Name(directory->FindUnit("sda:35.78")), "Dinas Sumber Daya Air");
}

TEST(DirectoryBuilder, FollowsServedByThroughChains) {
  const auto directory = SmallDirectory();
  EXPECT_EQ(ServedBy(*directory, "sda", "31.71"), "pupr:31.71");
  EXPECT_EQ(ServedBy(*directory, "pupr", "35.78"), "sda:35.78");
  EXPECT_EQ(ServedBy(*directory, "inspektorat", "31.71"), "inspektorat:31");
  EXPECT_EQ(ServedBy(*directory, "perhubungan", "35.78"), "");

  DirectoryFiles files = SmallFiles();
  files.agency_overrides += "bina,35,no,,sda:35,,,x\n";  // sda:35 is itself served by pupr:35
  EXPECT_EQ(ServedBy(*MakeDirectory(BuildData(files)), "bina", "35"), "pupr:35");
}

TEST(DirectoryBuilder, OwnLineFollowsAMergedOffice) {
  DirectoryFiles files = SmallFiles();
  files.agency_overrides += "inspektorat,35,no,,perhubungan:35,,,x\n";
  EXPECT_EQ(EscalationParent(*MakeDirectory(BuildData(files)), "inspektorat:35.78"),
            "perhubungan:35");
}

TEST(DirectoryBuilder, RefusesFilesThatContradictEachOther) {
  struct Case {
    const char* overrides;
    const char* column;
    const char* problem;
  };
  const Case cases[] = {
      {"teleportasi,31,yes,X,,,,x\n", "kind", "there is no kind \"teleportasi\""},
      {"bina,31.99,yes,X,,,,x\n", "region", "there is no region 31.99"},
      {"bina,99.*,yes,X,,,,x\n", "region", "there is no region 99"},
      {"bina,31,no,,pupr:31.99,,,x\n", "served_by", "there is no unit pupr:31.99"},
      {"bina,31,no,,listrik:31,,,x\n", "served_by", "there is no unit listrik:31"},
      {"bina,31,no,,bina:31,,,x\n", "served_by", "in a circle"},
      {"bina,31,no,,nonsense,,,x\n", "served_by", "is not a unit id"},
      {"bina,31,yes,,,pupr:31.99,,x\n", "parent", "there is no unit pupr:31.99"},
      {"bina,31,yes,,,,kehutanan:31.71,x\n", "escalation_parent", "there is no unit"},
      {"bina,ID,yes,,,,,x\n", "name", "is needed"},
  };
  for (const Case& c : cases) {
    DirectoryFiles files = SmallFiles();
    files.agency_overrides += c.overrides;
    const absl::Status status = ErrorOf(files);
    EXPECT_EQ(ErrorReason(status), "BAD_FILE") << c.overrides;
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.problem)) << c.overrides;
    EXPECT_EQ(ErrorMetadata(status)["file"], kAgencyOverridesFile);
    EXPECT_EQ(ErrorMetadata(status)["line"], "7") << c.overrides;
    EXPECT_EQ(ErrorMetadata(status)["column"], c.column) << c.overrides;
  }
}

TEST(DirectoryBuilder, RefusesACircleOfServedBy) {
  DirectoryFiles files = SmallFiles();
  files.agency_overrides += "bina,31,no,,perhubungan:31,,,x\nperhubungan,31,no,,bina:31,,,x\n";
  EXPECT_THAT(std::string(ErrorOf(files).message()), HasSubstr("in a circle"));
}

TEST(DirectoryBuilder, RefusesACircleOfEscalationParents) {
  DirectoryFiles files = SmallFiles();
  files.agency_overrides += "bina,31,yes,,,,perhubungan:31,x\nperhubungan,31,yes,,,,bina:31,x\n";
  const auto made = Directory::Create(BuildData(files), 1);
  EXPECT_EQ(ErrorReason(made.status()), "BAD_DIRECTORY");
  EXPECT_THAT(std::string(made.status().message()), HasSubstr("never reaches the root"));
}

TEST(DirectoryBuilder, RefusesUnknownHandlersAndCategoryCircles) {
  DirectoryFiles files = SmallFiles();
  files.categories += "x,,X,X,complaint,agency:nobody,kabkota,working,no,no,no,\n";
  EXPECT_THAT(std::string(ErrorOf(files).message()),
              HasSubstr("categories.csv line 11, column handler: there is no kind \"nobody\""));
  files = SmallFiles();
  files.categories +=
      "x,y,X,X,complaint,region,kabkota,working,no,no,no,\n"
      "y,x,Y,Y,complaint,region,kabkota,working,no,no,no,\n";
  EXPECT_THAT(std::string(ErrorOf(files).message()), HasSubstr("circle"));
}

TEST(DirectoryBuilder, UnstaffedUnlessSaidOtherwiseButNeverTheRoot) {
  const auto directory = MakeDirectory(BuildData(SmallFiles(), false));
  EXPECT_TRUE(UnitOf(*directory, "ID").staffed);
  EXPECT_FALSE(UnitOf(*directory, "31.71").staffed);
  EXPECT_FALSE(UnitOf(*directory, "perhubungan:31").staffed);
}

}  // namespace
}  // namespace salur::routing
