// Whole numbers in as few bytes as they need: seven bits a byte, lowest first, the top bit set on
// all but the last. Signed ones are folded first (0, -1, 1, -2, ...), so that small ones stay
// short.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace salur::routing::boundaries {

constexpr std::uint32_t Fold(std::int32_t value) {
  return (static_cast<std::uint32_t>(value) << 1) ^ static_cast<std::uint32_t>(value >> 31);
}

constexpr std::int32_t Unfold(std::uint32_t folded) {
  return static_cast<std::int32_t>(folded >> 1) ^ -static_cast<std::int32_t>(folded & 1);
}

inline void AppendVarint(std::uint64_t value, std::string& bytes) {
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  bytes += static_cast<char>(value);
}

inline void AppendSigned(std::int32_t value, std::string& bytes) {
  AppendVarint(Fold(value), bytes);
}

// Reads bytes that may be anything. Once something is wrong, everything reads as 0 and ok() is
// false.
class VarintReader {
 public:
  VarintReader(const std::uint8_t* next, const std::uint8_t* end) : next_(next), end_(end) {}

  std::uint64_t Read() {
    std::uint64_t value = 0;
    for (int shift = 0; shift < 64 && next_ != end_; shift += 7) {
      const std::uint8_t byte = *next_++;
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    Fail();
    return 0;
  }

  std::int32_t ReadSigned() {
    const std::uint64_t folded = Read();
    if (folded > 0xFFFFFFFF) Fail();
    return Unfold(static_cast<std::uint32_t>(folded));
  }

  // The next bytes as they are; nullptr when there are not so many.
  const std::uint8_t* Take(std::size_t size) {
    if (static_cast<std::size_t>(end_ - next_) < size) {
      Fail();
      return nullptr;
    }
    const std::uint8_t* taken = next_;
    next_ += size;
    return taken;
  }

  void Fail() {
    ok_ = false;
    next_ = end_;
  }
  bool ok() const { return ok_; }
  bool AtEnd() const { return next_ == end_; }

 private:
  const std::uint8_t* next_;
  const std::uint8_t* end_;
  bool ok_ = true;
};

}  // namespace salur::routing::boundaries
