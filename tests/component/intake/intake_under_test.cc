#include "tests/component/intake/intake_under_test.h"

#include <grpcpp/create_channel.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

#include "common/base/errors.h"
#include "common/config/config_reader.h"
#include "common/rpc/caller.h"
#include "common/rpc/status.h"
#include "services/intake/intake_app.h"
#include "services/intake/storage/migrations.h"
#include "tests/support/await.h"

namespace salur::testing {
namespace {

[[noreturn]] void Abort(const std::string& what) {
  std::cerr << "test set-up failed: " << what << std::endl;
  std::exit(70);
}

}  // namespace

FakeDirectory::FakeDirectory() {
  catalog_.set_version(1);
  for (const char* code : {"31", "31.71", "31.71.01", "31.71.01.1001"}) {
    catalog_.add_region_codes(code);
  }
  catalog_.add_agency_unit_ids("ID");
  for (const char* code : {"jalan-rusak", "kebakaran"}) {
    catalog_.add_categories()->set_category_code(code);
  }
  catalog_.mutable_categories(1)->set_emergency_number("113");
}

void FakeDirectory::SetCategory(const std::string& code, bool exists) {
  const std::lock_guard lock(mutex_);
  catalog_.set_version(catalog_.version() + 1);
  auto& categories = *catalog_.mutable_categories();
  for (int i = categories.size() - 1; i >= 0; --i) {
    if (categories[i].category_code() == code) categories.DeleteSubrange(i, 1);
  }
  if (exists) catalog_.add_categories()->set_category_code(code);
}

grpc::Status FakeDirectory::GetCatalog(grpc::ServerContext*,
                                       const routing::v1::GetCatalogRequest* request,
                                       routing::v1::GetCatalogResponse* response) {
  const std::lock_guard lock(mutex_);
  response->set_version(catalog_.version());
  if (request->known_version() != catalog_.version()) *response = catalog_;
  return grpc::Status::OK;
}

IntakeUnderTest::IntakeUnderTest(const Options& options)
    : folder_(MakeFolder("salur-intake-")),
      clock_(std::make_shared<FakeClock>(absl::FromUnixMicros(1'800'000'000'123'456))) {
  MigrateForTest(database_, "intake", intake::Migrations());
  Start(options.with_routing);
  if (!options.wait_for_catalog) return;
  const bool loaded =
      Await([&] { return Query("SELECT count(*) FROM intake.reference_catalog") == "1"; });
  // In memory a moment after it is in the database.
  const bool ready = loaded && Await([&] {
                       intake::v1::FileComplaintRequest empty;
                       intake::v1::Complaint answer;
                       return Reason(File(empty, answer)) == "INVALID_FIELDS";
                     });
  if (!ready) Abort("the catalog did not arrive");
}

IntakeUnderTest::~IntakeUnderTest() {
  Stop();
  RemoveFolder(folder_);
}

std::string IntakeUnderTest::WriteKey(const std::string& name, char content) {
  const std::string path = folder_ + "/" + name;
  std::ofstream(path) << std::string(32, content);
  return path;
}

void IntakeUnderTest::Start(bool with_routing) {
  const std::string routing_address = "unix:" + folder_ + "/routing.sock";
  if (with_routing) {
    auto started = RpcServer::Start({.listen = {routing_address}}, {&directory_});
    if (!started.ok()) Abort("fake routing");
    routing_ = *std::move(started);
  }
  ServiceDefinition definition = intake::Definition();
  ConfigReader reader({{"SALUR_ROUTING_ADDRESS", routing_address},
                       {"SALUR_TRACKING_KEY_FILE", WriteKey("tracking.key", 't')},
                       {"SALUR_PIN_KEY_FILE", WriteKey("pin.key", 'p')}});
  definition.read_config(reader);
  if (!reader.Finish().ok()) Abort(reader.Finish().ToString());

  context_ = std::make_unique<ServiceContext>();
  context_->config.development = true;
  context_->config.redis_url = redis_.url();
  context_->config.clock = clock_;
  context_->registry = std::make_shared<prometheus::Registry>();
  context_->pool = std::make_unique<postgres::Pool>(
      postgres::Pool::Options{.dsn = database_.ServiceDsn("intake")});
  context_->authenticator = std::make_shared<DevelopmentAuthenticator>();
  context_->instance = "intake-test";
  auto parts = definition.make_parts(*context_);
  if (!parts.ok()) Abort("parts");
  parts_ = *std::move(parts);
  if (!parts_->CheckPermissions().ok()) Abort("permissions");
  if (!parts_->Prepare().ok()) Abort("prepare");
  const std::string address = "unix:" + folder_ + "/intake.sock";
  auto server = RpcServer::Start({.listen = {address}}, parts_->Services());
  if (!server.ok()) Abort("server");
  server_ = *std::move(server);
  parts_->StartLoops();
  channel_ = grpc::CreateChannel(address, grpc::InsecureChannelCredentials());
  stub_ = intake::v1::IntakeService::NewStub(channel_);
}

void IntakeUnderTest::Stop() {
  server_->Shutdown(absl::Seconds(5));
  parts_->StopLoops();
  server_.reset();
  parts_.reset();
  context_.reset();
  routing_.reset();
}

void IntakeUnderTest::Restart(bool with_routing) {
  Stop();
  Start(with_routing);
}

std::string IntakeUnderTest::Query(const std::string& sql) {
  postgres::Pool pool({.dsn = database_.owner_dsn, .connections_max = 1});
  std::string value;
  const absl::Status status = pool.Run([&](postgres::Transaction& transaction) {
    const postgres::Rows rows = transaction.Exec({"test_query", sql});
    value = rows.empty() ? "" : rows.Text(0, 0);
    return absl::OkStatus();
  });
  return status.ok() ? value : status.ToString();
}

void IntakeUnderTest::As(grpc::ClientContext& context, const std::string& caller) {
  if (!caller.empty()) context.AddMetadata(kDevelopmentCallerKey, caller);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
}

grpc::Status IntakeUnderTest::File(const intake::v1::FileComplaintRequest& request,
                                   intake::v1::Complaint& answer, const std::string& caller) {
  grpc::ClientContext context;
  As(context, caller);
  return stub_->FileComplaint(&context, request, &answer);
}

grpc::Status IntakeUnderTest::Track(const std::string& number, const std::string& pin,
                                    intake::v1::Complaint& answer) {
  intake::v1::TrackComplaintRequest request;
  request.set_tracking_number(number);
  request.set_pin(pin);
  grpc::ClientContext context;
  As(context, "");
  return stub_->TrackComplaint(&context, request, &answer);
}

intake::v1::FileComplaintRequest GoodRequest(const std::string& request_id) {
  intake::v1::FileComplaintRequest request;
  request.set_request_id(request_id);
  request.set_class_(common::v1::COMPLAINT);
  request.set_category_code("jalan-rusak");
  request.set_text("Jalan berlubang di depan sekolah, sudah dua kali ada motor jatuh.");
  request.set_channel(intake::v1::MOBILE_APP);
  request.mutable_location()->set_region_code("31.71.01.1001");
  request.mutable_reporter()->set_partner_reporter_id("u-1");
  return request;
}

std::string Reason(const grpc::Status& status) { return ErrorReason(FromGrpcStatus(status)); }

std::map<std::string, std::string> Violations(const grpc::Status& status) {
  std::map<std::string, std::string> violations;
  for (const FieldViolation& violation : ErrorViolations(FromGrpcStatus(status))) {
    violations[violation.field] = violation.description;
  }
  return violations;
}

}  // namespace salur::testing
