#include "cli/client/session.h"

namespace salur::cli {
namespace {

// Larger than any page of 200 complaints with 20,000 characters each.
constexpr int kMessageBytesMax = 64 * 1024 * 1024;
constexpr char kCallerKey[] = "salur-dev-caller";

}  // namespace

Session::Session(Endpoints endpoints, Process& process, absl::Duration timeout)
    : endpoints_(std::move(endpoints)), process_(process), timeout_(timeout) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMessageBytesMax);
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 1000);
  // A proxy that the environment names is never meant for these services.
  arguments.SetInt(GRPC_ARG_ENABLE_HTTP_PROXY, 0);
  for (const Service service : kServices) {
    if (endpoints_.of(service).empty()) continue;
    channels_[static_cast<std::size_t>(service)] = grpc::CreateCustomChannel(
        endpoints_.of(service), grpc::InsecureChannelCredentials(), arguments);
  }
}

std::unique_ptr<grpc::ClientContext> Session::NewContext(const Caller& caller) const {
  auto context = std::make_unique<grpc::ClientContext>();
  context->set_deadline(absl::ToChronoTime(process_.Now() + timeout_));
  if (!caller.value.empty()) context->AddMetadata(kCallerKey, caller.value);
  return context;
}

std::shared_ptr<grpc::Channel> Session::ChannelTo(Service service) const {
  return channels_[static_cast<std::size_t>(service)];
}

}  // namespace salur::cli
