#include "services/routing/domain/directory_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using samples::SmallFiles;
using ::testing::HasSubstr;

struct BadRow {
  const char* row;
  const char* column;
  const char* problem;
};

void ExpectRefused(std::string DirectoryFiles::*file, const std::vector<BadRow>& rows) {
  for (const BadRow& bad : rows) {
    DirectoryFiles files = SmallFiles();
    const auto line = 1 + std::count((files.*file).begin(), (files.*file).end(), '\n');
    (files.*file) += std::string(bad.row) + "\n";
    const absl::Status status = ParseDirectorySource(files).status();
    EXPECT_EQ(ErrorReason(status), "BAD_FILE") << bad.row;
    EXPECT_THAT(std::string(status.message()), HasSubstr(bad.problem)) << bad.row;
    EXPECT_EQ(ErrorMetadata(status)["line"], std::to_string(line)) << bad.row;
    EXPECT_EQ(ErrorMetadata(status)["column"], bad.column) << bad.row;
  }
}

TEST(RegionsFile, NamesWhatIsWrong) {
  ExpectRefused(
      &DirectoryFiles::regions,
      {{"3,provinsi,provinsi,,X,Asia/Jakarta,,,", "code", "is not a region code"},
       {"32,kabkota,provinsi,,X,Asia/Jakarta,,,", "level", "does not fit the code"},
       {"32,provinsi,kota,,X,Asia/Jakarta,,,", "kind", "does not fit the code"},
       {"32,provinsi,negara,,X,Asia/Jakarta,,,", "kind", "is not one of"},
       {"31.72,kabkota,kota,32,X,Asia/Jakarta,,,", "parent_code", "has to be \"31\""},
       {"32,provinsi,provinsi,31,X,Asia/Jakarta,,,", "parent_code", "has to be \"\""},
       {"32.01,kabkota,kota,32,X,Asia/Jakarta,,,", "parent_code", "32 is not in the file"},
       {"32,provinsi,provinsi,,,Asia/Jakarta,,,", "name", "is empty"},
       {"32,provinsi,provinsi,,X,Asia/Tokyo,,,", "time_zone", "is not one of"},
       {"32,provinsi,provinsi,,X,Asia/Jakarta,1234,,", "postal_code", "five digits"},
       {"32,provinsi,provinsi,,X,Asia/Jakarta,,91,0", "latitude", "is not a number of degrees"},
       {"32,provinsi,provinsi,,X,Asia/Jakarta,,1,nan", "longitude", "is not a number of degrees"},
       {"32,provinsi,provinsi,,X,Asia/Jakarta,,1,", "latitude", "come together"},
       {"31,provinsi,provinsi,,X,Asia/Jakarta,,,", "code", "stands in line 2 already"}});
}

TEST(RegionsFile, MayBeInAnyOrder) {
  const auto regions = ParseRegions(
      "code,level,kind,parent_code,name,time_zone,postal_code,latitude,longitude\n"
      "31.71,kabkota,kota,31,Kota,Asia/Jakarta,,,\n"
      "31,provinsi,provinsi,,Jakarta,Asia/Jakarta,,-6.175305,106.82644\n");
  ASSERT_TRUE(regions.ok()) << regions.status();
  EXPECT_EQ((*regions)[0].code.ToString(), "31");
  EXPECT_EQ((*regions)[0].place.latitude_e6, -6175305);
  EXPECT_EQ((*regions)[0].place.longitude_e6, 106826440);
}

TEST(AgencyKindsFile, NamesWhatIsWrong) {
  ExpectRefused(&DirectoryFiles::agency_kinds,
                {{"Dinas X,head,daerah,X,X,X,X", "code", "is not a code"},
                 {"pupr,head,daerah,X,X,X,X", "code", "appears twice"},
                 {"x,sideways,daerah,X,X,X,X", "line", "is not one of head, own"},
                 {"x,head,private,X,X,X,X", "authority", "is not one of"}});
}

TEST(AgencyOverridesFile, NamesWhatIsWrong) {
  ExpectRefused(&DirectoryFiles::agency_overrides,
                {{"bina,31.71.01,yes,X,,,,x", "region", "has to be the code of"},
                 {"bina,31.71.*,yes,X,,,,x", "region", "has to be the code of"},
                 {"bina,ID.*,yes,X,,,,x", "region", "has to be the code of"},
                 {"bina,31,maybe,X,,,,x", "exists", "has to be yes or no"},
                 {"bina,31,no,,,,,x", "served_by", "has to name who does the work"},
                 {"bina,31,yes,X,pupr:31,,,x", "served_by", "has to be empty"},
                 {"bina,31,no,X,pupr:31,,,x", "", "has no name and no parents"},
                 {"sda,*,no,,pupr:{region},,,x", "region", "appear twice"}});
}

TEST(CategoriesFile, NamesWhatIsWrong) {
  ExpectRefused(
      &DirectoryFiles::categories,
      {{"X Y,,X,X,complaint,region,kabkota,working,no,no,no,", "code", "is not a code"},
       {"jalan,,X,X,complaint,region,kabkota,working,no,no,no,", "code", "appears twice"},
       {"x,nobody,X,X,complaint,region,kabkota,working,no,no,no,", "parent_code", "no category"},
       {"x,,,X,complaint,region,kabkota,working,no,no,no,", "name_id", "is empty"},
       {"x,,X,X,gossip,region,kabkota,working,no,no,no,", "default_class", "is not one of"},
       {"x,,X,X,complaint,dinas,kabkota,working,no,no,no,", "handler", "has to be region or"},
       {"x,,X,X,complaint,agency:pupr,kecamatan,working,no,no,no,", "handler_level",
        "agencies exist at"},
       {"x,,X,X,complaint,region,rt,working,no,no,no,", "handler_level", "is not one of"},
       {"x,,X,X,complaint,region,kabkota,sometimes,no,no,no,", "calendar", "is not one of"},
       {"x,,X,X,complaint,region,kabkota,working,,no,no,", "confidential", "yes or no"},
       {"x,,X,X,complaint,region,kabkota,working,no,no,no,call me", "emergency_number",
        "has to be digits"}});
}

}  // namespace
}  // namespace salur::routing
