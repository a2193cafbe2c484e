#include "services/intake/domain/pin.h"

namespace salur::intake {
namespace {

constexpr std::uint64_t kPins = 1'000'000;

bool ConstantTimeEqual(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  volatile unsigned char difference = 0;  // volatile: the loop may not end early
  for (std::size_t i = 0; i < a.size(); ++i) {
    difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
  }
  return difference == 0;
}

}  // namespace

std::string PinDeriver::Derive(std::string_view complaint_id) const {
  const Digest digest = hash_.Sum(std::string("pin\n").append(complaint_id));
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < 8; ++i) number = number << 8 | digest[i];
  // 2^64 modulo a million: no PIN is more likely than another by more than 10^-13.
  std::string pin = std::to_string(number % kPins);
  return std::string(kPinDigits - pin.size(), '0') + pin;
}

bool PinDeriver::Matches(std::string_view complaint_id, std::string_view pin) const {
  return ConstantTimeEqual(Derive(complaint_id), pin);
}

std::optional<std::string> NormalisePin(std::string_view typed) {
  std::string digits;
  for (const char c : typed) {
    if (c == ' ' || c == '-' || c == '\t') continue;
    if (c < '0' || c > '9' || digits.size() == kPinDigits) return std::nullopt;
    digits += c;
  }
  if (digits.size() != kPinDigits) return std::nullopt;
  return digits;
}

PinVerdict JudgePin(const PinGuard& guard, bool pin_matches, absl::Time now) {
  if (now < guard.locked_until) return {false, guard};
  if (pin_matches) return {true, PinGuard{}};
  const bool lock_is_over = guard.wrong_pins >= kWrongPinsMax;
  PinGuard next{(lock_is_over ? 0 : guard.wrong_pins) + 1, absl::InfinitePast()};
  if (next.wrong_pins >= kWrongPinsMax) next.locked_until = now + kPinLockTime;
  return {false, next};
}

}  // namespace salur::intake
