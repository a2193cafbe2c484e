// Escalation as it runs: its own parts on a real PostgreSQL and Redis, called over gRPC, with a
// routing service whose decisions are made in memory.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <grpcpp/client_context.h>

#include "common/redis/redis_event_stream.h"
#include "common/rpc/server.h"
#include "common/runtime/service.h"
#include "salur/escalation/v1/escalation_service.grpc.pb.h"
#include "salur/routing/v1/ticket_service.grpc.pb.h"
#include "services/escalation/engine/in_memory_action_decider.h"
#include "tests/support/fake_clock.h"
#include "tests/support/private_postgres.h"
#include "tests/support/private_redis.h"
#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {

// As routing sends it.
routing::v1::Ticket TicketMessage(const TicketFacts& ticket);
std::string EventPayload(const TicketFacts& ticket);

// TicketService of routing, as far as escalation calls it.
class FakeRouting final : public routing::v1::TicketService::Service {
 public:
  explicit FakeRouting(InMemoryActionDecider& decider) : decider_(decider) {}
  grpc::Status ApplyClockActions(grpc::ServerContext* context,
                                 const routing::v1::ApplyClockActionsRequest* request,
                                 routing::v1::ApplyClockActionsResponse* response) override;

 private:
  InMemoryActionDecider& decider_;
};

// One replica of the service. Several may share a set-up.
class Replica {
 public:
  Replica(const std::string& dsn, const std::string& redis_url, const std::string& routing,
          std::shared_ptr<const Clock> clock, const std::string& instance);
  ~Replica();

  void StartLoops();
  std::unique_ptr<v1::EscalationService::Stub> Escalation();
  std::shared_ptr<grpc::Channel> Channel() { return server_->InProcessChannel(); }
  ServiceContext& context() { return context_; }

 private:
  ServiceContext context_;
  std::unique_ptr<ServiceParts> parts_;
  std::unique_ptr<RpcServer> server_;
  bool looping_ = false;
};

class SetUpForEscalation {
 public:
  // The service's clock stands still unless moved.
  explicit SetUpForEscalation(absl::Time now);
  ~SetUpForEscalation();

  std::unique_ptr<Replica> NewReplica(const std::string& instance);
  // Puts the ticket's event into the stream.
  void Publish(const TicketFacts& ticket);
  void PublishRaw(const std::string& key, const std::string& payload);
  // Known to routing, too.
  TicketBuilder File(int number, const char* filed = "2026-08-03 10:00");
  static std::string Id(int number);
  void LoadNationalHolidays(Replica& replica);
  // One number from the database.
  std::int64_t Query(const std::string& sql);

  testing::FakeClock& clock() { return *clock_; }
  InMemoryActionDecider& routing() { return routing_; }
  const testing::TestDatabase& database() const { return database_; }
  std::string routing_address() const { return "unix:" + folder_ + "/routing.sock"; }
  testing::PrivateRedis& redis() { return redis_; }

 private:
  std::string folder_;
  testing::TestDatabase database_;
  testing::PrivateRedis redis_;
  std::shared_ptr<testing::FakeClock> clock_;
  InMemoryActionDecider routing_;
  FakeRouting routing_service_;
  std::unique_ptr<RpcServer> routing_server_;
  redis::RedisEventStream stream_;
  std::unique_ptr<postgres::Pool> pool_;
};

// Metadata of a development caller, as in "admin/ani".
void CallAs(grpc::ClientContext& context, const std::string& caller);

}  // namespace salur::escalation
