// Personal data does not belong into what officers write, because that is shown and passed on.
#pragma once

#include <string>
#include <string_view>

namespace salur::routing {

inline constexpr std::string_view kMasked = "[disamarkan]";

// The text with e-mail addresses, telephone numbers and 16-digit identity numbers (NIK, KK)
// replaced by kMasked. Errs on the side of masking; dates, sums and region codes stay.
std::string Mask(std::string_view text);

}  // namespace salur::routing
