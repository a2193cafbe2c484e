#include "services/routing/domain/masking.h"

#include <cstddef>

namespace salur::routing {
namespace {

constexpr std::size_t kIdentityDigits = 16;
constexpr std::size_t kPhoneDigitsMin = 9;
constexpr std::size_t kPhoneDigitsMax = 15;
constexpr std::size_t kLocalPartMax = 64;  // RFC 5321; keeps the search linear

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsWord(char c) { return IsDigit(c) || IsLetter(c); }
bool IsLocalPart(char c) {
  return IsWord(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
}
bool IsDomain(char c) { return IsWord(c) || c == '.' || c == '-'; }
bool IsSeparator(char c) { return c == ' ' || c == '-' || c == '.'; }

// The length of the e-mail address at the start of `text`; 0 when there is none.
std::size_t AddressLength(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size() && at <= kLocalPartMax && IsLocalPart(text[at])) ++at;
  if (at == 0 || at == text.size() || text[at] != '@') return 0;
  std::size_t end = at + 1;
  while (end < text.size() && IsDomain(text[end])) ++end;
  while (end > at + 1 && !IsWord(text[end - 1])) --end;  // the full stop after it
  const std::size_t dot = text.substr(0, end).rfind('.');
  const bool has_top_level = dot != std::string_view::npos && dot > at + 1 && end - dot > 2;
  return has_top_level ? end : 0;
}

struct DigitRun {
  std::string digits;
  std::size_t length = 0;  // in the text, separators included
  bool international = false;
  bool one_kind_of_separator = true;
};

// Digits with single separators between them, with "+" or "(" before and ")" inside.
DigitRun ReadDigits(std::string_view text) {
  DigitRun run;
  std::size_t i = 0;
  if (text[0] == '+') run.international = true;
  if (text[0] == '+' || text[0] == '(') ++i;
  const bool bracket = text[0] == '(';
  char separator = '\0';
  while (i < text.size()) {
    if (IsDigit(text[i])) {
      run.digits += text[i++];
      run.length = i;
      continue;
    }
    std::size_t next = i;
    if (bracket && text[next] == ')') ++next;
    const char found = next < text.size() && IsSeparator(text[next]) ? text[next++] : '\0';
    if (next == i || next == text.size() || !IsDigit(text[next])) break;
    if (found != '\0' && separator != '\0' && found != separator && !bracket) {
      run.one_kind_of_separator = false;
    }
    if (found != '\0') separator = found;
    i = next;
  }
  return run;
}

bool IsPersonal(const DigitRun& run) {
  if (run.digits.size() == kIdentityDigits) return true;
  if (run.digits.size() < kPhoneDigitsMin || run.digits.size() > kPhoneDigitsMax) return false;
  if (run.international) return true;
  // A date with a time has two kinds of separators; a telephone number has one.
  if (!run.one_kind_of_separator) return false;
  return run.digits[0] == '0' || run.digits.rfind("628", 0) == 0;
}

}  // namespace

std::string Mask(std::string_view text) {
  std::string masked;
  masked.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const bool starts = i == 0 || !IsWord(text[i - 1]);
    if (starts) {
      std::size_t length = IsLocalPart(text[i]) ? AddressLength(text.substr(i)) : 0;
      if (length == 0 && (IsDigit(text[i]) || text[i] == '+' || text[i] == '(')) {
        const DigitRun run = ReadDigits(text.substr(i));
        if (IsPersonal(run)) {
          length = run.length;
        } else if (IsDigit(text[i])) {
          // Nothing inside this run is judged again: its tail is not a number of its own.
          masked += text.substr(i, run.length);
          i += run.length;
          continue;
        }
      }
      if (length > 0) {
        masked += kMasked;
        i += length;
        continue;
      }
    }
    masked += text[i++];
  }
  return masked;
}

}  // namespace salur::routing
