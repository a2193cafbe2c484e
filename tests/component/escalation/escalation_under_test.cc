#include "tests/component/escalation/escalation_under_test.h"

#include <cstdlib>
#include <iostream>
#include <map>
#include <utility>

#include "common/rpc/status.h"
#include "common/rpc/time_conversion.h"
#include "salur/events/v1/ticket_event.pb.h"
#include "services/escalation/converters.h"
#include "services/escalation/escalation_app.h"
#include "services/escalation/storage/migrations.h"

namespace salur::escalation {
namespace {

template <typename T>
T Must(absl::StatusOr<T> value) {
  if (value.ok()) return *std::move(value);
  std::cerr << "test set-up failed: " << value.status() << std::endl;
  std::exit(70);
}

std::string RegionText(const Place& place) {
  return place.region.empty() ? std::string(kRootUnit) : place.region;
}

}  // namespace

routing::v1::Ticket TicketMessage(const TicketFacts& ticket) {
  routing::v1::Ticket message;
  message.set_ticket_id(ticket.ticket_id);
  message.set_state(static_cast<routing::v1::TicketState>(ticket.state));
  message.set_class_(static_cast<common::v1::ComplaintClass>(ticket.ticket_class));
  message.set_category_code(ticket.category_code);
  message.set_needs_supervision(ticket.needs_supervision);
  message.set_always_calendar(ticket.always_calendar);
  message.set_confidential(ticket.confidential);
  message.set_region_code(ticket.region_code);
  message.set_handling_unit_id(ticket.handling_unit_id);
  message.set_accountable_unit_id(ticket.accountable_unit_id);
  message.set_cycle(ticket.cycle);
  message.set_step(ticket.step);
  message.set_version(ticket.version);
  message.set_clock_version(ticket.clock_version);
  for (const Fact& fact : ticket.facts) {
    routing::v1::Fact* made = message.add_facts();
    made->set_number(fact.number);
    made->set_kind(static_cast<routing::v1::FactKind>(fact.kind));
    SetTimestamp(fact.time, made->mutable_time());
    made->set_cycle(fact.cycle);
    made->set_step(fact.step);
    made->set_unit_id(fact.unit_id);
    made->set_unit_region_code(RegionText(fact.place));
    made->set_unit_time_zone(std::string(ZoneName(fact.place.utc_offset_hours)));
    if (fact.due_time.has_value()) SetTimestamp(*fact.due_time, made->mutable_due_time());
  }
  for (const Rung& rung : ticket.ladder) {
    routing::v1::Rung* made = message.add_ladder();
    made->set_unit_id(rung.unit_id);
    made->set_level(static_cast<common::v1::Level>(LevelOfUnit(rung.unit_id)));
    made->set_region_code(RegionText(rung.place));
    made->set_time_zone(std::string(ZoneName(rung.place.utc_offset_hours)));
  }
  return message;
}

std::string EventPayload(const TicketFacts& ticket) {
  events::v1::TicketEvent event;
  *event.mutable_ticket() = TicketMessage(ticket);
  return event.SerializeAsString();
}

grpc::Status FakeRouting::ApplyClockActions(grpc::ServerContext* context,
                                            const routing::v1::ApplyClockActionsRequest* request,
                                            routing::v1::ApplyClockActionsResponse* response) {
  const auto caller = context->client_metadata().find(kDevelopmentCallerKey);
  if (caller == context->client_metadata().end() || caller->second != "service/escalation") {
    return {grpc::StatusCode::PERMISSION_DENIED, "escalation only"};
  }
  std::vector<Proposal> proposals;
  for (const routing::v1::ClockAction& action : request->actions()) {
    NextAction next;
    next.kind = static_cast<ActionKind>(action.action());
    next.due_time = FromTimestamp(action.due_time());
    next.cycle = action.cycle();
    next.step = action.step();
    next.clock_version = action.clock_version();
    proposals.push_back({action.ticket_id(), next});
  }
  const auto decided = decider_.Decide(proposals);
  if (!decided.ok()) return ToGrpcStatus(decided.status());
  for (const DecidedAction& one : *decided) {
    routing::v1::ClockActionOutcome* outcome = response->add_outcomes();
    outcome->set_result(static_cast<routing::v1::ClockActionResult>(one.decision));
    if (one.ticket.has_value()) *outcome->mutable_ticket() = TicketMessage(*one.ticket);
  }
  return grpc::Status::OK;
}

Replica::Replica(const std::string& dsn, const std::string& redis_url, const std::string& routing,
                 std::shared_ptr<const Clock> clock, const std::string& instance) {
  context_.config.development = true;
  context_.config.redis_url = redis_url;
  context_.config.claim_idle_ms = 200;
  context_.config.clock = std::move(clock);
  context_.registry = std::make_shared<prometheus::Registry>();
  context_.authenticator = std::make_shared<DevelopmentAuthenticator>();
  context_.instance = instance;
  postgres::Pool::Options options;
  options.dsn = dsn;
  context_.pool = std::make_unique<postgres::Pool>(options);
  const ServiceDefinition definition = Definition();
  ConfigReader reader({{"SALUR_ROUTING_ADDRESS", routing}});
  definition.read_config(reader);
  parts_ = Must(definition.make_parts(context_));
  const absl::Status complete = parts_->CheckPermissions();
  const absl::Status prepared = parts_->Prepare();
  if (!complete.ok() || !prepared.ok()) {
    std::cerr << "test set-up failed: " << complete << " " << prepared << std::endl;
    std::exit(70);
  }
  server_ = Must(RpcServer::Start({.listen = {"127.0.0.1:0"}}, parts_->Services()));
}

Replica::~Replica() {
  server_->Shutdown(absl::Seconds(5));
  if (looping_) parts_->StopLoops();
}

void Replica::StartLoops() {
  parts_->StartLoops();
  looping_ = true;
}

std::unique_ptr<v1::EscalationService::Stub> Replica::Escalation() {
  return v1::EscalationService::NewStub(Channel());
}

SetUpForEscalation::SetUpForEscalation(absl::Time now)
    : folder_(testing::MakeFolder("salur-esc-")),
      database_(testing::PrivatePostgres::Instance().NewDatabase()),
      clock_(std::make_shared<testing::FakeClock>(now)),
      routing_(*clock_),
      routing_service_(routing_),
      routing_server_(Must(RpcServer::Start({.listen = {routing_address()}}, {&routing_service_}))),
      stream_({.url = redis_.url()}, streams::kTickets) {
  testing::MigrateForTest(database_, "escalation", Migrations());
  postgres::Pool::Options options;
  options.dsn = database_.ServiceDsn("escalation");
  pool_ = std::make_unique<postgres::Pool>(options);
}

SetUpForEscalation::~SetUpForEscalation() {
  routing_server_.reset();
  testing::RemoveFolder(folder_);
}

std::unique_ptr<Replica> SetUpForEscalation::NewReplica(const std::string& instance) {
  return std::make_unique<Replica>(database_.ServiceDsn("escalation"), redis_.url(),
                                   routing_address(), clock_, instance);
}

void SetUpForEscalation::Publish(const TicketFacts& ticket) {
  PublishRaw(ticket.ticket_id, EventPayload(ticket));
}

void SetUpForEscalation::PublishRaw(const std::string& key, const std::string& payload) {
  Must(stream_.Append({{"1", key, payload}}));
}

std::string SetUpForEscalation::Id(int number) {
  const std::string digits = std::to_string(number);
  return "0198f000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

TicketBuilder SetUpForEscalation::File(int number, const char* filed) {
  TicketBuilder builder{Local(filed)};
  builder.ticket().ticket_id = Id(number);
  builder.Assigned(Local(filed) + absl::Minutes(1), "31.71.01.1001");
  routing_.Put(builder.ticket());
  return builder;
}

void SetUpForEscalation::LoadNationalHolidays(Replica& replica) {
  grpc::ClientContext context;
  CallAs(context, "admin/ani");
  v1::ReplaceHolidaysRequest request;
  request.set_request_id("national");
  for (const Holiday& holiday : NationalHolidays()) ToProto(holiday, request.add_holidays());
  v1::ReplaceHolidaysResponse response;
  const grpc::Status status = replica.Escalation()->ReplaceHolidays(&context, request, &response);
  if (status.ok()) return;
  std::cerr << "test set-up failed: " << status.error_message() << std::endl;
  std::exit(70);
}

std::int64_t SetUpForEscalation::Query(const std::string& sql) {
  std::int64_t value = -1;
  const postgres::Statement statement{"query " + sql, sql};
  const absl::Status status = pool_->Run([&](postgres::Transaction& transaction) {
    value = transaction.Exec(statement).Integer(0, 0);
    return absl::OkStatus();
  });
  if (!status.ok()) std::cerr << sql << ": " << status << std::endl;
  return value;
}

void CallAs(grpc::ClientContext& context, const std::string& caller) {
  if (!caller.empty()) context.AddMetadata(kDevelopmentCallerKey, caller);
}

}  // namespace salur::escalation
