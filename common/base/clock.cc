#include "common/base/clock.h"

namespace salur {
namespace {

// PostgreSQL keeps microseconds; a time that loses digits on its way through it would not equal
// itself afterwards.
absl::Time ToMicroseconds(absl::Time time) {
  return absl::FromUnixMicros(absl::ToUnixMicros(time));
}

}  // namespace

absl::Time SystemClock::Now() const { return ToMicroseconds(absl::Now()); }

absl::Time ScaledClock::Now() const {
  const absl::Duration real = absl::Now() - options_.real_start;
  return ToMicroseconds(options_.scaled_start + real * options_.rate);
}

}  // namespace salur
