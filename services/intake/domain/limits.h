// Every bound on what may be filed, in one place. Lengths are Unicode characters after trimming
// unless the name says otherwise.
#pragma once

#include <cstddef>

#include <absl/time/time.h>

#include "common/base/limits.h"

namespace salur::intake {

inline constexpr std::size_t kRequestIdCharactersMax = limits::kRequestIdBytesMax;
inline constexpr std::size_t kTextCharactersMax = 20'000;
inline constexpr std::size_t kAddressCharactersMax = 500;
inline constexpr std::size_t kPartnerReporterIdCharactersMax = 128;
inline constexpr std::size_t kNameCharactersMax = 200;
inline constexpr std::size_t kPhoneDigitsMin = 6;
inline constexpr std::size_t kPhoneDigitsMax = 20;
inline constexpr std::size_t kPhoneCharactersMax = 32;
inline constexpr std::size_t kEmailCharactersMax = 254;  // RFC 5321
inline constexpr std::size_t kUnitIdCharactersMax = 128;
inline constexpr std::size_t kExternalSystemCharactersMax = 64;
inline constexpr std::size_t kExternalIdCharactersMax = 128;

inline constexpr double kAccuracyMetresMax = 100'000;

// A phone's clock may run ahead by this much.
inline constexpr absl::Duration kOccurredAheadMax = absl::Minutes(5);
inline constexpr absl::Duration kReceivedBackMax = absl::Hours(14 * 24);

}  // namespace salur::intake
