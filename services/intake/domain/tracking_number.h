// Tracking numbers: what a citizen writes down, reads out and types in again, `7K3-M9Q-X2H`.
//
// Eight symbols carry a keyed permutation of a running sequence: unique as the sequence is, and not
// guessable from another one without the key. The ninth is a check symbol over GF(32): every single
// wrong symbol and every exchange of two symbols is noticed.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "services/intake/domain/keyed_hash.h"

namespace salur::intake {

// How many tracking numbers there are: 2^40.
inline constexpr std::uint64_t kTrackingNumbers = std::uint64_t{1} << 40;

class TrackingNumber {
 public:
  // From the stored value. OUT_OF_RANGE when it is not below kTrackingNumbers.
  static absl::StatusOr<TrackingNumber> FromValue(std::uint64_t value);

  // From what somebody typed: either case, O for 0, I and L for 1; dashes and spaces are skipped.
  // INVALID_ARGUMENT TRACKING_NUMBER_MALFORMED says what is wrong without repeating the input.
  static absl::StatusOr<TrackingNumber> Parse(std::string_view text);

  // In groups of three: `7K3-M9Q-X2H`.
  std::string ToString() const;
  std::uint64_t value() const { return value_; }
  auto operator<=>(const TrackingNumber&) const = default;

 private:
  friend class TrackingNumberSequence;
  explicit TrackingNumber(std::uint64_t value) : value_(value) {}
  std::uint64_t value_;
};

// Turns the running sequence into tracking numbers. Thread-safe; `hash` must outlive it.
class TrackingNumberSequence {
 public:
  explicit TrackingNumberSequence(const KeyedHash& hash) : hash_(hash) {}

  // A permutation of [0, kTrackingNumbers): two positions never share a number. OUT_OF_RANGE
  // TRACKING_NUMBERS_EXHAUSTED beyond.
  absl::StatusOr<TrackingNumber> At(std::uint64_t position) const;

 private:
  const KeyedHash& hash_;
};

}  // namespace salur::intake
