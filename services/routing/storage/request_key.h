// Under which a caller's change is remembered, so that it has its effect once.
#pragma once

#include <string>

#include <absl/status/status.h>

namespace salur::routing {

struct RequestKey {
  std::string caller;
  std::string request_id;
  std::string fingerprint;  // of the whole request; another one is another request
};

// INVALID_ARGUMENT REQUEST_ID_REUSED.
absl::Status RequestIdReused();
// ALREADY_EXISTS REQUEST_ANSWERED: the same request came first; FindAnswer has its answer.
absl::Status RequestAnswered();

}  // namespace salur::routing
