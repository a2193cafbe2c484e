// Identifiers of complaints and tickets.
#pragma once

#include <string>
#include <string_view>

#include <absl/time/time.h>

namespace salur {

// A UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds of `now`, 74 random bits, so that
// new rows go to the end of an index. Lower case, 36 characters. Thread-safe.
std::string NewUuid(absl::Time now);

// Whether `text` is a UUID of any version in lower case with dashes.
bool IsUuid(std::string_view text);

}  // namespace salur
