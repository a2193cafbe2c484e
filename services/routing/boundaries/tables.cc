#include "services/routing/boundaries/tables.h"

#include <algorithm>
#include <cstdlib>
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

// More than any step from one place in the country to another.
constexpr std::int64_t kGridReach = std::int64_t{180} * kGridPerDegree;

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
    tables_.chunks.reserve(summary.vertices / kRunVertices + summary.rings);
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
    const std::int32_t step_x = reader_.ReadSigned();
    const std::int32_t step_y = reader_.ReadSigned();
    // Kept from overflowing before it is found to be nonsense.
    if (std::abs(std::int64_t{step_x}) > kGridReach ||
        std::abs(std::int64_t{step_y}) > kGridReach) {
      return reader_.Fail();
    }
    last_.x += step_x;
    last_.y += step_y;
    if (!IsInCountry(last_)) return reader_.Fail();
    const GridPoint first = last_;
    for (std::uint64_t left = vertices - 1; left > 0 && reader_.ok();) {
      const auto size = static_cast<std::uint8_t>(std::min<std::uint64_t>(left, kRunVertices));
      Chunk chunk{.box = {last_, last_}, .start = last_, .vertices = size};
      ReadRun(chunk);
      left -= size;
      chunk.ends_ring = left == 0;
      if (chunk.ends_ring) chunk.box.Include(first);
      box.Include(chunk.box.min);
      box.Include(chunk.box.max);
      tables_.chunks.push_back(chunk);
    }
    tables_.bounds.Include(box.min);
    tables_.bounds.Include(box.max);
  }

  void ReadRun(Chunk& chunk) {
    const std::uint8_t* widths = reader_.Take(2);
    if (widths == nullptr) return;
    chunk.widths = {widths[0], widths[1]};
    if (widths[0] > kRunWidthMax || widths[1] > kRunWidthMax) return reader_.Fail();
    const std::uint8_t* bits = reader_.Take(chunk.widths.Bytes(chunk.vertices));
    if (bits == nullptr) return;
    chunk.offset = static_cast<std::uint32_t>(bits - tables_.payload.get());
    RunDecoder decoder(bits, chunk.widths);
    for (int i = 0; i < chunk.vertices; ++i) {
      last_ = decoder.Next(last_);
      if (!IsInCountry(last_)) return reader_.Fail();
      chunk.box.Include(last_);
    }
  }

  static bool IsInCountry(GridPoint point) {
    return kCountryBox.min.x <= point.x && point.x <= kCountryBox.max.x &&
           kCountryBox.min.y <= point.y && point.y <= kCountryBox.max.y;
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
