// The service routing in this process, on real PostgreSQL, Redis and gRPC, with a fake intake that
// only knows texts.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "common/redis/redis_event_stream.h"
#include "common/rpc/server.h"
#include "common/runtime/service.h"
#include "salur/common/v1/operations_service.grpc.pb.h"
#include "salur/events/v1/complaint_event.pb.h"
#include "salur/intake/v1/intake_service.grpc.pb.h"
#include "salur/routing/v1/directory_service.grpc.pb.h"
#include "salur/routing/v1/ticket_service.grpc.pb.h"
#include "services/routing/domain/directory_source.h"
#include "tests/component/routing/fake_escalation.h"
#include "tests/support/fake_clock.h"
#include "tests/support/private_postgres.h"
#include "tests/support/private_redis.h"

namespace salur::testing {

// Answers BatchGetComplaintTexts: the text of a complaint is "text of <id>". Thread-safe.
class FakeIntake final : public intake::v1::IntakeService::Service {
 public:
  grpc::Status BatchGetComplaintTexts(
      grpc::ServerContext* context, const intake::v1::BatchGetComplaintTextsRequest* request,
      intake::v1::BatchGetComplaintTextsResponse* response) override;
};

// An import over the wire, and how it ended.
struct ImportOutcome {
  grpc::Status status;
  routing::v1::ImportResult result;
  std::vector<std::string> phases;  // in order, each once
};

class RoutingUnderTest {
 public:
  RoutingUnderTest();
  ~RoutingUnderTest();

  FakeClock& clock() { return *clock_; }
  PrivateRedis& redis() { return redis_; }
  prometheus::Registry& registry() { return *context_->registry; }
  const TestDatabase& database() const { return database_; }
  routing::v1::DirectoryService::Stub& directory() { return *directory_stub_; }
  routing::v1::TicketService::Stub& tickets() { return *ticket_stub_; }
  common::v1::OperationsService::Stub& operations() { return *operations_stub_; }
  // Complaint texts cannot be had any more.
  void StopIntake();
  FakeEscalation& escalation() { return escalation_; }
  // Promises cannot be had any more.
  void StopEscalation();

  // Imports files as an administrator; `rules` may be empty for none.
  ImportOutcome Import(const routing::DirectoryFiles& files, const std::string& rules = "",
                       bool commit = true, const std::string& caller = "admin/tester",
                       const std::string& decrees = "");
  // Decrees alone: rows without the header.
  ImportOutcome ImportDecrees(const std::string& rows, bool commit = true);
  // Waits until no unit's tickets have to be looked at; dies when that does not end.
  void AwaitHandOver();
  // The small country of tests/unit/routing/directories.h; dies when that fails.
  void ImportSmall();

  // Its map knows 31.71.01.1001 (106.80 to 106.81 east, 6.18 to 6.17 south), 31.71.01.1002 next to
  // it in the east, and 35.78.01.1001 (112.70 to 112.71 east, 7.26 to 7.25 south).

  // Puts a complaint into the stream, as intake does.
  void Publish(const std::vector<events::v1::ComplaintEvent>& complaints);
  // Waits for the ticket; dies when it does not come.
  routing::v1::Ticket AwaitTicket(const std::string& ticket_id);
  // Files and routes one complaint.
  routing::v1::Ticket Route(const std::string& category, const std::string& region);
  events::v1::ComplaintEvent NewComplaint(const std::string& category, const std::string& region);

  // The ticket as stored, by a caller who sees everything that is not confidential.
  grpc::Status Get(const std::string& ticket_id, routing::v1::Ticket& ticket,
                   const std::string& caller = "admin/tester");

  // The first column of the first row of a query by the owner.
  std::string Query(const std::string& sql);
  // Sets the caller of a call.
  static void As(grpc::ClientContext& context, const std::string& caller);

 private:
  void Start();

  const TestDatabase database_ = PrivatePostgres::Instance().NewDatabase();
  PrivateRedis redis_;
  const std::string folder_;
  const std::shared_ptr<FakeClock> clock_;
  redis::RedisEventStream complaints_;
  FakeIntake intake_;
  std::unique_ptr<RpcServer> intake_server_;
  FakeEscalation escalation_;
  std::unique_ptr<RpcServer> escalation_server_;
  std::unique_ptr<ServiceContext> context_;
  std::unique_ptr<ServiceParts> parts_;
  std::unique_ptr<RpcServer> server_;
  std::unique_ptr<routing::v1::DirectoryService::Stub> directory_stub_;
  std::unique_ptr<routing::v1::TicketService::Stub> ticket_stub_;
  std::unique_ptr<common::v1::OperationsService::Stub> operations_stub_;
  int filed_ = 0;
};

// The reason of a refused call.
std::string Reason(const grpc::Status& status);

}  // namespace salur::testing
