// Calls from one service to another.
#pragma once

#include <memory>
#include <string>

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <absl/time/time.h>

namespace salur {

// A channel that reconnects quickly. `target` as in gRPC: "unix:/path", "host:port", "dns:///...".
std::shared_ptr<grpc::Channel> MakePeerChannel(const std::string& target);

// Names the calling service and bounds the call's time (real time).
void PreparePeerCall(grpc::ClientContext& context, const std::string& service,
                     absl::Duration timeout);

}  // namespace salur
