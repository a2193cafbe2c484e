// Bounds how much is done in a second of real time.
#pragma once

#include <algorithm>

#include <absl/time/time.h>

namespace salur::escalation {

// A token bucket that holds at most one second's worth. Not thread-safe.
class RateLimit {
 public:
  RateLimit(double per_second, absl::Time real_now)
      : per_second_(std::max(1.0, per_second)), tokens_(per_second_), filled_(real_now) {}

  // How many of `wanted` may be done now. Give back with Return what was not done.
  int Take(int wanted, absl::Time real_now) {
    // A clock that was set back fills nothing; it must not empty the bucket either.
    const double seconds = std::max(0.0, absl::ToDoubleSeconds(real_now - filled_));
    tokens_ = std::min(per_second_, tokens_ + seconds * per_second_);
    filled_ = real_now;
    const int taken = std::min(wanted, static_cast<int>(tokens_));
    tokens_ -= taken;
    return taken;
  }
  void Return(int unused) { tokens_ += unused; }

  // Until one more may be done.
  absl::Duration Wait() const { return absl::Seconds(std::max(0.0, 1.0 - tokens_) / per_second_); }

 private:
  const double per_second_;
  double tokens_;
  absl::Time filled_;
};

}  // namespace salur::escalation
