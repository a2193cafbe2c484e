#include "services/routing/fingerprint.h"

#include <openssl/sha.h>

#include <array>

namespace salur::routing {

std::string Fingerprint(std::string_view bytes) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest;
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string text;
  for (const unsigned char byte : digest) {
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

}  // namespace salur::routing
