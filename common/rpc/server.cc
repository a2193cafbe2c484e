#include "common/rpc/server.h"

#include <arpa/inet.h>
#include <grpcpp/ext/proto_server_reflection_plugin.h>
#include <grpcpp/health_check_service_interface.h>
#include <grpcpp/resource_quota.h>
#include <grpcpp/server_builder.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>

#include "common/base/errors.h"

namespace salur {
namespace {

constexpr int kKeepaliveMs = 60'000;
constexpr int kKeepaliveTimeoutMs = 20'000;
constexpr int kStreamsMax = 1'000;

bool IsUnix(const std::string& address) { return address.rfind("unix:", 0) == 0; }

// Whether the IPv4 address can be bound now. Names and IPv6 addresses are left to gRPC.
bool CanBind(const std::string& address) {
  const auto colon = address.rfind(':');
  sockaddr_in target{};
  target.sin_family = AF_INET;
  target.sin_port = htons(static_cast<std::uint16_t>(std::atoi(address.c_str() + colon + 1)));
  if (inet_pton(AF_INET, address.substr(0, colon).c_str(), &target.sin_addr) != 1) return true;
  const int probe = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return true;
  const int yes = 1;
  setsockopt(probe, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  const bool bound = bind(probe, reinterpret_cast<sockaddr*>(&target), sizeof target) == 0 &&
                     listen(probe, 1) == 0;
  close(probe);
  return bound;
}

void Configure(grpc::ServerBuilder& builder, const RpcServer::Options& options) {
  // Two processes must not share a port by accident.
  builder.AddChannelArgument(GRPC_ARG_ALLOW_REUSEPORT, 0);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIME_MS, kKeepaliveMs);
  builder.AddChannelArgument(GRPC_ARG_KEEPALIVE_TIMEOUT_MS, kKeepaliveTimeoutMs);
  builder.AddChannelArgument(GRPC_ARG_MAX_CONCURRENT_STREAMS, kStreamsMax);
  builder.SetMaxReceiveMessageSize(options.message_bytes_max);
  builder.SetMaxSendMessageSize(64 << 20);
  builder.SetSyncServerOption(grpc::ServerBuilder::SyncServerOption::MAX_POLLERS, 4);
  grpc::ResourceQuota quota("salur");
  quota.SetMaxThreads(options.threads_max);
  builder.SetResourceQuota(quota);
}

}  // namespace

absl::StatusOr<std::unique_ptr<RpcServer>> RpcServer::Start(
    const Options& options, const std::vector<grpc::Service*>& services) {
  grpc::EnableDefaultHealthCheckService(true);
  if (options.reflection) grpc::reflection::InitProtoReflectionServerBuilderPlugin();
  grpc::ServerBuilder builder;
  Configure(builder, options);
  std::vector<std::string> hosts;
  std::vector<int> ports(options.listen.size(), 0);
  for (std::size_t i = 0; i < options.listen.size(); ++i) {
    std::string address = options.listen[i];
    if (!IsUnix(address) && !CanBind(address)) {
      if (!options.port_fallback) {
        return MakeError(absl::StatusCode::kUnavailable, "PORT_TAKEN",
                         "cannot listen on " + address + ": the port is taken or not allowed");
      }
      address = address.substr(0, address.rfind(':')) + ":0";
    }
    hosts.push_back(IsUnix(address) ? address : address.substr(0, address.rfind(':')));
    builder.AddListeningPort(address, grpc::InsecureServerCredentials(), &ports[i]);
  }
  for (grpc::Service* service : services) builder.RegisterService(service);
  std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  if (server == nullptr) {
    return MakeError(absl::StatusCode::kUnavailable, "PORT_TAKEN",
                     "cannot listen on " + options.listen.front() +
                         ": an address is taken, not allowed, or its folder is missing");
  }
  std::string published = hosts.empty() ? "" : hosts.front();
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    if (IsUnix(hosts[i])) continue;
    published = hosts[i] + ":" + std::to_string(ports[i]);
    break;
  }
  server->GetHealthCheckService()->SetServingStatus(false);
  return std::unique_ptr<RpcServer>(new RpcServer(std::move(server), std::move(published)));
}

RpcServer::RpcServer(std::unique_ptr<grpc::Server> server, std::string address)
    : server_(std::move(server)), address_(std::move(address)) {}

RpcServer::~RpcServer() { Shutdown(absl::Seconds(3)); }

std::shared_ptr<grpc::Channel> RpcServer::InProcessChannel() {
  return server_->InProcessChannel(grpc::ChannelArguments());
}

void RpcServer::SetServing(bool serving) {
  server_->GetHealthCheckService()->SetServingStatus(serving);
}

void RpcServer::Shutdown(absl::Duration grace) {
  if (server_ == nullptr) return;
  server_->Shutdown(std::chrono::system_clock::now() + absl::ToChronoMilliseconds(grace));
  server_.reset();
}

}  // namespace salur
