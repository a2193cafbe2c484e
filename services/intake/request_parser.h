// Reads a request from the wire and can say which text is not UTF-8.
//
// A protobuf parser refuses a message with broken UTF-8 as a whole and gRPC then answers without a
// word (UNIMPLEMENTED from callback handlers, INTERNAL from others), and the partner never learns
// which of its texts was broken.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <google/protobuf/message.h>

#include "common/base/errors.h"

namespace salur::intake {

// Parses `bytes` into `message`. Broken texts are replaced by "?" and reported, so that the rest
// can still be checked and every violation listed at once. INVALID_ARGUMENT MALFORMED_REQUEST when
// it is no message of this kind at all.
absl::Status ParseRequest(std::string_view bytes, google::protobuf::Message& message,
                          std::vector<FieldViolation>& broken_texts);

}  // namespace salur::intake
