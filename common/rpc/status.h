// The one place that maps errors to the wire and back.
#pragma once

#include <grpcpp/support/status.h>

#include <absl/status/status.h>

namespace salur {

// With google.rpc.Status in the details: ErrorInfo always, BadRequest for violations, RetryInfo for
// RESOURCE_EXHAUSTED and UNAVAILABLE.
grpc::Status ToGrpcStatus(const absl::Status& status);

// Reason, metadata and violations come back. Statuses of gRPC itself (connection refused, deadline)
// have no reason.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace salur
