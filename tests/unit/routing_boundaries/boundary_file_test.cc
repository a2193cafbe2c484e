#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <random>

#include "common/base/errors.h"
#include "services/routing/boundaries/run.h"
#include "services/routing/boundaries/varint.h"
#include "tests/unit/routing_boundaries/fixtures.h"

namespace salur::routing::boundaries::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr GridPoint kOrigin{11'000'000, -700'000};

EncodedVillage Triangle(std::string_view code, std::int32_t size) {
  return Encode(
      {Code(code), {{{kOrigin, {kOrigin.x + size, kOrigin.y}, {kOrigin.x, kOrigin.y + size}}}}});
}

std::vector<EncodedVillage> TwoVillages() {
  return {Triangle("31.71.01.1001", 1000), Triangle("94.01.01.2001", 50)};
}

absl::Status LoadBytes(const std::string& bytes) {
  const TemporaryFolder folder;
  WriteBytes(folder / "b.bin", bytes);
  return BoundaryIndex::Load(folder / "b.bin").status();
}

std::string GoodBytes() {
  const TemporaryFolder folder;
  EXPECT_TRUE(WriteBoundaryFile(folder / "b.bin", TwoVillages()).ok());
  return ReadBytes(folder / "b.bin");
}

TEST(Varint, KeepsExtremes) {
  std::string bytes;
  const std::vector<std::int32_t> values = {0,
                                            -1,
                                            1,
                                            63,
                                            -64,
                                            64,
                                            -65,
                                            8191,
                                            -8192,
                                            8192,
                                            std::numeric_limits<std::int32_t>::max(),
                                            std::numeric_limits<std::int32_t>::min()};
  for (const std::int32_t value : values) AppendSigned(value, bytes);
  const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
  VarintReader reader(begin, begin + bytes.size());
  for (const std::int32_t value : values) EXPECT_EQ(reader.ReadSigned(), value);
  EXPECT_TRUE(reader.ok() && reader.AtEnd());
}

TEST(Varint, EndlessOrCutOffNumbersAreNotOk) {
  for (const std::string& bytes : {std::string(11, '\x80'), std::string("\x80"), std::string()}) {
    const auto* begin = reinterpret_cast<const std::uint8_t*>(bytes.data());
    VarintReader reader(begin, begin + bytes.size());
    EXPECT_EQ(reader.Read(), 0u);
    EXPECT_FALSE(reader.ok());
  }
}

TEST(Run, KeepsEveryStep) {
  std::mt19937 random(300'2430);
  for (int round = 0; round < 2000; ++round) {
    const std::int32_t reach = 1 << (random() % 24);
    std::vector<GridPoint> vertices;
    for (std::size_t i = random() % kRunVertices; i-- > 0;) {
      vertices.push_back({kOrigin.x + static_cast<std::int32_t>(random()) % reach,
                          kOrigin.y + static_cast<std::int32_t>(random()) % reach});
    }
    std::string bytes;
    AppendRun(vertices, kOrigin, bytes);
    const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const RunWidths widths{data[0], data[1]};
    ASSERT_EQ(bytes.size(), 2 + widths.Bytes(vertices.size()));
    bytes.append(kRunPadding, '\xFF');
    RunDecoder decoder(reinterpret_cast<const std::uint8_t*>(bytes.data()) + 2, widths);
    GridPoint last = kOrigin;
    for (const GridPoint vertex : vertices) {
      last = decoder.Next(last);
      ASSERT_EQ(last, vertex) << "reach " << reach;
    }
  }
}

TEST(BoundaryFile, KeepsWhatWasWritten) {
  const TemporaryFolder folder;
  const auto written = WriteBoundaryFile(folder / "b.bin", TwoVillages());
  ASSERT_TRUE(written.ok()) << written.status();
  EXPECT_EQ(written->villages, 2u);
  EXPECT_EQ(written->vertices, 6u);
  const auto index = BoundaryIndex::Load(folder / "b.bin");
  ASSERT_TRUE(index.ok()) << index.status();
  EXPECT_EQ(index->summary().checksum, written->checksum);
  EXPECT_EQ(index->summary().rings, 2u);
  EXPECT_EQ(index->Locate({-6.9999, 110.0001}, 0)->village, Code("94.01.01.2001"));
  EXPECT_EQ(index->Locate({-6.997, 110.005}, 0)->village, Code("31.71.01.1001"));
}

TEST(BoundaryFile, SameVillagesMakeTheSameBytes) { EXPECT_EQ(GoodBytes(), GoodBytes()); }

TEST(BoundaryFile, EmptyOneLoadsAndKnowsNoVillage) {
  const auto index = WriteAndLoad({});
  ASSERT_TRUE(index.ok()) << index.status();
  EXPECT_EQ(ErrorReason(index->Locate({-6, 110}, 0).status()), "OUTSIDE_COUNTRY");
}

TEST(BoundaryFile, EveryDamagedByteIsNoticed) {
  const std::string good = GoodBytes();
  ASSERT_TRUE(LoadBytes(good).ok());
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x10);
    EXPECT_EQ(ErrorReason(LoadBytes(bad)), "BAD_FILE") << "byte " << i;
  }
}

TEST(BoundaryFile, EveryCutOffIsNoticed) {
  const std::string good = GoodBytes();
  for (std::size_t size = 0; size < good.size(); ++size) {
    EXPECT_EQ(ErrorReason(LoadBytes(good.substr(0, size))), "BAD_FILE") << size;
  }
}

TEST(BoundaryFile, BytesAfterItsEndAreNoticed) {
  EXPECT_EQ(ErrorReason(LoadBytes(GoodBytes() + '\0')), "BAD_FILE");
}

TEST(BoundaryFile, OtherVersionIsNamed) {
  std::string later = GoodBytes();
  later[8] = 2;
  EXPECT_THAT(std::string(LoadBytes(later).message()), HasSubstr("has version 2"));
}

TEST(BoundaryFile, OtherFileIsNamedSo) {
  EXPECT_THAT(std::string(LoadBytes(std::string(1000, 'x')).message()),
              HasSubstr("is not a file of boundaries"));
}

TEST(BoundaryFile, MissingFileIsNotFound) {
  const absl::Status status = BoundaryIndex::Load("/nowhere/boundaries.bin").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ErrorReason(status), "BOUNDARIES_MISSING");
  EXPECT_THAT(std::string(status.message()), HasSubstr("/nowhere/boundaries.bin"));
}

// The checksums are right, what they protect is not: a file that somebody made with care.
TEST(BoundaryFile, ContentThatContradictsItselfIsRefused) {
  const EncodedVillage good = Triangle("31.71.01.1001", 1000);
  EncodedVillage more = good;
  more.bytes += '\0';
  EncodedVillage less = good;
  less.bytes.pop_back();
  EncodedVillage miscounted = good;
  miscounted.rings += 1;
  EncodedVillage outside = Encode({good.village, {{{{0, 0}, {1, 0}, {0, 1}}}}});
  EncodedVillage line = Encode({good.village, {{{kOrigin, {kOrigin.x + 1, kOrigin.y}}}}});
  EncodedVillage nothing = Encode({good.village, {}});
  EncodedVillage ringless = Encode({good.village, {{}}});
  EncodedVillage kecamatan = good;
  kecamatan.village = Code("31.71.01");
  for (const EncodedVillage& bad :
       {more, less, miscounted, outside, line, nothing, ringless, kecamatan}) {
    EXPECT_EQ(ErrorReason(WriteAndLoad({bad}).status()), "BAD_FILE");
  }
  EXPECT_EQ(ErrorReason(WriteAndLoad({good, good}).status()), "BAD_FILE");
}

TEST(BoundaryFile, RandomContentIsRefusedOrReadWithinItsBounds) {
  std::mt19937 random(20'250'818);
  for (int round = 0; round < 3000; ++round) {
    EncodedVillage village = Triangle("31.71.01.1001", 1000);
    for (int changes = 1 + static_cast<int>(random() % 3); changes > 0; --changes) {
      village.bytes[random() % village.bytes.size()] = static_cast<char>(random());
    }
    const auto index = WriteAndLoad({village});
    if (!index.ok()) continue;
    (void)index->Locate({-6.9999, 110.0001}, 500);
  }
}

TEST(BoundaryFile, FailedWriteLeavesNothingBehind) {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "b.bin");
  const auto written = WriteBoundaryFile(folder / "b.bin", TwoVillages());
  EXPECT_EQ(ErrorReason(written.status()), "BOUNDARIES_NOT_WRITTEN");
  EXPECT_THAT(folder.Names(), ElementsAre("b.bin"));
  EXPECT_EQ(ErrorReason(WriteBoundaryFile("/nowhere/b.bin", TwoVillages()).status()),
            "BOUNDARIES_NOT_WRITTEN");
}

}  // namespace
}  // namespace salur::routing::boundaries::testing
