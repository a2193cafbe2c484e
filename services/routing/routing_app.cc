#include "services/routing/routing_app.h"

#include <memory>

#include "common/base/errors.h"
#include "common/events/outbox_relay.h"
#include "common/log/log.h"
#include "common/postgres/postgres_dead_letter_store.h"
#include "common/postgres/postgres_outbox_store.h"
#include "common/redis/redis_event_stream.h"
#include "common/rpc/operations_service.h"
#include "common/rpc/peer.h"
#include "common/runtime/loop.h"
#include "services/routing/boundaries/boundary_index.h"
#include "services/routing/complaint_consumer.h"
#include "services/routing/converters.h"
#include "services/routing/directory_service.h"
#include "services/routing/domain/limits.h"
#include "services/routing/escalation_promise_source.h"
#include "services/routing/hand_over.h"
#include "services/routing/intake_text_source.h"
#include "services/routing/permissions.h"
#include "services/routing/routing_config.h"
#include "services/routing/storage/migrations.h"
#include "services/routing/storage/postgres_contact_store.h"
#include "services/routing/storage/postgres_directory_store.h"
#include "services/routing/storage/postgres_filed_ticket_reader.h"
#include "services/routing/storage/postgres_rule_store.h"
#include "services/routing/storage/postgres_ticket_store.h"
#include "services/routing/ticket_service.h"

namespace salur::routing {
namespace {

// Other replicas import too.
constexpr absl::Duration kDirectoryInterval = absl::Seconds(1);
constexpr absl::Duration kCountInterval = absl::Seconds(15);
// Other replicas, and imports, leave units whose tickets have to move.
constexpr absl::Duration kHandOverInterval = absl::Seconds(1);

std::map<std::string, std::vector<Grant>> AllPermissions() {
  auto permissions = Permissions();
  permissions.merge(OperationsServiceImpl::Permissions());
  return permissions;
}

class RoutingParts final : public ServiceParts {
 public:
  RoutingParts(ServiceContext& context, const RoutingConfig& config,
               boundaries::BoundaryIndex boundaries)
      : boundaries_(std::move(boundaries)),
        metrics_(*context.registry),
        directory_store_(*context.pool),
        ticket_store_(*context.pool),
        rule_store_(*context.pool),
        filed_tickets_(*context.pool),
        outbox_(*context.pool, "routing"),
        dead_letters_(*context.pool, "routing"),
        complaints_({.url = context.config.redis_url}, streams::kComplaints),
        tickets_({.url = context.config.redis_url}, streams::kTickets),
        directory_(directory_store_, metrics_),
        importer_(
            directory_store_,
            {.staffed = context.config.development,
             .count_open = [this](const auto& ids) { return ticket_store_.CountOpenOf(ids); }}),
        complaint_consumer_({directory_, boundaries_, ticket_store_, context.clock(), metrics_,
                             [this] { relay_loop_.Wake(); }}),
        consumer_(
            {.stream = streams::kComplaints,
             .group = streams::kGroupRouting,
             .consumer = context.instance,
             .batch = kComplaintBatchMax,
             .claim_idle = absl::Milliseconds(context.config.claim_idle_ms)},
            complaints_, dead_letters_,
            [this](const auto& messages) { return complaint_consumer_.Handle(messages); },
            *context.registry),
        relay_({.stream = streams::kTickets,
                .groups = {streams::kGroupEscalation, streams::kGroupIntake}},
               outbox_, tickets_, *context.registry),
        relay_loop_("outbox-relay", RelayBody(relay_)),
        consumer_loop_("complaints", ConsumerBody(consumer_)),
        directory_loop_("directory", [this] { return RefreshDirectory(); }),
        count_loop_("open-tickets", [this] { return CountOpenTickets(); }),
        guard_(context.authenticator, PermissionTable(AllPermissions()), *context.registry),
        texts_(MakePeerChannel(config.intake_address)),
        desk_(directory_, ticket_store_, texts_),
        actions_({directory_, ticket_store_, context.clock(), [this] { relay_loop_.Wake(); }}),
        rules_desk_({directory_, rule_store_, context.clock()}),
        rules_preview_({directory_, filed_tickets_, context.clock()}),
        promises_(MakePeerChannel(config.escalation_address)),
        moves_(actions_, promises_, metrics_),
        contact_store_(*context.pool),
        unit_desk_({directory_store_, directory_, contact_store_, context.clock(),
                    [this] { hand_over_loop_.Wake(); }}),
        hand_over_({directory_store_, directory_, ticket_store_, context.clock(),
                    [this] { relay_loop_.Wake(); }}),
        hand_over_loop_("hand-over",
                        PollBody("hand-over", kHandOverInterval, [this] { return HandOverAll(); })),
        directory_service_(guard_, directory_, boundaries_, importer_, rules_desk_, rules_preview_,
                           unit_desk_, context.clock()),
        ticket_service_(guard_, desk_, actions_, moves_),
        operations_(OperationsOptions(), guard_, context.clock(), dead_letters_) {}

  std::vector<grpc::Service*> Services() override {
    return {&directory_service_, &ticket_service_, &operations_};
  }
  absl::Status CheckPermissions() override {
    return guard_.CheckComplete({"salur.routing.v1.DirectoryService",
                                 "salur.routing.v1.TicketService",
                                 "salur.common.v1.OperationsService"});
  }
  // Serves without a directory as well: the first import comes through it.
  absl::Status Prepare() override { return directory_.Refresh(); }

  void StartLoops() override {
    directory_loop_.Start();
    relay_loop_.Start();
    consumer_loop_.Start();
    count_loop_.Start();
    hand_over_loop_.Start();
  }
  // What comes in first, then the events of what was stored.
  void StopLoops() override {
    consumer_loop_.Stop();
    hand_over_loop_.Stop();
    count_loop_.Stop();
    directory_loop_.Stop();
    relay_loop_.Stop();
  }

 private:
  OperationsServiceImpl::Options OperationsOptions() {
    OperationsServiceImpl::Options options;
    options.service = "routing";
    options.version = kVersion;
    options.replay = [this](const DeadLetter& letter) {
      return complaint_consumer_.Handle({{letter.stream_id, letter.key, letter.payload}});
    };
    options.to_json = [](const DeadLetter& letter) { return ComplaintEventToJson(letter.payload); };
    options.describe = [this](common::v1::ServiceInfo& info) {
      info.set_directory_version(directory_.versions().directory);
      info.set_ready(info.directory_version() > 0);
      if (!info.ready()) info.add_notes("no directory yet: complaints wait to be routed");
    };
    return options;
  }

  absl::Duration RefreshDirectory() {
    const absl::Status status = directory_.Refresh();
    const std::string reason = status.ok() ? "" : ErrorReason(status);
    if (reason != refresh_failure_) {
      refresh_failure_ = reason;
      status.ok() ? log::Info("the directory can be read again")
                  : log::Warn("the directory cannot be read", {{"reason", reason}});
    }
    return kDirectoryInterval;
  }

  absl::Duration CountOpenTickets() {
    if (const auto counts = ticket_store_.CountOpen(); counts.ok()) metrics_.OpenTickets(*counts);
    if (const auto left = ticket_store_.CountOnRetired(); left.ok()) {
      metrics_.TicketsOnRetiredUnits(*left);
    }
    return kCountInterval;
  }

  // A batch after the other until nothing waits, unless the service stops.
  absl::Status HandOverAll() {
    SALUR_ASSIGN_OR_RETURN(const HandOver::Progress progress, hand_over_.RunOnce());
    if (!progress.idle) hand_over_loop_.Wake();
    return absl::OkStatus();
  }

  const boundaries::BoundaryIndex boundaries_;
  RoutingMetrics metrics_;
  PostgresDirectoryStore directory_store_;
  PostgresTicketStore ticket_store_;
  PostgresRuleStore rule_store_;
  PostgresFiledTicketReader filed_tickets_;
  postgres::PostgresOutboxStore outbox_;
  postgres::PostgresDeadLetterStore dead_letters_;
  redis::RedisEventStream complaints_;
  redis::RedisEventStream tickets_;
  DirectoryHolder directory_;
  DirectoryImporter importer_;
  ComplaintConsumer complaint_consumer_;
  StreamConsumer consumer_;
  OutboxRelay relay_;
  std::string refresh_failure_;  // of directory_loop_
  Loop relay_loop_;
  Loop consumer_loop_;
  Loop directory_loop_;
  Loop count_loop_;
  RpcGuard guard_;
  IntakeTextSource texts_;
  TicketDesk desk_;
  TicketActions actions_;
  RulesDesk rules_desk_;
  RulesPreview rules_preview_;
  EscalationPromiseSource promises_;
  TicketMoves moves_;
  PostgresContactStore contact_store_;
  UnitDesk unit_desk_;
  HandOver hand_over_;
  Loop hand_over_loop_;
  DirectoryServiceImpl directory_service_;
  TicketServiceImpl ticket_service_;
  OperationsServiceImpl operations_;
};

}  // namespace

ServiceDefinition Definition() {
  const auto config = std::make_shared<RoutingConfig>();
  ServiceDefinition definition;
  definition.name = "routing";
  definition.ports = {.grpc = 7720, .metrics = 9720};
  definition.migrations = &Migrations();
  definition.message_bytes_max = kRequestBytesMax;
  definition.read_config = [config](ConfigReader& reader) { *config = ReadRoutingConfig(reader); };
  definition.make_parts =
      [config](ServiceContext& context) -> absl::StatusOr<std::unique_ptr<ServiceParts>> {
    SALUR_ASSIGN_OR_RETURN(boundaries::BoundaryIndex boundaries,
                           boundaries::BoundaryIndex::Load(config->boundaries_file));
    return std::make_unique<RoutingParts>(context, *config, std::move(boundaries));
  };
  return definition;
}

}  // namespace salur::routing
