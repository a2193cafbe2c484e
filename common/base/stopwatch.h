// Real elapsed time, for metrics, back-off and intervals of loops; never for facts.
#pragma once

#include <chrono>

#include <absl/time/time.h>

namespace salur {

class Stopwatch {
 public:
  absl::Duration Elapsed() const { return absl::FromChrono(Steady::now() - start_); }
  void Restart() { start_ = Steady::now(); }

 private:
  using Steady = std::chrono::steady_clock;
  Steady::time_point start_ = Steady::now();
};

}  // namespace salur
