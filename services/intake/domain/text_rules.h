// What counts as text: UTF-8, characters, control characters, white space at the ends.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace salur::intake {

// Strict (RFC 3629): no overlong forms, no surrogates, nothing above U+10FFFF.
bool IsValidUtf8(std::string_view text);

// Unicode characters (code points) of valid UTF-8.
std::size_t CountCharacters(std::string_view text);

// The first control character that no text may hold, as "U+0007": all of C0 except tab and new
// line, U+007F, and C1. `text` is valid UTF-8.
std::optional<std::string> FindControlCharacter(std::string_view text);

// Carriage returns become new lines (CR LF one of them); white space at both ends goes, the
// invisible kinds of Unicode included. `text` is valid UTF-8.
std::string NormaliseText(std::string_view text);

// Only letters, digits and ". _ : -" of ASCII, at least one.
bool IsPlainIdentifier(std::string_view text);

}  // namespace salur::intake
