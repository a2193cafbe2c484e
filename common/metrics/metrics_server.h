// The Prometheus endpoint of a service.
#pragma once

#include <memory>
#include <string>

#include <prometheus/registry.h>

#include <absl/status/statusor.h>

namespace prometheus {
class Exposer;
}

namespace salur {

// Serves /metrics of one registry. Thread-safe registry; start and stop from one thread.
class MetricsServer {
 public:
  struct Options {
    std::string listen;          // host:port
    bool port_fallback = false;  // a taken port is replaced by a free one
  };

  // UNAVAILABLE PORT_TAKEN when the address cannot be bound.
  static absl::StatusOr<std::unique_ptr<MetricsServer>> Start(
      const Options& options, std::shared_ptr<prometheus::Registry> registry);
  ~MetricsServer();

  // The bound host:port.
  const std::string& address() const { return address_; }

 private:
  MetricsServer(std::unique_ptr<prometheus::Exposer> exposer, std::string address);

  std::unique_ptr<prometheus::Exposer> exposer_;
  const std::string address_;
};

}  // namespace salur
