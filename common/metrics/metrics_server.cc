#include "common/metrics/metrics_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <prometheus/exposer.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <future>

#include "common/base/errors.h"

namespace salur {
namespace {

constexpr std::size_t kThreads = 2;
constexpr std::chrono::milliseconds kKnockInterval{20};

// Opens and closes a connection to an IPv4 address; nothing for other addresses.
void Knock(const std::string& address) {
  const auto colon = address.rfind(':');
  sockaddr_in target{};
  target.sin_family = AF_INET;
  target.sin_port = htons(static_cast<std::uint16_t>(std::atoi(address.c_str() + colon + 1)));
  if (inet_pton(AF_INET, address.substr(0, colon).c_str(), &target.sin_addr) != 1) return;
  const int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (connection < 0) return;
  (void)connect(connection, reinterpret_cast<sockaddr*>(&target), sizeof target);
  close(connection);
}

}  // namespace

absl::StatusOr<std::unique_ptr<MetricsServer>> MetricsServer::Start(
    const Options& options, std::shared_ptr<prometheus::Registry> registry) {
  const std::string host = options.listen.substr(0, options.listen.rfind(':'));
  std::unique_ptr<prometheus::Exposer> exposer;
  try {
    exposer = std::make_unique<prometheus::Exposer>(options.listen, kThreads);
  } catch (const std::exception&) {
    if (!options.port_fallback) {
      return MakeError(
          absl::StatusCode::kUnavailable, "PORT_TAKEN",
          "cannot listen on " + options.listen + " for metrics: the port is taken or not allowed");
    }
    try {
      exposer = std::make_unique<prometheus::Exposer>(host + ":0", kThreads);
    } catch (const std::exception&) {
      return MakeError(absl::StatusCode::kUnavailable, "PORT_TAKEN",
                       "cannot listen on any port of " + host + " for metrics");
    }
  }
  exposer->RegisterCollectable(registry);
  const std::string address = host + ":" + std::to_string(exposer->GetListeningPorts().front());
  return std::unique_ptr<MetricsServer>(new MetricsServer(std::move(exposer), address));
}

MetricsServer::MetricsServer(std::unique_ptr<prometheus::Exposer> exposer, std::string address)
    : exposer_(std::move(exposer)), address_(std::move(address)) {}

// The endpoint's thread looks for the end only every other second, or when somebody connects.
MetricsServer::~MetricsServer() {
  const auto stopped = std::async(std::launch::async, [this] { exposer_.reset(); });
  while (stopped.wait_for(kKnockInterval) != std::future_status::ready) Knock(address_);
}

}  // namespace salur
