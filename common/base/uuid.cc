#include "common/base/uuid.h"

#include <array>
#include <cstdint>
#include <cstdio>
#include <random>

namespace salur {

std::string NewUuid(absl::Time now) {
  thread_local std::random_device random;
  const auto milliseconds = static_cast<std::uint64_t>(absl::ToUnixMillis(now));
  const std::uint64_t high = (milliseconds << 16U) | 0x7000U | (random() & 0x0fffU);
  const std::uint64_t low =
      (0x8000000000000000U | (static_cast<std::uint64_t>(random()) << 32U) | random()) &
      0xbfffffffffffffffU;
  std::array<char, 37> text{};
  std::snprintf(text.data(), text.size(), "%08x-%04x-%04x-%04x-%012llx",
                static_cast<unsigned>(high >> 32U), static_cast<unsigned>((high >> 16U) & 0xffffU),
                static_cast<unsigned>(high & 0xffffU), static_cast<unsigned>(low >> 48U),
                static_cast<unsigned long long>(low & 0xffffffffffffU));
  return text.data();
}

bool IsUuid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    const bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (dash ? c != '-' : !hex) return false;
  }
  return true;
}

}  // namespace salur
