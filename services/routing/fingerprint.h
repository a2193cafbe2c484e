// Tells whether two requests are the same without keeping what they say.
#pragma once

#include <string>
#include <string_view>

namespace salur::routing {

// SHA-256 in hexadecimal digits.
std::string Fingerprint(std::string_view bytes);

}  // namespace salur::routing
