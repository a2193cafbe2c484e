#include "services/intake/domain/tracking_number.h"

#include <array>

#include "common/base/errors.h"
#include "services/intake/domain/base32.h"

namespace salur::intake {
namespace {

constexpr int kDataSymbols = 8;
constexpr int kAllSymbols = kDataSymbols + 1;
constexpr int kGroup = 3;
constexpr std::uint64_t kHalfMask = (1U << 20) - 1;
// Luby-Rackoff needs four rounds; NIST SP 800-38G uses ten because small halves weaken each round.
constexpr int kRounds = 10;

using Symbols = std::array<std::uint8_t, kAllSymbols>;

// GF(32) modulo x^5 + x^2 + 1, in which 2 generates all 31 elements that are not zero.
std::uint8_t TimesGenerator(std::uint8_t value) {
  const unsigned doubled = static_cast<unsigned>(value) << 1;
  return static_cast<std::uint8_t>((doubled & 32U) != 0 ? (doubled ^ 0x25U) : doubled);
}

// Horner's scheme: symbol i has the weight 2^(8-i), and all nine weights differ. So a single wrong
// symbol, and the exchange of any two, change the sum; a good number has the sum 0.
std::uint8_t CheckSum(const Symbols& symbols) {
  std::uint8_t sum = 0;
  for (const std::uint8_t symbol : symbols) sum = TimesGenerator(sum) ^ symbol;
  return sum;
}

Symbols ToSymbols(std::uint64_t value) {
  Symbols symbols{};
  for (int i = kDataSymbols - 1; i >= 0; --i, value >>= 5) {
    symbols[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(value & 31U);
  }
  symbols[kDataSymbols] = CheckSum(symbols);  // its own weight is 1
  return symbols;
}

std::uint64_t ToValue(const Symbols& symbols) {
  std::uint64_t value = 0;
  for (int i = 0; i < kDataSymbols; ++i) value = value << 5 | symbols[static_cast<std::size_t>(i)];
  return value;
}

absl::Status Malformed(std::string_view what) {
  return MakeError(absl::StatusCode::kInvalidArgument, "TRACKING_NUMBER_MALFORMED", what);
}

std::uint64_t RoundValue(const KeyedHash& hash, int round, std::uint64_t half) {
  const std::array<char, 5> message = {'t', static_cast<char>(round), static_cast<char>(half >> 16),
                                       static_cast<char>(half >> 8), static_cast<char>(half)};
  const Digest digest = hash.Sum({message.data(), message.size()});
  return (std::uint64_t{digest[0]} << 16 | std::uint64_t{digest[1]} << 8 | digest[2]) & kHalfMask;
}

}  // namespace

absl::StatusOr<TrackingNumber> TrackingNumber::FromValue(std::uint64_t value) {
  if (value >= kTrackingNumbers) return absl::OutOfRangeError("not a tracking number's value");
  return TrackingNumber(value);
}

absl::StatusOr<TrackingNumber> TrackingNumber::Parse(std::string_view text) {
  Symbols symbols{};
  int count = 0;
  for (const char c : text) {
    if (c == '-' || c == ' ' || c == '\t') continue;
    if (count == kAllSymbols) {
      return Malformed("a tracking number has 9 letters and digits; this one has more");
    }
    const auto value = Base32Value(c);
    if (!value.has_value()) {
      return Malformed("the character at place " + std::to_string(count + 1) +
                       " is never part of a tracking number (digits, and letters without U)");
    }
    symbols[static_cast<std::size_t>(count++)] = *value;
  }
  if (count < kAllSymbols) {
    return Malformed("a tracking number has 9 letters and digits; this one has " +
                     std::to_string(count));
  }
  if (CheckSum(symbols) != 0) {
    return Malformed(
        "the check character does not fit: a character is wrong, or two are exchanged");
  }
  return TrackingNumber(ToValue(symbols));
}

std::string TrackingNumber::ToString() const {
  std::string text;
  const Symbols symbols = ToSymbols(value_);
  for (int i = 0; i < kAllSymbols; ++i) {
    if (i > 0 && i % kGroup == 0) text += '-';
    text += Base32Symbol(symbols[static_cast<std::size_t>(i)]);
  }
  return text;
}

absl::StatusOr<TrackingNumber> TrackingNumberSequence::At(std::uint64_t position) const {
  if (position >= kTrackingNumbers) {
    return MakeError(absl::StatusCode::kOutOfRange, "TRACKING_NUMBERS_EXHAUSTED",
                     "every tracking number has been given out");
  }
  std::uint64_t left = position >> 20;
  std::uint64_t right = position & kHalfMask;
  for (int round = 0; round < kRounds; ++round) {
    const std::uint64_t mixed = left ^ RoundValue(hash_, round, right);
    left = right;
    right = mixed;
  }
  return TrackingNumber(left << 20 | right);
}

}  // namespace salur::intake
