#include "services/escalation/escalation_app.h"

#include <atomic>
#include <memory>
#include <utility>
#include <vector>

#include "common/base/errors.h"
#include "common/events/stream_consumer.h"
#include "common/log/log.h"
#include "common/postgres/postgres_dead_letter_store.h"
#include "common/redis/redis_event_stream.h"
#include "common/rpc/operations_service.h"
#include "common/rpc/peer.h"
#include "common/runtime/loop.h"
#include "services/escalation/engine/engine.h"
#include "services/escalation/engine/rules_cache.h"
#include "services/escalation/escalation_config.h"
#include "services/escalation/escalation_service.h"
#include "services/escalation/grpc_action_decider.h"
#include "services/escalation/loops.h"
#include "services/escalation/metrics.h"
#include "services/escalation/permissions.h"
#include "services/escalation/report_service.h"
#include "services/escalation/storage/migrations.h"
#include "services/escalation/storage/postgres_clock_store.h"
#include "services/escalation/storage/postgres_holiday_store.h"
#include "services/escalation/ticket_event_handler.h"
#include "services/escalation/upkeep.h"

namespace salur::escalation {
namespace {

// The concrete parts, in the order in which they depend on each other.
class EscalationParts final : public ServiceParts {
 public:
  EscalationParts(ServiceContext& context, const EscalationConfig& config)
      : pool_(*context.pool),
        clocks_(*context.pool),
        holidays_(*context.pool),
        dead_letters_(*context.pool, "escalation"),
        metrics_(*context.registry),
        rules_(holidays_),
        decider_(MakePeerChannel(config.routing_address),
                 absl::Milliseconds(config.lease_ms) * 2 / 3),
        engine_({.lease = absl::Milliseconds(config.lease_ms),
                 .per_second_max = static_cast<double>(config.climbs_per_second_max)},
                {clocks_, rules_, decider_, metrics_, context.clock(), real_clock_}),
        upkeep_({clocks_, rules_, metrics_, context.clock()}),
        engine_loop_("engine", EngineBody(engine_)),
        upkeep_loop_("upkeep", UpkeepBody(upkeep_, [this](absl::Time due) { WakeFor(due); })),
        handler_(clocks_, rules_, [this](absl::Time due) { WakeFor(due); }),
        stream_({.url = context.config.redis_url}, streams::kTickets),
        consumer_(
            {.stream = streams::kTickets,
             .group = streams::kGroupEscalation,
             .consumer = context.instance,
             .claim_idle = absl::Milliseconds(context.config.claim_idle_ms)},
            stream_, dead_letters_,
            [this](const std::vector<StreamMessage>& batch) { return handler_.Handle(batch); },
            *context.registry),
        consumer_loop_("consumer", ConsumerBody(consumer_)),
        guard_(context.authenticator, Permissions(), *context.registry),
        service_(
            {guard_, context.clock(), clocks_, holidays_, rules_, [this] { upkeep_loop_.Wake(); }}),
        reports_(guard_),
        operations_({.service = "escalation",
                     .version = kVersion,
                     .replay = [this](const DeadLetter& letter) { return Replay(letter); },
                     .to_json =
                         [](const DeadLetter& letter) {
                           return TicketEventHandler::ToJson(letter.payload);
                         },
                     .describe = [this](common::v1::ServiceInfo& info) { Describe(info); }},
                    guard_, context.clock(), dead_letters_) {}

  std::vector<grpc::Service*> Services() override { return {&service_, &reports_, &operations_}; }
  absl::Status CheckPermissions() override { return guard_.CheckComplete(ServiceNames()); }
  absl::Status Prepare() override {
    SALUR_RETURN_IF_ERROR(rules_.Refresh());
    return upkeep_.Measure();
  }
  absl::Status CheckReady() override {
    ready_ = true;
    return absl::OkStatus();
  }
  void StartLoops() override {
    engine_loop_.Start();
    upkeep_loop_.Start();
    consumer_loop_.Start();
  }
  void StopLoops() override {
    consumer_loop_.Stop();
    engine_loop_.Stop();
    upkeep_loop_.Stop();
  }

 private:
  void WakeFor(absl::Time due) {
    if (engine_.IsNearer(due)) engine_loop_.Wake();
  }
  absl::Status Replay(const DeadLetter& letter) {
    return handler_.Handle({{letter.stream_id, letter.key, letter.payload}});
  }
  void Describe(common::v1::ServiceInfo& info) {
    info.set_ready(ready_ && pool_.Ping().ok());
    for (const std::string& note : upkeep_.Notes()) info.add_notes(note);
  }

  postgres::Pool& pool_;
  const SystemClock real_clock_;
  std::atomic<bool> ready_ = false;
  PostgresClockStore clocks_;
  PostgresHolidayStore holidays_;
  postgres::PostgresDeadLetterStore dead_letters_;
  EscalationMetrics metrics_;
  RulesCache rules_;
  GrpcActionDecider decider_;
  Engine engine_;
  Upkeep upkeep_;
  Loop engine_loop_;
  Loop upkeep_loop_;
  TicketEventHandler handler_;
  redis::RedisEventStream stream_;
  StreamConsumer consumer_;
  Loop consumer_loop_;
  RpcGuard guard_;
  EscalationServiceImpl service_;
  ReportServiceImpl reports_;
  OperationsServiceImpl operations_;
};

}  // namespace

ServiceDefinition Definition() {
  auto config = std::make_shared<EscalationConfig>();
  ServiceDefinition definition;
  definition.name = "escalation";
  definition.ports = {.grpc = 7730, .metrics = 9730};
  definition.migrations = &Migrations();
  definition.read_config = [config](ConfigReader& reader) {
    *config = ReadEscalationConfig(reader);
  };
  definition.make_parts =
      [config](ServiceContext& context) -> absl::StatusOr<std::unique_ptr<ServiceParts>> {
    return std::make_unique<EscalationParts>(context, *config);
  };
  return definition;
}

}  // namespace salur::escalation
