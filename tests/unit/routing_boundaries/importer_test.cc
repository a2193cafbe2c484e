#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <lzma.h>

#include "common/base/errors.h"
#include "tests/unit/routing_boundaries/fixtures.h"

namespace salur::routing::boundaries::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr char kA[] = "33.07.01.1001";
constexpr char kB[] = "33.07.01.2002";

const std::string& Good() {
  static const std::string line = Feature(kA, {PolygonOf({Square(0, 0, 10, 10)})});
  return line;
}

// A line whose coordinates are given as text.
std::string WithCoordinates(std::string_view coordinates) {
  return R"({"type":"Feature","id":"33.07.01.2002","geometry":{"type":"Polygon","coordinates":)" +
         std::string(coordinates) + "}}";
}

struct Imported {
  absl::StatusOr<ImportReport> report;
  std::vector<std::string> files;  // that are there afterwards
};

Imported Import(const std::string& input, std::vector<RegionCode> villages = {}) {
  const TemporaryFolder folder;
  WriteBytes(folder / "villages.geojsonl", input);
  auto report = ImportBoundaries({.input = folder / "villages.geojsonl",
                                  .output = folder / "b.bin",
                                  .villages = std::move(villages)});
  return {std::move(report), folder.Names()};
}

std::string Xz(const std::string& text) {
  std::string packed(lzma_stream_buffer_bound(text.size()), '\0');
  std::size_t size = 0;
  EXPECT_EQ(lzma_easy_buffer_encode(
                6, LZMA_CHECK_CRC64, nullptr, reinterpret_cast<const std::uint8_t*>(text.data()),
                text.size(), reinterpret_cast<std::uint8_t*>(packed.data()), &size, packed.size()),
            LZMA_OK);
  packed.resize(size);
  return packed;
}

struct BadLine {
  const char* name;
  std::string line;
  const char* where;
  const char* problem;
};

class BadLines : public ::testing::TestWithParam<BadLine> {};

TEST_P(BadLines, AreRefusedWithLinePlaceAndReason) {
  const Imported imported = Import(Good() + "\n\n" + GetParam().line + "\n");
  const absl::Status& status = imported.report.status();
  EXPECT_EQ(ErrorReason(status), "BAD_FILE");
  EXPECT_EQ(ErrorMetadata(status)["line"], "3");
  EXPECT_EQ(ErrorMetadata(status)["column"], GetParam().where);
  EXPECT_THAT(ErrorMetadata(status)["problem"], HasSubstr(GetParam().problem));
  EXPECT_THAT(std::string(status.message()), HasSubstr("villages.geojsonl line 3"));
  EXPECT_THAT(imported.files, ElementsAre("villages.geojsonl"));
}

INSTANTIATE_TEST_SUITE_P(
    Importer, BadLines,
    ::testing::Values(
        BadLine{"CutOff", Good().substr(0, 200), "", "not valid JSON"},
        BadLine{"NoObject", "[1]", "", "not a GeoJSON Feature"},
        BadLine{"Collection", R"({"type":"FeatureCollection","features":[]})", "type",
                "GeoJSONSeq"},
        BadLine{"OtherType", R"({"type":"Polygon"})", "type", "has to be \"Feature\""},
        BadLine{"NoId", R"({"type":"Feature"})", "id", "not a village code"},
        BadLine{"NumberAsId", R"({"type":"Feature","id":3307})", "id", "not a village code"},
        BadLine{"KecamatanAsId", Feature("33.07.01", {PolygonOf({Square(0, 0, 1, 1)})}), "id",
                "\"33.07.01\" is not a village code"},
        BadLine{"Again", Good(), "id", "33.07.01.1001 stands in line 1 already"},
        BadLine{"NoGeometry", R"({"type":"Feature","id":"33.07.01.2002","geometry":null})",
                "geometry", "is missing"},
        BadLine{"Point",
                R"({"type":"Feature","id":"33.07.01.2002",)"
                R"("geometry":{"type":"Point","coordinates":[110,-7]}})",
                "geometry.type", "Polygon"},
        BadLine{"NoCoordinates",
                R"({"type":"Feature","id":"33.07.01.2002","geometry":{"type":"Polygon"}})",
                "geometry.coordinates", "is missing"},
        BadLine{"NoRing", WithCoordinates("[]"), "geometry.coordinates", "not a list of rings"},
        BadLine{"ShortRing", WithCoordinates("[[[110,-7],[110.1,-7],[110,-7]]]"),
                "geometry.coordinates[0]", "four or more positions"},
        BadLine{"OpenRing", WithCoordinates("[[[110,-7],[110.1,-7],[110.1,-7.1],[110,-7.1]]]"),
                "geometry.coordinates[0]", "not closed"},
        BadLine{"SwappedAxes", WithCoordinates("[[[-7,110],[-7,110.1],[-7.1,110],[-7,110]]]"),
                "geometry.coordinates[0][0]", "in this order"},
        BadLine{"TextAsNumber", WithCoordinates(R"([[[110,-7],[110.1,-7],["110",-7.1],[110,-7]]])"),
                "geometry.coordinates[0][2]", "longitude"},
        BadLine{"HugeNumber", WithCoordinates("[[[110,-7],[1e300,-7],[110,-7.1],[110,-7]]]"),
                "geometry.coordinates[0][1]", "longitude"},
        BadLine{"NoArea", WithCoordinates("[[[110,-7],[110.1,-7],[110.2,-7],[110,-7]]]"),
                "geometry.coordinates", "no area"},
        BadLine{"TooSmallForTheGrid",
                WithCoordinates("[[[110,-7],[110.000001,-7],[110,-7.000001],[110,-7]]]"),
                "geometry.coordinates", "no area"}),
    [](const auto& test) { return test.param.name; });

TEST(Importer, TakesLinesInAnyOrderAndForm) {
  const std::string other = Feature(kB, {PolygonOf({Square(10, 0, 20, 10)})});
  const Imported imported = Import(other + "\r\n  \n" + Good());  // no end of line at the end
  ASSERT_TRUE(imported.report.ok()) << imported.report.status();
  EXPECT_EQ(imported.report->summary.villages, 2u);
  EXPECT_THAT(imported.files, ElementsAre("b.bin", "villages.geojsonl"));
}

TEST(Importer, OrderOfLinesChangesNothing) {
  const std::string other = Feature(kB, {PolygonOf({Square(10, 0, 20, 10)})});
  EXPECT_EQ(Import(other + "\n" + Good()).report->summary.checksum,
            Import(Good() + "\n" + other).report->summary.checksum);
}

TEST(Importer, RoundsToTheGridAndSaysSo) {
  const Imported imported =
      Import(WithCoordinates("[[[110.000004,-7],[110.1,-7],[110.1,-7.1000049],[110.000004,-7]]]"));
  ASSERT_TRUE(imported.report.ok()) << imported.report.status();
  EXPECT_EQ(imported.report->rounded_vertices, 2u);
}

TEST(Importer, HeightsAreIgnored) {
  EXPECT_TRUE(
      Import(WithCoordinates("[[[110,-7,5],[110.1,-7,5],[110,-7.1,5],[110,-7,5]]]")).report.ok());
}

TEST(Importer, RingsWithoutAreaAreLeftOutAndCounted) {
  const Imported imported = Import(WithCoordinates(
      "[[[110,-7],[110.1,-7],[110,-7.1],[110,-7]],[[110,-7],[110.01,-7],[110.02,-7],[110,-7]]]"));
  ASSERT_TRUE(imported.report.ok()) << imported.report.status();
  EXPECT_EQ(imported.report->dropped_rings, 1u);
  EXPECT_EQ(imported.report->summary.rings, 1u);
}

TEST(Importer, VillagesThatAreInNoRegionsFileAreRefused) {
  const Imported imported = Import(Good(), {Code(kB)});
  EXPECT_THAT(std::string(imported.report.status().message()),
              HasSubstr("33.07.01.1001 is not a village of the regions file"));
}

TEST(Importer, VillagesWithoutABoundaryAreTold) {
  const Imported imported = Import(Good(), {Code(kA), Code(kB)});
  ASSERT_TRUE(imported.report.ok()) << imported.report.status();
  EXPECT_THAT(imported.report->without_boundary, ElementsAre(Code(kB)));
}

TEST(Importer, UnpacksXz) {
  EXPECT_EQ(Import(Xz(Good())).report->summary.checksum, Import(Good()).report->summary.checksum);
}

TEST(Importer, DamagedOrCutOffXzIsRefused) {
  std::string text;
  for (int i = 1001; i < 1101; ++i) {
    text +=
        Feature("33.07.01." + std::to_string(i), {PolygonOf({Square(i - 1001, 0, i - 1000, i)})}) +
        "\n";
  }
  const std::string packed = Xz(text);
  ASSERT_TRUE(Import(packed).report.ok());
  std::string damaged = packed;
  damaged[packed.size() / 2] = static_cast<char>(damaged[packed.size() / 2] ^ 1);
  for (const std::string& bad :
       {damaged, packed.substr(0, packed.size() / 2), packed.substr(0, packed.size() - 1)}) {
    const Imported imported = Import(bad);
    EXPECT_EQ(ErrorReason(imported.report.status()), "BAD_FILE");
    EXPECT_THAT(imported.files, ElementsAre("villages.geojsonl"));
  }
}

TEST(Importer, GzipIsRefusedWithAdvice) {
  EXPECT_THAT(std::string(Import("\x1f\x8b\x08...").report.status().message()), HasSubstr("zcat"));
}

TEST(Importer, EmptyFileIsRefused) {
  EXPECT_THAT(std::string(Import("\n\n").report.status().message()),
              HasSubstr("there is no village in it"));
}

TEST(Importer, MissingFileIsRefused) {
  const TemporaryFolder folder;
  const auto report = ImportBoundaries({.input = folder / "none", .output = folder / "b.bin"});
  EXPECT_THAT(std::string(report.status().message()), HasSubstr("cannot be opened"));
}

TEST(Importer, BadInputLeavesTheOldFileAsItWas) {
  const TemporaryFolder folder;
  WriteBytes(folder / "b.bin", "old");
  WriteBytes(folder / "in", Good() + "\n{");
  EXPECT_FALSE(ImportBoundaries({.input = folder / "in", .output = folder / "b.bin"}).ok());
  EXPECT_EQ(ReadBytes(folder / "b.bin"), "old");
  WriteBytes(folder / "in", Good());
  EXPECT_TRUE(ImportBoundaries({.input = folder / "in", .output = folder / "b.bin"}).ok());
  EXPECT_THAT(ReadBytes(folder / "b.bin"), StartsWith("SALURBND"));
  EXPECT_THAT(folder.Names(), ElementsAre("b.bin", "in"));
}

TEST(Importer, ReadsLinesLongerThanItsBuffer) {
  // A ring with 40,000 steps of a staircase.
  std::string ring = "[[110.0,-8.0]";
  for (int i = 0; i < 20'000; ++i) {
    char text[64];
    std::snprintf(text, sizeof(text), ",[%.5f,%.5f],[%.5f,%.5f]", 110 + i * 1e-5, -7.9 + i * 1e-5,
                  110 + (i + 1) * 1e-5, -7.9 + i * 1e-5);
    ring += text;
  }
  ring += ",[110.2,-8.0],[110.0,-8.0]]";
  const Imported imported = Import(Good() + "\n" + WithCoordinates("[" + ring + "]") + "\n");
  ASSERT_TRUE(imported.report.ok()) << imported.report.status();
  EXPECT_EQ(imported.report->summary.vertices, 4u + 40'002u);
}

}  // namespace
}  // namespace salur::routing::boundaries::testing
