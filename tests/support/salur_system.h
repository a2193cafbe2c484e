// A whole Salur of real processes: private PostgreSQL and Redis, the three services, the directory.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "salur/common/v1/operations_service.grpc.pb.h"
#include "salur/escalation/v1/escalation_service.grpc.pb.h"
#include "salur/intake/v1/intake_service.grpc.pb.h"
#include "salur/routing/v1/directory_service.grpc.pb.h"
#include "salur/routing/v1/ticket_service.grpc.pb.h"
#include "tests/support/child_process.h"
#include "tests/support/private_postgres.h"
#include "tests/support/private_redis.h"

namespace salur::testing {

// Not thread-safe, but the stubs are. Aborts the program with a message when something that a test
// takes for granted does not come.
class SalurSystem {
 public:
  struct Options {
    // Scaled seconds in a real one; 1 means real time.
    double clock_rate = 1;
    // What the scaled clock shows at the start (RFC 3339).
    std::string clock_start = "2026-03-02T01:00:00Z";
    // Added to every service's environment.
    std::map<std::string, std::string> environment;
    bool import_directory = true;
  };
  explicit SalurSystem(Options options);
  ~SalurSystem();

  // "intake", "routing" or "escalation".
  void Start(const std::string& service);
  void Kill(const std::string& service);  // SIGKILL
  int Stop(const std::string& service);   // SIGTERM; the exit code
  // Whether health answers SERVING within `seconds`.
  bool AwaitServing(const std::string& service, int seconds = 30);
  bool IsServing(const std::string& service);
  // Standard output and error since the beginning.
  std::string Log(const std::string& service) const;
  std::string Metrics(const std::string& service) const;
  // Runs salurctl; its exit code, output in *output.
  int Ctl(const std::vector<std::string>& arguments, std::string* output = nullptr);

  intake::v1::IntakeService::Stub& intake() { return *intake_; }
  routing::v1::TicketService::Stub& tickets() { return *tickets_; }
  routing::v1::DirectoryService::Stub& directory() { return *directory_; }
  escalation::v1::EscalationService::Stub& escalation() { return *escalation_; }
  PrivateRedis& redis() { return redis_; }
  const TestDatabase& database() const { return database_; }
  // Admin's SQL on the test database: the first column of the first row.
  std::string Query(const std::string& sql);
  std::map<std::string, std::string> Environment(const std::string& service) const;
  std::string Program(const std::string& service) const;
  // The services' own time now.
  absl::Time Now();

 private:
  struct Service {
    std::unique_ptr<ChildProcess> process;
    std::string grpc;
    std::string metrics;
  };
  void Migrate(const std::string& service);
  void ImportDirectory();
  std::shared_ptr<grpc::Channel> Channel(const std::string& service) const;

  const Options options_;
  std::string folder_;
  std::string clock_epoch_;
  PrivateRedis redis_;
  TestDatabase database_;
  std::map<std::string, Service> services_;
  std::unique_ptr<intake::v1::IntakeService::Stub> intake_;
  std::unique_ptr<routing::v1::TicketService::Stub> tickets_;
  std::unique_ptr<routing::v1::DirectoryService::Stub> directory_;
  std::unique_ptr<escalation::v1::EscalationService::Stub> escalation_;
};

// Metadata and deadline of a call in a test.
void As(grpc::ClientContext& context, const std::string& caller, int seconds = 10);

}  // namespace salur::testing
