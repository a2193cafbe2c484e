// One method of a fake service.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "common/base/errors.h"

namespace salur::cli {

// google.rpc.Status in the trailer, as the services send it.
grpc::Status Refusal(grpc::StatusCode code, const std::string& reason, const std::string& message,
                     const std::vector<FieldViolation>& violations = {});

// Held while a fake serves, and for a moment before and after each run of the command line: gRPC
// orders the two as well, but ThreadSanitizer does not see how.
inline std::mutex& Handover() {
  static std::mutex mutex;
  return mutex;
}

// What came in.
struct Calls {
  // Values of salur-dev-caller in the order of the calls, "" where there was none.
  std::vector<std::string> callers;

  void Add(std::string caller) {
    const std::lock_guard lock(Handover());
    callers.push_back(std::move(caller));
  }
};

// One method: its last request, its answer, and how it ends.
template <typename Request, typename Response>
struct Method {
  Request request;
  Response response;
  grpc::Status status;
  int calls = 0;

  grpc::Status Serve(const Request& asked, Response* answer) {
    const std::lock_guard lock(Handover());
    request = asked;
    ++calls;
    if (status.ok()) *answer = response;
    return status;
  }
};

}  // namespace salur::cli
