// The trace context that a call carries on into events.
#pragma once

#include <string>

#include <grpcpp/server_context.h>

namespace salur::intake {

// The call's W3C traceparent; "" when there is none or it is not well-formed.
std::string TraceParent(const grpc::ServerContextBase& context);

}  // namespace salur::intake
