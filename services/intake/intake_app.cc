#include "services/intake/intake_app.h"

#include <memory>

#include "common/events/outbox_relay.h"
#include "common/postgres/postgres_dead_letter_store.h"
#include "common/postgres/postgres_outbox_store.h"
#include "common/redis/redis_event_stream.h"
#include "common/rpc/operations_service.h"
#include "common/rpc/peer.h"
#include "common/runtime/loop.h"
#include "services/intake/catalog_sync.h"
#include "services/intake/crypto/openssl_keyed_hash.h"
#include "services/intake/domain/fingerprint.h"
#include "services/intake/filing_desk.h"
#include "services/intake/intake_config.h"
#include "services/intake/intake_service.h"
#include "services/intake/permissions.h"
#include "services/intake/storage/migrations.h"
#include "services/intake/storage/postgres_catalog_store.h"
#include "services/intake/storage/postgres_complaint_store.h"
#include "services/intake/ticket_events.h"

namespace salur::intake {
namespace {

constexpr absl::Duration kCatalogInterval = absl::Seconds(5);

std::map<std::string, std::vector<Grant>> AllPermissions() {
  auto permissions = Permissions();
  permissions.merge(OperationsServiceImpl::Permissions());
  return permissions;
}

class IntakeParts final : public ServiceParts {
 public:
  IntakeParts(ServiceContext& context, const IntakeConfig& config)
      : tracking_hash_(config.tracking_key),
        pin_hash_(config.pin_key),
        fingerprint_hash_(kFingerprintKey),
        pins_(pin_hash_),
        store_(*context.pool),
        catalog_store_(*context.pool),
        outbox_(*context.pool, "intake"),
        dead_letters_(*context.pool, "intake"),
        complaints_({.url = context.config.redis_url}, streams::kComplaints),
        tickets_({.url = context.config.redis_url}, streams::kTickets),
        relay_({.stream = streams::kComplaints, .groups = {streams::kGroupRouting}}, outbox_,
               complaints_, *context.registry),
        consumer_(
            {.stream = streams::kTickets,
             .group = streams::kGroupIntake,
             .consumer = context.instance,
             .claim_idle = absl::Milliseconds(context.config.claim_idle_ms)},
            tickets_, dead_letters_,
            [this](const auto& messages) { return ApplyTicketEvents(store_, messages); },
            *context.registry),
        catalog_source_(MakePeerChannel(config.routing_address)),
        catalog_sync_(catalog_source_, catalog_store_, catalog_, real_clock_),
        relay_loop_("outbox-relay", RelayBody(relay_)),
        consumer_loop_("ticket-events", ConsumerBody(consumer_)),
        catalog_loop_("catalog", PollBody("catalog sync", kCatalogInterval,
                                          [this] { return catalog_sync_.RunOnce(); })),
        guard_(context.authenticator, PermissionTable(AllPermissions()), *context.registry),
        metrics_(*context.registry),
        desk_({store_, catalog_, tracking_hash_, fingerprint_hash_, pins_, context.clock(),
               metrics_, [this] { relay_loop_.Wake(); }},
              GroupCommitterOptions{}),
        service_({guard_, desk_, store_, pins_, catalog_, real_clock_}),
        operations_(OperationsOptions(), guard_, context.clock(), dead_letters_) {}

  std::vector<grpc::Service*> Services() override { return {&service_, &operations_}; }
  absl::Status CheckPermissions() override {
    return guard_.CheckComplete(
        {"salur.intake.v1.IntakeService", "salur.common.v1.OperationsService"});
  }
  absl::Status Prepare() override { return catalog_sync_.LoadStored(); }
  absl::Status CheckReady() override {
    if (catalog_.version() > 0) return absl::OkStatus();
    return MakeError(absl::StatusCode::kUnavailable, "CATALOG_UNAVAILABLE",
                     "regions and categories are not known yet; import the directory");
  }

  void StartLoops() override {
    relay_loop_.Start();
    consumer_loop_.Start();
    catalog_loop_.Start();
  }
  // The other way round than work flows in: nothing new, then what is accepted, then its events.
  void StopLoops() override {
    catalog_loop_.Stop();
    consumer_loop_.Stop();
    desk_.Stop();
    relay_loop_.Stop();
  }

 private:
  OperationsServiceImpl::Options OperationsOptions() {
    OperationsServiceImpl::Options options;
    options.service = "intake";
    options.version = kVersion;
    options.replay = [this](const DeadLetter& letter) {
      return ApplyTicketEvents(store_, {{letter.stream_id, letter.key, letter.payload}});
    };
    options.to_json = [](const DeadLetter& letter) { return TicketEventToJson(letter.payload); };
    options.describe = [this](common::v1::ServiceInfo& info) {
      info.set_directory_version(catalog_.version());
      info.set_ready(catalog_.version() > 0);
      if (!info.ready()) info.add_notes("no directory yet: complaints cannot be checked");
    };
    return options;
  }

  const SystemClock real_clock_;
  const OpenSslKeyedHash tracking_hash_;
  const OpenSslKeyedHash pin_hash_;
  const OpenSslKeyedHash fingerprint_hash_;
  const PinDeriver pins_;
  PostgresComplaintStore store_;
  PostgresCatalogStore catalog_store_;
  postgres::PostgresOutboxStore outbox_;
  postgres::PostgresDeadLetterStore dead_letters_;
  redis::RedisEventStream complaints_;
  redis::RedisEventStream tickets_;
  OutboxRelay relay_;
  StreamConsumer consumer_;
  RoutingCatalogSource catalog_source_;
  CatalogHolder catalog_;
  CatalogSync catalog_sync_;
  Loop relay_loop_;
  Loop consumer_loop_;
  Loop catalog_loop_;
  RpcGuard guard_;
  IntakeMetrics metrics_;
  FilingDesk desk_;
  IntakeServiceImpl service_;
  OperationsServiceImpl operations_;
};

}  // namespace

ServiceDefinition Definition() {
  const auto config = std::make_shared<IntakeConfig>();
  ServiceDefinition definition;
  definition.name = "intake";
  definition.ports = {.grpc = 7710, .metrics = 9710};
  definition.migrations = &Migrations();
  definition.read_config = [config](ConfigReader& reader) { *config = ReadIntakeConfig(reader); };
  definition.make_parts =
      [config](ServiceContext& context) -> absl::StatusOr<std::unique_ptr<ServiceParts>> {
    return std::make_unique<IntakeParts>(context, *config);
  };
  return definition;
}

}  // namespace salur::intake
