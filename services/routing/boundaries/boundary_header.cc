#include "services/routing/boundaries/boundary_header.h"

#include <zlib.h>

#include <algorithm>
#include <string_view>

#include "services/routing/boundaries/run.h"
#include "services/routing/domain/csv.h"

namespace salur::routing::boundaries {
namespace {

constexpr std::string_view kMagic = "SALURBND";
constexpr std::size_t kVersionAt = 8;
constexpr std::size_t kScaleAt = 12;
constexpr std::size_t kVillagesAt = 16;
constexpr std::size_t kPolygonsAt = 20;
constexpr std::size_t kRingsAt = 24;
constexpr std::size_t kRunAt = 28;
constexpr std::size_t kVerticesAt = 32;
constexpr std::size_t kPayloadBytesAt = 40;
constexpr std::size_t kPayloadSumAt = 56;
constexpr std::size_t kHeaderSumAt = 60;

template <typename Number>
void Put(Number value, std::size_t at, HeaderBytes& bytes) {
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    bytes[at + i] = static_cast<std::uint8_t>(value >> (8 * i));
  }
}

template <typename Number>
Number Get(const HeaderBytes& bytes, std::size_t at) {
  Number value = 0;
  for (std::size_t i = 0; i < sizeof(Number); ++i) {
    value |= static_cast<Number>(static_cast<Number>(bytes[at + i]) << (8 * i));
  }
  return value;
}

std::uint32_t HeaderSum(const HeaderBytes& bytes) {
  return static_cast<std::uint32_t>(crc32(0, bytes.data(), kHeaderSumAt));
}

}  // namespace

HeaderBytes FormatHeader(const BoundarySummary& summary) {
  HeaderBytes bytes = {};
  std::copy(kMagic.begin(), kMagic.end(), bytes.begin());
  Put(kBoundaryFileVersion, kVersionAt, bytes);
  Put(static_cast<std::uint32_t>(kGridPerDegree), kScaleAt, bytes);
  Put(summary.villages, kVillagesAt, bytes);
  Put(summary.polygons, kPolygonsAt, bytes);
  Put(summary.rings, kRingsAt, bytes);
  Put(static_cast<std::uint32_t>(kRunVertices), kRunAt, bytes);
  Put(summary.vertices, kVerticesAt, bytes);
  Put(summary.payload_bytes, kPayloadBytesAt, bytes);
  Put(summary.checksum, kPayloadSumAt, bytes);
  Put(HeaderSum(bytes), kHeaderSumAt, bytes);
  return bytes;
}

absl::StatusOr<BoundarySummary> ParseHeader(const HeaderBytes& bytes, const std::string& file) {
  if (!std::equal(kMagic.begin(), kMagic.end(), bytes.begin())) {
    return BadFile(file, 0, "", "is not a file of boundaries; make one with salur-boundaries");
  }
  // Before the checksum: a later version may keep it elsewhere.
  const auto version = Get<std::uint32_t>(bytes, kVersionAt);
  if (version != kBoundaryFileVersion) {
    return BadFile(file, 0, "",
                   "has version " + std::to_string(version) + ", this program reads version " +
                       std::to_string(kBoundaryFileVersion));
  }
  if (Get<std::uint32_t>(bytes, kHeaderSumAt) != HeaderSum(bytes)) {
    return BadFile(file, 0, "", "is damaged: its header does not fit its checksum");
  }
  if (Get<std::uint32_t>(bytes, kScaleAt) != static_cast<std::uint32_t>(kGridPerDegree)) {
    return BadFile(file, 0, "", "has another grid than 1e-5 degrees");
  }
  if (Get<std::uint32_t>(bytes, kRunAt) != kRunVertices) {
    return BadFile(file, 0, "", "has runs of another length");
  }
  BoundarySummary summary;
  summary.villages = Get<std::uint32_t>(bytes, kVillagesAt);
  summary.polygons = Get<std::uint32_t>(bytes, kPolygonsAt);
  summary.rings = Get<std::uint32_t>(bytes, kRingsAt);
  summary.vertices = Get<std::uint64_t>(bytes, kVerticesAt);
  summary.payload_bytes = Get<std::uint64_t>(bytes, kPayloadBytesAt);
  summary.checksum = Get<std::uint32_t>(bytes, kPayloadSumAt);
  // Bounds the tables that are made before the payload is read: a ring takes five bytes or more, 32
  // vertices two.
  if (summary.payload_bytes > kPayloadBytesMax ||
      summary.vertices / kRunVertices > summary.payload_bytes ||
      summary.rings > summary.payload_bytes || summary.polygons > summary.rings ||
      summary.villages > summary.polygons) {
    return BadFile(file, 0, "", "is damaged: its header contradicts itself");
  }
  return summary;
}

}  // namespace salur::routing::boundaries
