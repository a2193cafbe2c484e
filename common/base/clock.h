// The time that facts carry. Read once at the edge of an operation and passed on as an argument.
#pragma once

#include <absl/time/time.h>

namespace salur {

// The injected clock. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual absl::Time Now() const = 0;
  // How many seconds of this clock pass in one real second; 1 in production.
  virtual double Rate() const { return 1.0; }
};

// Real time, UTC.
class SystemClock final : public Clock {
 public:
  absl::Time Now() const override;
};

// Development only: `rate` scaled seconds pass in a real one, starting at `scaled_start` when the
// real clock showed `real_start`. Two processes with the same three values show the same time.
class ScaledClock final : public Clock {
 public:
  struct Options {
    double rate = 1.0;
    absl::Time real_start;
    absl::Time scaled_start;
  };
  explicit ScaledClock(Options options) : options_(options) {}
  absl::Time Now() const override;
  double Rate() const override { return options_.rate; }

 private:
  const Options options_;
};

}  // namespace salur
