#include "services/escalation/domain/place.h"

#include <gtest/gtest.h>

namespace salur::escalation {
namespace {

TEST(Place, UnitIdTellsRegionAndLevel) {
  const struct {
    const char* unit;
    const char* region;
    Level level;
  } cases[] = {
      {"31.71.01.1001", "31.71.01.1001", Level::kKelurahanDesa},
      {"31.71.01", "31.71.01", Level::kKecamatan},
      {"31.71", "31.71", Level::kKabkota},
      {"31", "31", Level::kProvinsi},
      {"perhubungan:35.78", "35.78", Level::kKabkota},
      {"inspektorat:35", "35", Level::kProvinsi},
      {"perhubungan:ID", "", Level::kNational},
      {"ID", "", Level::kNational},
  };
  for (const auto& row : cases) {
    EXPECT_EQ(RegionOfUnit(row.unit), row.region) << row.unit;
    EXPECT_EQ(LevelOfUnit(row.unit), row.level) << row.unit;
  }
}

TEST(Place, KnowsTheFormOfRegionCodes) {
  for (const char* good : {"31", "31.71", "31.71.01", "31.71.01.1001"}) {
    EXPECT_TRUE(IsRegionCode(good)) << good;
  }
  for (const char* bad : {"", "3", "311", "31.", "31.7", "31.71.1", "31.71.01.101", "ID",
                          "31.71.01.1001.1", "31.71.01.10011", "3a", "31,71"}) {
    EXPECT_FALSE(IsRegionCode(bad)) << bad;
  }
}

TEST(Place, BelowMeansWholeParts) {
  EXPECT_TRUE(IsWithin("35.78.01", "35.78"));
  EXPECT_TRUE(IsWithin("35.78", "35.78"));
  EXPECT_TRUE(IsWithin("35.78", ""));
  EXPECT_FALSE(IsWithin("35.78", "35.7"));
  EXPECT_FALSE(IsWithin("35", "35.78"));
}

TEST(Place, FourZoneNamesAreKnown) {
  EXPECT_EQ(*ParseZone("Asia/Jakarta"), 7);
  EXPECT_EQ(*ParseZone("Asia/Pontianak"), 7);
  EXPECT_EQ(*ParseZone("Asia/Makassar"), 8);
  EXPECT_EQ(*ParseZone("Asia/Jayapura"), 9);
  EXPECT_FALSE(ParseZone("Asia/Singapore").ok());
  EXPECT_FALSE(ParseZone("").ok());
}

}  // namespace
}  // namespace salur::escalation
