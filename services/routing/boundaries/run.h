// Runs of vertices, bit-packed: up to kRunVertices steps from one vertex to the next, all x of a
// run in the same number of bits, all y too. Decoding takes no branch that depends on the numbers.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

#include "services/routing/boundaries/geometry.h"
#include "services/routing/boundaries/varint.h"

namespace salur::routing::boundaries {

// Measured over 16 to 64: docs/boundaries.md.
inline constexpr std::size_t kRunVertices = 32;
// Two of them, and the seven bits before, fit one read of 64 bits; a step across the country needs
// 24.
inline constexpr int kRunWidthMax = 28;
// Bytes behind the last run that a decoder may read, whatever they are.
inline constexpr std::size_t kRunPadding = sizeof(std::uint64_t);

// Bits of each x and each y of a run.
struct RunWidths {
  std::uint8_t x = 0;
  std::uint8_t y = 0;

  std::size_t Bytes(std::size_t vertices) const {
    return (vertices * (static_cast<std::size_t>(x) + y) + 7) / 8;
  }
};

// The run as it stands in a file: a byte for each width, then the folded steps, x before y, from
// the lowest bit of the first byte upwards, the last byte filled up with zeros.
// Precondition: no more than kRunVertices of them; `before` is the vertex before the first.
void AppendRun(std::span<const GridPoint> vertices, GridPoint before, std::string& bytes);

class RunDecoder {
 public:
  // `bits` is what follows the widths.
  RunDecoder(const std::uint8_t* bits, RunWidths widths)
      : bits_(bits),
        widths_(widths),
        mask_x_((1U << widths.x) - 1),
        mask_y_((1U << widths.y) - 1) {}

  GridPoint Next(GridPoint last) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t word;
    std::memcpy(&word, bits_ + position_ / 8, sizeof(word));
    word >>= position_ % 8;
    position_ += static_cast<std::size_t>(widths_.x) + widths_.y;
    last.x += Unfold(static_cast<std::uint32_t>(word) & mask_x_);
    last.y += Unfold(static_cast<std::uint32_t>(word >> widths_.x) & mask_y_);
    return last;
  }

 private:
  const std::uint8_t* bits_;
  std::size_t position_ = 0;
  RunWidths widths_;
  std::uint32_t mask_x_;
  std::uint32_t mask_y_;
};

}  // namespace salur::routing::boundaries
