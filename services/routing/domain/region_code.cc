#include "services/routing/domain/region_code.h"

#include <array>
#include <cstddef>

namespace salur::routing {
namespace {

struct Part {
  std::size_t offset;  // of its first digit in the text
  std::size_t digits;
  int shift;  // of its bits in the packed form
  Level level;
};

constexpr std::array<Part, 4> kParts = {{{0, 2, 32, Level::kProvinsi},
                                         {3, 2, 24, Level::kKabkota},
                                         {6, 2, 16, Level::kKecamatan},
                                         {9, 4, 0, Level::kKelurahanDesa}}};

constexpr std::uint64_t kPackedEnd = std::uint64_t{1} << 40;

constexpr int LowestShift(Level level) {
  switch (level) {
    case Level::kKelurahanDesa:
      return 0;
    case Level::kKecamatan:
      return 16;
    case Level::kKabkota:
      return 24;
    case Level::kProvinsi:
      return 32;
    case Level::kNational:
      break;
  }
  return 40;
}

constexpr std::uint64_t KeepAbove(std::uint64_t packed, int shift) {
  return packed >> shift << shift;
}

}  // namespace

std::optional<RegionCode> RegionCode::Parse(std::string_view text) {
  std::uint64_t packed = 0;
  for (const Part& part : kParts) {
    if (text.size() < part.offset + part.digits) return std::nullopt;
    if (part.offset > 0 && text[part.offset - 1] != '.') return std::nullopt;
    std::uint64_t number = 0;
    for (std::size_t i = part.offset; i < part.offset + part.digits; ++i) {
      if (text[i] < '0' || text[i] > '9') return std::nullopt;
      number = number * 10 + static_cast<std::uint64_t>(text[i] - '0');
    }
    packed |= (number + 1) << part.shift;
    if (text.size() == part.offset + part.digits) return RegionCode(packed);
  }
  return std::nullopt;
}

Level RegionCode::level() const {
  for (auto part = kParts.rbegin(); part != kParts.rend(); ++part) {
    const std::uint64_t mask = part->digits == 4 ? 0xFFFF : 0xFF;
    if ((packed_ >> part->shift & mask) != 0) return part->level;
  }
  return Level::kNational;
}

RegionCode RegionCode::Parent() const {
  const Level own = level();
  return own == Level::kNational ? *this : AncestorAt(LevelAbove(own));
}

RegionCode RegionCode::AncestorAt(Level level) const {
  return RegionCode(KeepAbove(packed_, LowestShift(level)));
}

bool RegionCode::IsWithin(RegionCode region) const {
  return KeepAbove(packed_, LowestShift(region.level())) == region.packed_;
}

std::uint64_t RegionCode::RangeEnd() const {
  if (IsNation()) return kPackedEnd;
  return packed_ + (std::uint64_t{1} << LowestShift(level()));
}

std::string RegionCode::ToString() const {
  if (IsNation()) return "ID";
  std::string text;
  for (const Part& part : kParts) {
    const std::uint64_t mask = part.digits == 4 ? 0xFFFF : 0xFF;
    std::uint64_t number = packed_ >> part.shift & mask;
    if (number == 0) break;
    number -= 1;
    if (!text.empty()) text += '.';
    const std::size_t start = text.size();
    text.resize(start + part.digits);
    for (std::size_t i = part.digits; i-- > 0; number /= 10) {
      text[start + i] = static_cast<char>('0' + number % 10);
    }
  }
  return text;
}

}  // namespace salur::routing
