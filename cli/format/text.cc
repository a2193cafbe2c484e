#include "cli/format/text.h"

#include <array>
#include <cstdint>
#include <sstream>

namespace salur::cli {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kEllipsis = "\xE2\x80\xA6";

struct Range {
  char32_t first;
  char32_t last;
};

constexpr std::array kNoWidth = {Range{0x0300, 0x036F}, Range{0x200B, 0x200F},
                                 Range{0x20D0, 0x20FF}, Range{0xFE00, 0xFE0F},
                                 Range{0xFEFF, 0xFEFF}};
constexpr std::array kWide = {
    Range{0x1100, 0x115F},   Range{0x2E80, 0xA4CF},  Range{0xAC00, 0xD7A3}, Range{0xF900, 0xFAFF},
    Range{0xFE30, 0xFE6F},   Range{0xFF00, 0xFF60},  Range{0xFFE0, 0xFFE6}, Range{0x1F300, 0x1F64F},
    Range{0x1F680, 0x1F6FF}, Range{0x1F900, 0x1FAFF}};
// Control characters, direction marks and overrides.
constexpr std::array kSteering = {Range{0x00, 0x1F}, Range{0x7F, 0x9F}, Range{0x200E, 0x200F},
                                  Range{0x2028, 0x202E}, Range{0x2066, 0x2069}};

template <std::size_t size>
bool In(const std::array<Range, size>& ranges, char32_t point) {
  for (const Range& range : ranges) {
    if (point >= range.first && point <= range.last) return true;
  }
  return false;
}

struct CodePoint {
  char32_t value = 0;
  // Bytes it takes; 0 when the bytes are no well-formed UTF-8.
  std::size_t length = 0;
};

std::uint8_t ByteAt(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

CodePoint Decode(std::string_view text, std::size_t at) {
  const std::uint8_t lead = ByteAt(text, at);
  if (lead < 0x80) return {lead, 1};
  std::size_t length = 0;
  char32_t value = 0;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
    value = lead & 0x1FU;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    value = lead & 0x0FU;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    value = lead & 0x07U;
  } else {
    return {};
  }
  if (at + length > text.size()) return {};
  for (std::size_t i = 1; i < length; ++i) {
    const std::uint8_t byte = ByteAt(text, at + i);
    if ((byte & 0xC0U) != 0x80U) return {};
    value = (value << 6U) | (byte & 0x3FU);
  }
  const bool overlong = (length == 3 && value < 0x800) || (length == 4 && value < 0x10000);
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (overlong || surrogate || value > 0x10FFFF) return {};
  return {value, length};
}

std::size_t WidthOf(char32_t point) {
  if (In(kNoWidth, point)) return 0;
  return In(kWide, point) ? 2 : 1;
}

}  // namespace

std::size_t DisplayWidth(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = Decode(text, at);
    width += point.length == 0 ? 1 : WidthOf(point.value);
    at += point.length == 0 ? 1 : point.length;
  }
  return width;
}

std::size_t FindBrokenUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = Decode(text, at);
    if (point.length == 0) return at;
    at += point.length;
  }
  return std::string_view::npos;
}

std::string Printable(std::string_view text, bool keep_lines) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = Decode(text, at);
    if (point.length == 0) {
      result += kReplacement;
      ++at;
      continue;
    }
    if (point.value == '\n' || point.value == '\t') {
      result += keep_lines ? static_cast<char>(point.value) : ' ';
    } else if (point.value == '\r' || !In(kSteering, point.value)) {
      if (point.value != '\r') result += text.substr(at, point.length);
    } else {
      result += kReplacement;
    }
    at += point.length;
  }
  return result;
}

std::string Shorten(std::string_view text, std::size_t columns) {
  if (DisplayWidth(text) <= columns) return std::string(text);
  if (columns == 0) return {};
  std::size_t width = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const CodePoint point = Decode(text, at);
    const std::size_t step = point.length == 0 ? 1 : WidthOf(point.value);
    if (width + step > columns - 1) break;
    width += step;
    at += point.length == 0 ? 1 : point.length;
  }
  std::string result(text.substr(0, at));
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result + std::string(kEllipsis);
}

std::vector<std::string> Wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin <= text.size()) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) end = text.size();
    std::istringstream words{std::string(text.substr(begin, end - begin))};
    std::string line;
    for (std::string word; words >> word;) {
      const bool fits = DisplayWidth(line) + 1 + DisplayWidth(word) <= columns;
      if (line.empty()) {
        line = word;
      } else if (fits) {
        line += ' ' + word;
      } else {
        lines.push_back(line);
        line = word;
      }
    }
    lines.push_back(line);
    begin = end + 1;
  }
  while (lines.size() > 1 && lines.back().empty()) lines.pop_back();
  return lines;
}

std::string Indented(std::string_view text, std::size_t indent, std::size_t columns) {
  std::string result;
  const std::size_t room = columns > indent + 20 ? columns - indent : 20;
  for (const std::string& line : Wrap(text, room)) {
    result += std::string(line.empty() ? 0 : indent, ' ') + line + '\n';
  }
  return result;
}

std::string PadRight(std::string_view text, std::size_t columns) {
  const std::size_t width = DisplayWidth(text);
  return std::string(text) + std::string(width < columns ? columns - width : 0, ' ');
}

std::string UnitText(std::string_view name, std::string_view unit_id) {
  if (unit_id.empty()) return std::string(name);
  if (name.empty()) return std::string(unit_id);
  return std::string(name) + " (" + std::string(unit_id) + ")";
}

std::string Grouped(long long number) {
  std::string digits = std::to_string(number);
  const std::size_t first = digits.front() == '-' ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, 1, ',');
  }
  return digits;
}

}  // namespace salur::cli
