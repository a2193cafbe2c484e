#include "common/runtime/service.h"

#include <signal.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "common/base/errors.h"
#include "common/log/log.h"
#include "common/metrics/metric_names.h"
#include "common/metrics/metrics.h"
#include "common/metrics/metrics_server.h"
#include "common/rpc/server.h"
#include "common/runtime/endpoint_file.h"
#include "common/runtime/loop.h"

namespace salur {

const char kVersion[] = SALUR_VERSION;

namespace {

constexpr absl::Duration kReadyInterval = absl::Seconds(1);
constexpr absl::Duration kStartingInterval = absl::Milliseconds(100);
constexpr absl::Duration kShutdownGrace = absl::Seconds(8);

int Fail(const std::string& service, const absl::Status& status, int code) {
  std::cerr << "salur-" << service << ": " << status.message() << std::endl;
  return code;
}

// SIGTERM and SIGINT are taken by WaitForSignal only; other threads inherit the blocked mask.
sigset_t BlockSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  signal(SIGPIPE, SIG_IGN);
  return signals;
}

int RunMigrations(const ServiceDefinition& definition) {
  ConfigReader reader(ConfigReader::FromProcess());
  const std::string dsn = reader.Required("SALUR_POSTGRES_DSN");
  (void)reader.Optional("SALUR_ENVIRONMENT", "");
  const std::string level = reader.Optional("SALUR_LOG_LEVEL", "info");
  if (const auto status = reader.Finish(); !status.ok()) return Fail(definition.name, status, 2);
  log::Initialize(definition.name, level);
  postgres::Pool owner({.dsn = dsn, .connections_max = 1, .application_name = "salur-migrate"});
  const auto applied = postgres::Migrate(owner, definition.name, *definition.migrations);
  if (!applied.ok()) return Fail(definition.name, applied.status(), 1);
  log::Info("schema is up to date", {{"applied", std::to_string(*applied)}});
  return 0;
}

// Checks schema, database and the service's own conditions, and publishes the result.
class ReadinessCheck {
 public:
  ReadinessCheck(const ServiceDefinition& definition, ServiceContext& context, ServiceParts& parts,
                 RpcServer& server)
      : definition_(definition),
        context_(context),
        parts_(parts),
        server_(server),
        gauge_(MakeGauge(*context.registry, metric::kReady, "1 while the service serves")),
        idle_(MakeGauge(*context.registry, metric::kPoolConnections, "Connections of the pool",
                        {{"state", "idle"}})),
        busy_(MakeGauge(*context.registry, metric::kPoolConnections, "Connections of the pool",
                        {{"state", "busy"}})) {}

  absl::Duration RunOnce() {
    const absl::Status status = Check();
    gauge_.Set(status.ok() ? 1 : 0);
    const postgres::Pool::Usage usage = context_.pool->usage();
    idle_.Set(usage.idle);
    busy_.Set(usage.busy);
    const std::string told = status.ok() ? "serving" : std::string(status.message());
    if (told != told_) {
      server_.SetServing(status.ok());
      status.ok() ? log::Info("serving")
                  : log::Warn("not serving", {{"reason", ErrorReason(status)}, {"error", told}});
      told_ = told;
    }
    return prepared_ ? kReadyInterval : kStartingInterval;
  }

  bool prepared() const { return prepared_; }

 private:
  absl::Status Check() {
    if (prepared_) {
      SALUR_RETURN_IF_ERROR(context_.pool->Ping());
      return parts_.CheckReady();
    }
    SALUR_RETURN_IF_ERROR(
        postgres::CheckSchema(*context_.pool, definition_.name, *definition_.migrations));
    SALUR_RETURN_IF_ERROR(parts_.Prepare());
    parts_.StartLoops();
    prepared_ = true;
    return parts_.CheckReady();
  }

  const ServiceDefinition& definition_;
  ServiceContext& context_;
  ServiceParts& parts_;
  RpcServer& server_;
  prometheus::Gauge& gauge_;
  prometheus::Gauge& idle_;
  prometheus::Gauge& busy_;
  std::string told_;
  std::atomic<bool> prepared_ = false;
};

absl::StatusOr<ServiceContext> MakeContext(const ServiceDefinition& definition,
                                           ServiceConfig config) {
  ServiceContext context;
  context.config = std::move(config);
  if (!context.config.development) {
    return MakeError(absl::StatusCode::kFailedPrecondition, "NO_AUTHENTICATOR",
                     "this version has no authenticator for production yet; set "
                     "SALUR_ENVIRONMENT=development");
  }
  context.authenticator = std::make_shared<DevelopmentAuthenticator>();
  context.registry = std::make_shared<prometheus::Registry>();
  context.instance = definition.name + "-" + std::to_string(getpid()) + "-" +
                     std::to_string(absl::ToUnixMicros(SystemClock().Now()));
  auto& errors = prometheus::BuildCounter()
                     .Name(metric::kPoolErrorsTotal)
                     .Help("Errors of PostgreSQL, by kind")
                     .Register(*context.registry);
  context.pool = std::make_unique<postgres::Pool>(
      postgres::Pool::Options{.dsn = context.config.postgres_dsn,
                              .connections_max = context.config.postgres_connections,
                              .application_name = "salur-" + definition.name,
                              .on_error = [&errors](std::string_view kind) {
                                errors.Add({{"kind", std::string(kind)}}).Increment();
                              }});
  MakeGauge(*context.registry, metric::kBuildInfo, "The program's version",
            {{"service", definition.name}, {"version", kVersion}})
      .Set(1);
  return context;
}

absl::Status Serve(const ServiceDefinition& definition, ServiceConfig config,
                   const sigset_t& signals) {
  SALUR_ASSIGN_OR_RETURN(ServiceContext context, MakeContext(definition, std::move(config)));
  SALUR_ASSIGN_OR_RETURN(const std::unique_ptr<ServiceParts> parts, definition.make_parts(context));
  SALUR_RETURN_IF_ERROR(parts->CheckPermissions());
  SALUR_ASSIGN_OR_RETURN(const auto metrics, MetricsServer::Start({context.config.metrics_listen,
                                                                   context.config.port_fallback},
                                                                  context.registry));
  SALUR_ASSIGN_OR_RETURN(const auto server,
                         RpcServer::Start({.listen = context.config.listen,
                                           .port_fallback = context.config.port_fallback,
                                           .reflection = context.config.development,
                                           .message_bytes_max = definition.message_bytes_max},
                                          parts->Services()));
  SALUR_RETURN_IF_ERROR(WriteEndpointFile(
      context.config.endpoint_file, {.grpc = server->address(), .metrics = metrics->address()}));
  log::Info("listening", {{"grpc", server->address()}, {"metrics", metrics->address()}});
  ReadinessCheck readiness(definition, context, *parts, *server);
  Loop readiness_loop("readiness", [&] { return readiness.RunOnce(); });
  readiness_loop.Start();
  int received = 0;
  sigwait(&signals, &received);
  log::Info("stopping", {{"signal", std::to_string(received)}});
  readiness_loop.Stop();
  server->SetServing(false);
  server->Shutdown(kShutdownGrace);
  if (readiness.prepared()) parts->StopLoops();
  log::Info("stopped");
  return absl::OkStatus();
}

}  // namespace

int RunService(const ServiceDefinition& definition, int argc, char** argv) {
  const std::string argument = argc == 2 ? argv[1] : "";
  if (argument == "--version") {
    std::cout << "salur-" << definition.name << " " << kVersion << std::endl;
    return 0;
  }
  if (argument == "--migrate") return RunMigrations(definition);
  if (argc > 1) {
    std::cerr << "usage: salur-" << definition.name
              << " [--migrate | --version]; everything else is set by SALUR_* variables"
              << std::endl;
    return 2;
  }
  const sigset_t signals = BlockSignals();
  ConfigReader reader(ConfigReader::FromProcess());
  ServiceConfig config = ReadServiceConfig(reader, definition.ports);
  definition.read_config(reader);
  if (const auto status = reader.Finish(); !status.ok()) return Fail(definition.name, status, 2);
  log::Initialize(definition.name, config.log_level);
  const absl::Status status = Serve(definition, std::move(config), signals);
  log::Flush();
  return status.ok() ? 0 : Fail(definition.name, status, 1);
}

}  // namespace salur
