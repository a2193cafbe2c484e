#include "tests/component/routing/routing_under_test.h"

#include <grpcpp/create_channel.h>

#include <cstdlib>
#include <iostream>

#include "common/base/errors.h"
#include "common/base/uuid.h"
#include "common/config/config_reader.h"
#include "common/rpc/caller.h"
#include "common/rpc/status.h"
#include "common/rpc/time_conversion.h"
#include "services/routing/boundaries/boundary_file.h"
#include "services/routing/routing_app.h"
#include "services/routing/storage/migrations.h"
#include "tests/support/await.h"
#include "tests/unit/routing/directories.h"

namespace salur::testing {
namespace {

constexpr std::size_t kChunkBytes = 1 << 20;

[[noreturn]] void Abort(const std::string& what) {
  std::cerr << "test set-up failed: " << what << std::endl;
  std::exit(70);
}

// Villages of the small country: squares of 0.01 degrees, two of them side by side.
void WriteBoundaries(const std::string& path) {
  namespace boundaries = routing::boundaries;
  const auto square = [](std::string_view code, std::int32_t west, std::int32_t south) {
    return boundaries::Encode({*routing::RegionCode::Parse(code),
                               {{{{west, south},
                                  {west + 1000, south},
                                  {west + 1000, south + 1000},
                                  {west, south + 1000}}}}});
  };
  const auto written =
      boundaries::WriteBoundaryFile(path, {square("31.71.01.1001", 10'680'000, -618'000),
                                           square("31.71.01.1002", 10'681'000, -618'000),
                                           square("35.78.01.1001", 11'270'000, -726'000)});
  if (!written.ok()) Abort(written.status().ToString());
}

}  // namespace

std::string Reason(const grpc::Status& status) { return ErrorReason(FromGrpcStatus(status)); }

grpc::Status FakeIntake::BatchGetComplaintTexts(
    grpc::ServerContext*, const intake::v1::BatchGetComplaintTextsRequest* request,
    intake::v1::BatchGetComplaintTextsResponse* response) {
  for (const std::string& id : request->complaint_ids()) {
    auto& text = *response->add_texts();
    text.set_complaint_id(id);
    text.set_text("text of " + id);
    text.set_address("address of " + id);
  }
  return grpc::Status::OK;
}

RoutingUnderTest::RoutingUnderTest()
    : folder_(MakeFolder("salur-routing-")),
      clock_(std::make_shared<FakeClock>(absl::FromUnixMicros(1'750'000'000'123'456))),
      complaints_({.url = redis_.url()}, streams::kComplaints) {
  MigrateForTest(database_, "routing", routing::Migrations());
  Start();
}

RoutingUnderTest::~RoutingUnderTest() {
  server_->Shutdown(absl::Seconds(5));
  parts_->StopLoops();
  server_.reset();
  parts_.reset();
  StopIntake();
  StopEscalation();
  RemoveFolder(folder_);
}

void RoutingUnderTest::StopIntake() {
  if (intake_server_ != nullptr) intake_server_->Shutdown(absl::Seconds(1));
  intake_server_.reset();
}

void RoutingUnderTest::StopEscalation() {
  if (escalation_server_ != nullptr) escalation_server_->Shutdown(absl::Seconds(1));
  escalation_server_.reset();
}

void RoutingUnderTest::Start() {
  const std::string intake_address = "unix:" + folder_ + "/intake.sock";
  auto intake_started = RpcServer::Start({.listen = {intake_address}}, {&intake_});
  if (!intake_started.ok()) Abort("fake intake");
  intake_server_ = *std::move(intake_started);
  const std::string escalation_address = "unix:" + folder_ + "/escalation.sock";
  auto escalation_started = RpcServer::Start({.listen = {escalation_address}}, {&escalation_});
  if (!escalation_started.ok()) Abort("fake escalation");
  escalation_server_ = *std::move(escalation_started);

  ServiceDefinition definition = routing::Definition();
  const std::string boundaries = folder_ + "/boundaries.bin";
  WriteBoundaries(boundaries);
  ConfigReader reader({{"SALUR_INTAKE_ADDRESS", intake_address},
                       {"SALUR_ESCALATION_ADDRESS", escalation_address},
                       {"SALUR_BOUNDARIES_FILE", boundaries}});
  definition.read_config(reader);
  if (!reader.Finish().ok()) Abort(reader.Finish().ToString());
  context_ = std::make_unique<ServiceContext>();
  context_->config.development = true;
  context_->config.redis_url = redis_.url();
  context_->config.clock = clock_;
  context_->registry = std::make_shared<prometheus::Registry>();
  context_->pool = std::make_unique<postgres::Pool>(
      postgres::Pool::Options{.dsn = database_.ServiceDsn("routing")});
  context_->authenticator = std::make_shared<DevelopmentAuthenticator>();
  context_->instance = "routing-test";
  auto parts = definition.make_parts(*context_);
  if (!parts.ok()) Abort("parts");
  parts_ = *std::move(parts);
  if (!parts_->CheckPermissions().ok()) Abort(parts_->CheckPermissions().ToString());
  if (!parts_->Prepare().ok()) Abort("prepare");
  const std::string address = "unix:" + folder_ + "/routing.sock";
  auto server = RpcServer::Start(
      {.listen = {address}, .message_bytes_max = definition.message_bytes_max}, parts_->Services());
  if (!server.ok()) Abort("server");
  server_ = *std::move(server);
  parts_->StartLoops();
  const auto channel = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  directory_stub_ = routing::v1::DirectoryService::NewStub(channel);
  ticket_stub_ = routing::v1::TicketService::NewStub(channel);
  operations_stub_ = common::v1::OperationsService::NewStub(channel);
}

void RoutingUnderTest::As(grpc::ClientContext& context, const std::string& caller) {
  context.AddMetadata(kDevelopmentCallerKey, caller);
}

ImportOutcome RoutingUnderTest::Import(const routing::DirectoryFiles& files,
                                       const std::string& rules, bool commit,
                                       const std::string& caller, const std::string& decrees) {
  grpc::ClientContext context;
  As(context, caller);
  const auto stream = directory_stub_->ImportDirectory(&context);
  const auto send = [&](routing::v1::ImportFileKind kind, const std::string& name,
                        const std::string& content) {
    for (std::size_t at = 0; at < content.size(); at += kChunkBytes) {
      routing::v1::ImportDirectoryRequest request;
      request.set_file(kind);
      request.set_file_name("data/" + name);
      request.set_chunk(content.substr(at, kChunkBytes));
      stream->Write(request);
    }
  };
  send(routing::v1::REGIONS, "regions.csv", files.regions);
  send(routing::v1::AGENCY_KINDS, "agency_kinds.csv", files.agency_kinds);
  send(routing::v1::AGENCY_OVERRIDES, "agency_overrides.csv", files.agency_overrides);
  send(routing::v1::CATEGORIES, "categories.csv", files.categories);
  send(routing::v1::DECREES, "decrees.csv", decrees);
  if (!rules.empty()) send(routing::v1::ROUTING_RULES, "routing_rules.csv", rules);
  if (commit) {
    routing::v1::ImportDirectoryRequest last;
    last.set_commit(true);
    stream->Write(last);
  }
  stream->WritesDone();
  ImportOutcome outcome;
  routing::v1::ImportDirectoryResponse response;
  while (stream->Read(&response)) {
    if (response.has_result()) {
      outcome.result = response.result();
    } else if (outcome.phases.empty() || outcome.phases.back() != response.phase()) {
      outcome.phases.push_back(response.phase());
    }
  }
  outcome.status = stream->Finish();
  return outcome;
}

ImportOutcome RoutingUnderTest::ImportDecrees(const std::string& rows, bool commit) {
  return Import({}, "", commit, "admin/tester",
                "decree,valid_from,change,old_code,new_code,new_name,note\n" + rows);
}

void RoutingUnderTest::AwaitHandOver() {
  if (!Await([&] { return Query("SELECT count(*) FROM routing.hand_over") == "0"; })) {
    Abort("the hand-over does not end");
  }
}

void RoutingUnderTest::ImportSmall() {
  const ImportOutcome outcome = Import(routing::samples::SmallFiles());
  if (!outcome.status.ok()) Abort("import: " + outcome.status.error_message());
}

events::v1::ComplaintEvent RoutingUnderTest::NewComplaint(const std::string& category,
                                                          const std::string& region) {
  events::v1::ComplaintEvent event;
  event.set_complaint_id(NewUuid(clock_->Now()));
  event.set_tracking_number("TST-" + std::to_string(++filed_));
  SetTimestamp(clock_->Now(), event.mutable_received_time());
  SetTimestamp(clock_->Now(), event.mutable_create_time());
  event.set_class_(common::v1::COMPLAINT);
  event.set_category_code(category);
  event.set_region_code(region);
  return event;
}

void RoutingUnderTest::Publish(const std::vector<events::v1::ComplaintEvent>& complaints) {
  std::vector<OutgoingEvent> events;
  for (const auto& complaint : complaints) {
    events.push_back({"0", complaint.complaint_id(), complaint.SerializeAsString()});
  }
  if (!complaints_.Append(events).ok()) Abort("append");
}

grpc::Status RoutingUnderTest::Get(const std::string& ticket_id, routing::v1::Ticket& ticket,
                                   const std::string& caller) {
  grpc::ClientContext context;
  As(context, caller);
  routing::v1::GetTicketRequest request;
  request.set_ticket_id(ticket_id);
  return ticket_stub_->GetTicket(&context, request, &ticket);
}

routing::v1::Ticket RoutingUnderTest::AwaitTicket(const std::string& ticket_id) {
  if (!Await([&] {
        return Query("SELECT count(*) FROM routing.ticket WHERE ticket_id = '" + ticket_id + "'") ==
               "1";
      })) {
    Abort("no ticket came");
  }
  routing::v1::Ticket ticket;
  // An officer of the handling unit itself may open confidential ones too.
  const std::string unit =
      Query("SELECT handling_unit_id FROM routing.ticket WHERE ticket_id = '" + ticket_id + "'");
  const grpc::Status status = Get(ticket_id, ticket, "officer/tester@" + unit + ";confidential");
  if (!status.ok()) Abort("get: " + status.error_message());
  return ticket;
}

routing::v1::Ticket RoutingUnderTest::Route(const std::string& category,
                                            const std::string& region) {
  const auto complaint = NewComplaint(category, region);
  Publish({complaint});
  return AwaitTicket(complaint.complaint_id());
}

std::string RoutingUnderTest::Query(const std::string& sql) {
  postgres::Pool pool({.dsn = database_.owner_dsn, .connections_max = 1});
  std::string value;
  const absl::Status status = pool.Run([&](postgres::Transaction& transaction) {
    const postgres::Rows rows = transaction.Exec({"query", sql});
    value = rows.empty() ? "" : rows.Text(0, 0);
    return absl::OkStatus();
  });
  if (!status.ok()) Abort("query: " + status.ToString());
  return value;
}

}  // namespace salur::testing
