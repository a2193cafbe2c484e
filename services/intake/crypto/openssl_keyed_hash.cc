#include "services/intake/crypto/openssl_keyed_hash.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstdlib>

namespace salur::intake {

Digest OpenSslKeyedHash::Sum(std::string_view message) const {
  Digest digest{};
  unsigned int length = 0;
  const unsigned char* result = HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()),
                                     reinterpret_cast<const unsigned char*>(message.data()),
                                     message.size(), digest.data(), &length);
  // Only a broken installation of OpenSSL comes here; a predictable PIN would be worse than no
  // service.
  if (result == nullptr || length != digest.size()) std::abort();
  return digest;
}

}  // namespace salur::intake
