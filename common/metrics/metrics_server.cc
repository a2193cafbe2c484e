#include "common/metrics/metrics_server.h"

#include <prometheus/exposer.h>

#include <exception>

#include "common/base/errors.h"

namespace salur {
namespace {

constexpr std::size_t kThreads = 2;

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

MetricsServer::~MetricsServer() = default;

}  // namespace salur
