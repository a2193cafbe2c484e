// Whether two requests of one request_id say the same.
#pragma once

#include <string>

#include "services/intake/domain/complaint.h"
#include "services/intake/domain/keyed_hash.h"

namespace salur::intake {

// The whole body without request_id, as bytes: present fields only, each with its number and
// length. Two filings have the same bytes exactly when they say the same, and a field that the
// contract grows later does not change the bytes of requests without it. `filing` is normalised.
std::string CanonicalBody(const Filing& filing);

// Not secret, only always the same.
inline constexpr char kFingerprintKey[] = "salur fingerprint 1";

// What is stored beside the complaint; `hash` is keyed with kFingerprintKey.
Digest Fingerprint(const KeyedHash& hash, const Filing& filing);

}  // namespace salur::intake
