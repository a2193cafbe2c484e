// One method of a fake service.
#pragma once

#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "common/base/errors.h"

namespace salur::cli {

// google.rpc.Status in the trailer, as the services send it.
grpc::Status Refusal(grpc::StatusCode code, const std::string& reason, const std::string& message,
                     const std::vector<FieldViolation>& violations = {});

// What came in.
struct Calls {
  // Values of salur-dev-caller in the order of the calls, "" where there was none.
  std::vector<std::string> callers;
};

// One method: its last request, its answer, and how it ends.
template <typename Request, typename Response>
struct Method {
  Request request;
  Response response;
  grpc::Status status;
  int calls = 0;

  grpc::Status Serve(const Request& asked, Response* answer) {
    request = asked;
    ++calls;
    if (status.ok()) *answer = response;
    return status;
  }
};

}  // namespace salur::cli
