#include "services/routing/boundaries/run.h"

#include <algorithm>

namespace salur::routing::boundaries {

void AppendRun(std::span<const GridPoint> vertices, GridPoint before, std::string& bytes) {
  std::uint32_t all_x = 0;
  std::uint32_t all_y = 0;
  GridPoint last = before;
  for (const GridPoint vertex : vertices) {
    all_x |= Fold(vertex.x - last.x);
    all_y |= Fold(vertex.y - last.y);
    last = vertex;
  }
  const RunWidths widths{static_cast<std::uint8_t>(std::bit_width(all_x)),
                         static_cast<std::uint8_t>(std::bit_width(all_y))};
  bytes += static_cast<char>(widths.x);
  bytes += static_cast<char>(widths.y);

  std::uint64_t word = 0;  // bits that are not in `bytes` yet
  int bits = 0;            // how many
  const auto append = [&](std::uint32_t folded, int width) {
    word |= std::uint64_t{folded} << bits;
    for (bits += width; bits >= 8; bits -= 8) {
      bytes += static_cast<char>(word);
      word >>= 8;
    }
  };
  last = before;
  for (const GridPoint vertex : vertices) {
    append(Fold(vertex.x - last.x), widths.x);
    append(Fold(vertex.y - last.y), widths.y);
    last = vertex;
  }
  if (bits > 0) bytes += static_cast<char>(word);
}

}  // namespace salur::routing::boundaries
