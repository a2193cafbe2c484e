// A gRPC server on TCP and unix addresses with health, limits and, in development, reflection.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <grpcpp/server.h>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

namespace salur {

class RpcServer {
 public:
  struct Options {
    std::vector<std::string> listen;  // "127.0.0.1:7710", "unix:/path"
    bool port_fallback = false;       // a taken TCP port is replaced by a free one
    bool reflection = false;
    int message_bytes_max = 4 << 20;
    int threads_max = 24;  // of the synchronous handlers
  };

  // Starts NOT_SERVING. UNAVAILABLE PORT_TAKEN when an address cannot be bound. `services` outlive
  // the server.
  static absl::StatusOr<std::unique_ptr<RpcServer>> Start(
      const Options& options, const std::vector<grpc::Service*>& services);
  ~RpcServer();

  // The first bound TCP address, or the first address.
  const std::string& address() const { return address_; }
  std::shared_ptr<grpc::Channel> InProcessChannel();

  // What grpc.health.v1 answers for "" and for each service; logs changes only.
  void SetServing(bool serving);

  // Refuses new calls and waits for the running ones, at most `grace`.
  void Shutdown(absl::Duration grace);

 private:
  RpcServer(std::unique_ptr<grpc::Server> server, std::string address);

  std::unique_ptr<grpc::Server> server_;
  const std::string address_;
};

}  // namespace salur
