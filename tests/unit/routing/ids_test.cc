#include <gtest/gtest.h>

#include "services/routing/domain/region_code.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

RegionCode Code(std::string_view text) { return *RegionCode::Parse(text); }

TEST(RegionCode, KeepsItsText) {
  for (const char* text : {"31", "31.71", "31.71.01", "31.71.01.1001", "00", "99.99.99.9999"}) {
    ASSERT_TRUE(RegionCode::Parse(text).has_value()) << text;
    EXPECT_EQ(Code(text).ToString(), text);
  }
}

TEST(RegionCode, RefusesEverythingElse) {
  for (const char* text :
       {"", "3", "311", "31.", "31.7", "31.711", "31-71", "31.71.1", "31.71.01.", "31.71.01.100",
        "31.71.01.10011", "31.71.01.1001.1", "3a", " 31", "ID", "31.71 "}) {
    EXPECT_FALSE(RegionCode::Parse(text).has_value()) << text;
  }
}

TEST(RegionCode, KnowsItsLevelAndParents) {
  EXPECT_EQ(Code("31.71.01.1001").level(), Level::kKelurahanDesa);
  EXPECT_EQ(Code("31.71.01").level(), Level::kKecamatan);
  EXPECT_EQ(Code("31.71").level(), Level::kKabkota);
  EXPECT_EQ(Code("31").level(), Level::kProvinsi);
  EXPECT_EQ(RegionCode().level(), Level::kNational);
  EXPECT_EQ(Code("31.71.01.1001").Parent(), Code("31.71.01"));
  EXPECT_EQ(Code("31").Parent(), RegionCode());
  EXPECT_EQ(RegionCode().Parent(), RegionCode());
  EXPECT_EQ(Code("31.71.01.1001").AncestorAt(Level::kProvinsi), Code("31"));
  EXPECT_EQ(Code("31.71").AncestorAt(Level::kKabkota), Code("31.71"));
  EXPECT_EQ(Code("31.71").AncestorAt(Level::kNational), RegionCode());
}

TEST(RegionCode, ContainsByWholeLevelsOnly) {
  EXPECT_TRUE(Code("31.71.01.1001").IsWithin(Code("31.71")));
  EXPECT_TRUE(Code("31.71").IsWithin(Code("31.71")));
  EXPECT_TRUE(Code("31.71").IsWithin(RegionCode()));
  EXPECT_FALSE(Code("31.71").IsWithin(Code("31.71.01")));
  EXPECT_FALSE(Code("31.72").IsWithin(Code("31.71")));
  EXPECT_FALSE(RegionCode().IsWithin(Code("31")));
}

TEST(RegionCode, SortsARegionRightBeforeWhatItContains) {
  EXPECT_LT(RegionCode(), Code("00"));
  EXPECT_LT(Code("31"), Code("31.01"));
  EXPECT_LT(Code("31.71.99.9999"), Code("31.72"));
  EXPECT_LT(Code("31.71.01"), Code("31.71.01.0000"));
  EXPECT_LT(Code("31.71.99.9999").packed(), Code("31.71").RangeEnd());
  EXPECT_LE(Code("31.71").RangeEnd(), Code("31.72").packed());
  EXPECT_GT(RegionCode().RangeEnd(), Code("99.99.99.9999").packed());
}

TEST(UnitId, ReadsTheFourForms) {
  EXPECT_EQ(UnitId::Parse("ID"), (UnitId{"", RegionCode()}));
  EXPECT_EQ(UnitId::Parse("31.71"), (UnitId{"", Code("31.71")}));
  EXPECT_EQ(UnitId::Parse("perhubungan:35.78"), (UnitId{"perhubungan", Code("35.78")}));
  EXPECT_EQ(UnitId::Parse("koperasi-umkm:ID"), (UnitId{"koperasi-umkm", RegionCode()}));
  for (const char* text : {"ID", "31.71.01.1001", "perhubungan:35.78", "satpol-pp:ID"}) {
    EXPECT_EQ(UnitId::Parse(text)->ToString(), text);
  }
}

TEST(UnitId, RefusesEverythingElse) {
  for (const char* text : {"", ":", "id", "ID ", "perhubungan:", ":35.78", "Perhubungan:35.78",
                           "a--b:35", "-a:35", "a-:35", "a:b:35", "a b:35", "a:id", "1a:35"}) {
    EXPECT_FALSE(UnitId::Parse(text).has_value()) << text;
  }
  std::string long_kind(kKindCodeLengthMax + 1, 'a');
  EXPECT_FALSE(UnitId::Parse(long_kind.append(":35")).has_value());
}

}  // namespace
}  // namespace salur::routing
