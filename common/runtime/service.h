// The frame of every service: configuration, schema check, servers, readiness, ordered shutdown.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <grpcpp/impl/codegen/service_type.h>
#include <prometheus/registry.h>

#include "common/config/service_config.h"
#include "common/postgres/migrations.h"
#include "common/rpc/guard.h"

namespace salur {

// What the frame hands to a service's own parts. Outlives them.
struct ServiceContext {
  ServiceConfig config;
  std::shared_ptr<prometheus::Registry> registry;
  std::unique_ptr<postgres::Pool> pool;
  std::shared_ptr<const Authenticator> authenticator;
  // Unique per process; names the consumer in stream groups.
  std::string instance;
  const Clock& clock() const { return *config.clock; }
};

// A service's own parts, made by <name>_app.cc. Called by one thread.
class ServiceParts {
 public:
  virtual ~ServiceParts() = default;
  virtual std::vector<grpc::Service*> Services() = 0;
  // INTERNAL when a method has no permission entry: the service does not start then.
  virtual absl::Status CheckPermissions() = 0;
  // Called once, when schema and PostgreSQL are there: loads what serving needs (the directory).
  // Tried again each second while it fails.
  virtual absl::Status Prepare() { return absl::OkStatus(); }
  // Called each second afterwards; an error makes the service NOT_SERVING until it is OK again.
  virtual absl::Status CheckReady() { return absl::OkStatus(); }
  virtual void StartLoops() = 0;
  // Finishes the batches in hand.
  virtual void StopLoops() = 0;
};

struct ServiceDefinition {
  std::string name;  // also the name of its schema
  DefaultPorts ports;
  const std::vector<postgres::Migration>* migrations;
  // Reads the service's own variables; errors stay in the reader.
  std::function<void(ConfigReader&)> read_config;
  std::function<absl::StatusOr<std::unique_ptr<ServiceParts>>(ServiceContext&)> make_parts;
  // The largest request that is read.
  int message_bytes_max = 4 << 20;
};

// Runs until SIGTERM or SIGINT. Exit codes: 0 stopped in order, 2 wrong configuration or arguments,
// 1 anything else (one line on standard error says what). `--version` prints it, `--migrate`
// applies the migrations as the owner and ends.
int RunService(const ServiceDefinition& definition, int argc, char** argv);

// The version of this build.
extern const char kVersion[];

}  // namespace salur
