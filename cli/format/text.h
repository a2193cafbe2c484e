// Text on a terminal: widths in columns, wrapping and shortening of UTF-8, and making text that
// strangers wrote safe to print.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace salur::cli {

// Columns that a UTF-8 text takes: combining marks take none, East Asian wide characters two.
std::size_t DisplayWidth(std::string_view text);

// Position of the first byte that is not well-formed UTF-8, or npos.
std::size_t FindBrokenUtf8(std::string_view text);

// The text without anything that could steer a terminal: control characters (line breaks and tabs
// stay when `keep_lines`, else become spaces), direction overrides; broken bytes become U+FFFD.
std::string Printable(std::string_view text, bool keep_lines = false);

// At most `columns` wide, ending in "…" when something was cut.
std::string Shorten(std::string_view text, std::size_t columns);

// Lines of at most `columns`, broken at spaces; longer words stand alone on their line. Line breaks
// of the text are kept. Never empty.
std::vector<std::string> Wrap(std::string_view text, std::size_t columns);

// Wrapped text with every line after `indent` spaces and a line break at its end.
std::string Indented(std::string_view text, std::size_t indent, std::size_t columns);

// Followed by spaces up to `columns`.
std::string PadRight(std::string_view text, std::size_t columns);

// A unit as people write it, "Kecamatan Gambir (31.71.01)"; either part may be empty.
std::string UnitText(std::string_view name, std::string_view unit_id);

// 91599 as "91,599".
std::string Grouped(long long number);

}  // namespace salur::cli
