// google.protobuf.Timestamp and absl::Time.
#pragma once

#include <google/protobuf/timestamp.pb.h>

#include <absl/time/time.h>

namespace salur {

inline void SetTimestamp(absl::Time time, google::protobuf::Timestamp* timestamp) {
  const auto seconds = absl::ToUnixSeconds(time);
  timestamp->set_seconds(seconds);
  timestamp->set_nanos(
      static_cast<int>((time - absl::FromUnixSeconds(seconds)) / absl::Nanoseconds(1)));
}

inline absl::Time FromTimestamp(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

// Whether it lies within years 1 to 9999 with nanoseconds below one second, as the type asks.
inline bool IsValidTimestamp(const google::protobuf::Timestamp& timestamp) {
  constexpr std::int64_t kMin = -62135596800;
  constexpr std::int64_t kMax = 253402300799;
  return timestamp.seconds() >= kMin && timestamp.seconds() <= kMax && timestamp.nanos() >= 0 &&
         timestamp.nanos() < 1'000'000'000;
}

}  // namespace salur
