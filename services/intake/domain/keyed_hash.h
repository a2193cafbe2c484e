// The one cryptographic primitive that the domain needs. Its implementation stands outside, in
// services/intake/crypto.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace salur::intake {

using Digest = std::array<std::uint8_t, 32>;

// HMAC-SHA-256 under a key that the object holds. Thread-safe.
class KeyedHash {
 public:
  virtual ~KeyedHash() = default;
  virtual Digest Sum(std::string_view message) const = 0;
};

}  // namespace salur::intake
