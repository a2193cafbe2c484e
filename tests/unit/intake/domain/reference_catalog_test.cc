#include "services/intake/domain/reference_catalog.h"

#include <gtest/gtest.h>

namespace salur::intake {
namespace {

TEST(ReferenceCatalog, KnowsRegionsOfEveryLevel) {
  const auto catalog = *ReferenceCatalog::Build(
      {7, {"31.71.01.1001", "31", "31.71.01", "31.71"}, {}, {"perhubungan:35.78", "ID"}});
  EXPECT_EQ(catalog->version(), 7);
  EXPECT_EQ(catalog->region_count(), 4U);
  for (const char* code : {"31", "31.71", "31.71.01", "31.71.01.1001"}) {
    EXPECT_TRUE(catalog->HasRegion(code)) << code;
    EXPECT_TRUE(catalog->HasUnit(code)) << code;
  }
  for (const char* code :
       {"", "3", "32", "31.00", "31.71.01.1002", "31.71.01.0000", "317101", "ID"}) {
    EXPECT_FALSE(catalog->HasRegion(code)) << code;
  }
  EXPECT_TRUE(catalog->HasUnit("perhubungan:35.78"));
  EXPECT_TRUE(catalog->HasUnit("ID"));
  EXPECT_FALSE(catalog->HasUnit("perhubungan:35.79"));
}

TEST(ReferenceCatalog, FindsCategories) {
  Category fire;
  fire.code = "kebakaran";
  fire.emergency_number = "113";
  const auto catalog = *ReferenceCatalog::Build({1, {}, {fire}, {}});
  ASSERT_NE(catalog->FindCategory("kebakaran"), nullptr);
  EXPECT_EQ(catalog->FindCategory("kebakaran")->emergency_number, "113");
  EXPECT_EQ(catalog->FindCategory("banjir"), nullptr);
}

TEST(ReferenceCatalog, RefusesWhatIsNotADirectory) {
  EXPECT_FALSE(ReferenceCatalog::Build({1, {"31-71"}, {}, {}}).ok());
  Category twice;
  twice.code = "a";
  EXPECT_FALSE(ReferenceCatalog::Build({1, {}, {twice, twice}, {}}).ok());
}

}  // namespace
}  // namespace salur::intake
