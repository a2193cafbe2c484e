// KeyedHash on OpenSSL.
#pragma once

#include <string>

#include "services/intake/domain/keyed_hash.h"

namespace salur::intake {

// Thread-safe: holds nothing but the key.
class OpenSslKeyedHash final : public KeyedHash {
 public:
  explicit OpenSslKeyedHash(std::string key) : key_(std::move(key)) {}
  Digest Sum(std::string_view message) const override;

 private:
  const std::string key_;
};

}  // namespace salur::intake
