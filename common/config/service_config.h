// The configuration that every service has.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/config/config_reader.h"

namespace salur {

struct ServiceConfig {
  // SALUR_ENVIRONMENT: development or production (the default).
  bool development = false;
  // SALUR_POSTGRES_DSN: a libpq connection string. Secret.
  std::string postgres_dsn;
  // SALUR_POSTGRES_CONNECTIONS: size of the pool, 2 to 200, default 12.
  int postgres_connections = 12;
  // SALUR_REDIS_URL: redis://host:port/db or unix:///path. Secret.
  std::string redis_url;
  // SALUR_LISTEN: gRPC addresses, separated by commas.
  std::vector<std::string> listen;
  // SALUR_METRICS_LISTEN: host:port of the Prometheus endpoint.
  std::string metrics_listen;
  // SALUR_PORT_FALLBACK: replace a taken TCP port by a free one. Default false.
  bool port_fallback = false;
  // SALUR_ENDPOINT_FILE: where the bound addresses are published as JSON; empty for nowhere.
  std::string endpoint_file;
  // SALUR_LOG_LEVEL: trace, debug, info (default), warn or error.
  std::string log_level;
  // SALUR_CLAIM_IDLE_MS: after how long another consumer takes over what a dead one held.
  int claim_idle_ms = 15000;
  // SALUR_CLOCK_RATE and SALUR_CLOCK_EPOCH; real time by default.
  std::shared_ptr<const Clock> clock;
};

// What a service's ports default to.
struct DefaultPorts {
  int grpc;
  int metrics;
};

// Reads the common variables; errors are collected in `reader`.
ServiceConfig ReadServiceConfig(ConfigReader& reader, DefaultPorts ports);

}  // namespace salur
