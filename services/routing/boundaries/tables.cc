#include "services/routing/boundaries/tables.h"

#include <limits>
#include <string>
#include <utility>

#include "services/routing/boundaries/varint.h"
#include "services/routing/domain/csv.h"

namespace salur::routing::boundaries {
namespace {

constexpr GridBox kNothing{
    {std::numeric_limits<std::int32_t>::max(), std::numeric_limits<std::int32_t>::max()},
    {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::min()}};

class TableBuilder {
 public:
  TableBuilder(BoundaryPayload payload, std::vector<BoxedPart>& parts)
      : reader_(payload.bytes.get(), payload.bytes.get() + payload.summary.payload_bytes),
        parts_(parts) {
    tables_.summary = payload.summary;
    tables_.payload = std::move(payload.bytes);
    tables_.bounds = kNothing;
  }

  // False when the payload is not what it should be.
  bool Build() {
    const BoundarySummary& summary = tables_.summary;
    tables_.villages.reserve(summary.villages);
    tables_.first_chunks.reserve(summary.villages + 1);
    parts_.reserve(summary.polygons);
    tables_.chunks.reserve(summary.vertices / kEdgesPerChunk + summary.rings);
    for (std::uint32_t i = 0; i < summary.villages && reader_.ok(); ++i) ReadVillage();
    tables_.first_chunks.push_back(ChunkCount());
    tables_.chunks.shrink_to_fit();
    return reader_.ok() && reader_.AtEnd() && parts_.size() == summary.polygons &&
           rings_ == summary.rings && vertices_ == summary.vertices;
  }

  Tables Take() { return std::move(tables_); }

 private:
  void ReadVillage() {
    const std::uint64_t step = reader_.Read();
    if (step > kCodeMax) return reader_.Fail();
    const std::uint64_t packed = code_ + step;
    const RegionCode village = RegionCode::FromPacked(packed);
    if (step == 0 || packed > kCodeMax || village.level() != Level::kKelurahanDesa ||
        RegionCode::Parse(village.ToString()) != village) {
      return reader_.Fail();
    }
    code_ = packed;
    tables_.first_chunks.push_back(ChunkCount());
    tables_.villages.push_back(village);
    last_ = {};
    const std::uint64_t polygons = reader_.Read();
    if (polygons == 0) return reader_.Fail();
    for (std::uint64_t i = 0; i < polygons && reader_.ok(); ++i) ReadPolygon();
  }

  void ReadPolygon() {
    const Part part{ChunkCount(), static_cast<std::uint32_t>(tables_.villages.size() - 1)};
    GridBox box = kNothing;
    const std::uint64_t rings = reader_.Read();
    if (rings == 0) return reader_.Fail();
    for (std::uint64_t i = 0; i < rings && reader_.ok(); ++i) ReadRing(box);
    if (!reader_.ok()) return;
    rings_ += rings;
    tables_.chunks.back().ends_part = true;
    parts_.push_back({box, part});
  }

  void ReadRing(GridBox& box) {
    const std::uint64_t vertices = reader_.Read();
    if (vertices < 3 || vertices > tables_.summary.vertices) return reader_.Fail();
    vertices_ += vertices;
    const GridPoint first = ReadVertex();
    Chunk chunk = StartChunk(first);
    // The edge to vertex `i` of the ring; the last one leads back to the first vertex.
    for (std::uint64_t i = 1; i <= vertices && reader_.ok(); ++i) {
      const bool last = i == vertices;
      const GridPoint vertex = last ? first : ReadVertex();
      ++chunk.edges;
      chunk.box.Include(vertex);
      if (!last && chunk.edges < kEdgesPerChunk) continue;
      chunk.ends_ring = last;
      box.Include(chunk.box.min);
      box.Include(chunk.box.max);
      tables_.chunks.push_back(chunk);
      if (!last) chunk = StartChunk(vertex);
    }
    tables_.bounds.Include(box.min);
    tables_.bounds.Include(box.max);
  }

  Chunk StartChunk(GridPoint start) const {
    const auto offset = static_cast<std::uint32_t>(reader_.next() - tables_.payload.get());
    return {.box = {start, start}, .start = start, .offset = offset};
  }

  GridPoint ReadVertex() {
    const std::int64_t x = std::int64_t{last_.x} + reader_.ReadSigned();
    const std::int64_t y = std::int64_t{last_.y} + reader_.ReadSigned();
    if (x < kCountryBox.min.x || x > kCountryBox.max.x || y < kCountryBox.min.y ||
        y > kCountryBox.max.y) {
      reader_.Fail();
      return {};
    }
    last_ = {static_cast<std::int32_t>(x), static_cast<std::int32_t>(y)};
    return last_;
  }

  std::uint32_t ChunkCount() const { return static_cast<std::uint32_t>(tables_.chunks.size()); }

  static constexpr std::uint64_t kCodeMax = (std::uint64_t{1} << 40) - 1;

  VarintReader reader_;
  std::vector<BoxedPart>& parts_;
  Tables tables_;
  std::uint64_t code_ = 0;
  std::uint64_t rings_ = 0;
  std::uint64_t vertices_ = 0;
  GridPoint last_;
};

}  // namespace

absl::StatusOr<Tables> BuildTables(BoundaryPayload payload, const std::string& file,
                                   std::vector<BoxedPart>& parts) {
  TableBuilder builder(std::move(payload), parts);
  if (!builder.Build()) return BadFile(file, 0, "", "is damaged: its content contradicts itself");
  return builder.Take();
}

}  // namespace salur::routing::boundaries
