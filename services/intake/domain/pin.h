// The PIN beside a tracking number: six digits derived from the complaint's id under a key, so that
// a repeated request gets the same answer and nothing secret is stored.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <absl/time/time.h>

#include "services/intake/domain/keyed_hash.h"

namespace salur::intake {

inline constexpr int kPinDigits = 6;
// After so many wrong PINs in a row a complaint cannot be tracked for kPinLockTime, not even with
// the right one: 960 guesses a day among a million.
inline constexpr int kWrongPinsMax = 10;
inline constexpr absl::Duration kPinLockTime = absl::Minutes(15);

// Derives and compares PINs. Thread-safe; `hash` must outlive it.
class PinDeriver {
 public:
  explicit PinDeriver(const KeyedHash& hash) : hash_(hash) {}

  std::string Derive(std::string_view complaint_id) const;

  // Takes the same time whichever digits differ.
  bool Matches(std::string_view complaint_id, std::string_view pin) const;

 private:
  const KeyedHash& hash_;
};

// The six digits of a PIN as people type it (spaces and dashes skipped), or nothing when it is not
// six digits.
std::optional<std::string> NormalisePin(std::string_view typed);

// The wrong PINs of one complaint.
struct PinGuard {
  int wrong_pins = 0;
  absl::Time locked_until = absl::InfinitePast();
  bool operator==(const PinGuard&) const = default;
};

struct PinVerdict {
  bool granted = false;
  PinGuard guard;  // what to store when it differs from the old one
};

// Judges one attempt. While locked nothing is granted or counted; the tenth wrong PIN locks; the
// right PIN, and the end of a lock, start counting anew.
PinVerdict JudgePin(const PinGuard& guard, bool pin_matches, absl::Time now);

}  // namespace salur::intake
