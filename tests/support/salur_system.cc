#include "tests/support/salur_system.h"

#include <arpa/inet.h>
#include <grpcpp/create_channel.h>
#include <grpcpp/generic/generic_stub.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <sstream>

#include "common/base/clock.h"
#include "common/base/errors.h"
#include "common/rpc/caller.h"
#include "common/rpc/time_conversion.h"
#include "tests/support/await.h"

namespace salur::testing {
namespace {

constexpr const char* kServices[] = {"routing", "intake", "escalation"};

[[noreturn]] void Abort(const std::string& what) {
  std::cerr << "test set-up failed: " << what << std::endl;
  std::exit(70);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The value of "name":"value" in a flat JSON object that we wrote ourselves.
std::string JsonText(const std::string& json, const std::string& name) {
  const std::string mark = "\"" + name + "\":\"";
  const auto start = json.find(mark);
  if (start == std::string::npos) return "";
  const auto value = start + mark.size();
  return json.substr(value, json.find('"', value) - value);
}

void WriteKey(const std::string& path, char fill) {
  std::ofstream(path, std::ios::binary) << std::string(32, fill);
  chmod(path.c_str(), 0600);
}

}  // namespace

void As(grpc::ClientContext& context, const std::string& caller, int seconds) {
  if (!caller.empty()) context.AddMetadata(kDevelopmentCallerKey, caller);
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(seconds));
  context.set_wait_for_ready(true);
}

SalurSystem::SalurSystem(Options options)
    : options_(std::move(options)),
      folder_(MakeFolder("salur-sys-")),
      database_(PrivatePostgres::Instance().NewDatabase()) {
  clock_epoch_ = absl::FormatTime(absl::RFC3339_full, SystemClock().Now(), absl::UTCTimeZone()) +
                 "/" + options_.clock_start;
  WriteKey(folder_ + "/tracking.key", 't');
  WriteKey(folder_ + "/pin.key", 'p');
  for (const char* service : kServices) {
    Migrate(service);
    Start(service);
  }
  intake_ = intake::v1::IntakeService::NewStub(Channel("intake"));
  tickets_ = routing::v1::TicketService::NewStub(Channel("routing"));
  directory_ = routing::v1::DirectoryService::NewStub(Channel("routing"));
  escalation_ = escalation::v1::EscalationService::NewStub(Channel("escalation"));
  if (!options_.import_directory) return;
  ImportDirectory();
  for (const char* service : kServices) {
    if (!AwaitServing(service)) Abort(std::string(service) + " does not serve:\n" + Log(service));
  }
}

SalurSystem::~SalurSystem() {
  for (auto& [name, service] : services_) {
    if (service.process != nullptr) service.process->Signal(SIGKILL);
  }
  services_.clear();
  RemoveFolder(folder_);
}

std::string SalurSystem::Program(const std::string& service) const {
  return std::string(SALUR_BINARY_DIR "/bin/salur-") + service;
}

std::map<std::string, std::string> SalurSystem::Environment(const std::string& service) const {
  std::map<std::string, std::string> environment{
      {"SALUR_ENVIRONMENT", "development"},
      {"SALUR_POSTGRES_DSN", database_.ServiceDsn(service)},
      {"SALUR_REDIS_URL", redis_.url()},
      {"SALUR_LISTEN", "127.0.0.1:0,unix:" + folder_ + "/" + service + ".sock"},
      {"SALUR_METRICS_LISTEN", "127.0.0.1:0"},
      {"SALUR_ENDPOINT_FILE", folder_ + "/" + service + ".json"},
      {"SALUR_CLAIM_IDLE_MS", "1000"},
      {"SALUR_LOG_LEVEL", "debug"}};
  if (options_.clock_rate != 1) {
    environment["SALUR_CLOCK_RATE"] = std::to_string(options_.clock_rate);
    environment["SALUR_CLOCK_EPOCH"] = clock_epoch_;
  }
  if (service != "intake") {
    if (service == "routing") {
      environment["SALUR_INTAKE_ADDRESS"] = "unix:" + folder_ + "/intake.sock";
      environment["SALUR_BOUNDARIES_FILE"] = SALUR_SOURCE_DIR "/data/boundaries.bin";
      environment["SALUR_ESCALATION_ADDRESS"] = "unix:" + folder_ + "/escalation.sock";
    }
  } else {
    environment["SALUR_TRACKING_KEY_FILE"] = folder_ + "/tracking.key";
    environment["SALUR_PIN_KEY_FILE"] = folder_ + "/pin.key";
  }
  if (service != "routing")
    environment["SALUR_ROUTING_ADDRESS"] = "unix:" + folder_ + "/routing.sock";
  for (const char* variable : {"ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"}) {
    if (const char* value = std::getenv(variable); value != nullptr) environment[variable] = value;
  }
  for (const auto& [name, value] : options_.environment) environment[name] = value;
  return environment;
}

void SalurSystem::Migrate(const std::string& service) {
  const int code = RunProgram({.arguments = {Program(service), "--migrate"},
                               .environment = {{"SALUR_POSTGRES_DSN", database_.owner_dsn}},
                               .output_file = folder_ + "/migrate.log"});
  if (code != 0) Abort("migration of " + service + ":\n" + ReadFile(folder_ + "/migrate.log"));
}

void SalurSystem::Start(const std::string& service) {
  const std::string endpoint = folder_ + "/" + service + ".json";
  unlink(endpoint.c_str());
  Service& entry = services_[service];
  entry.process = std::make_unique<ChildProcess>(
      ChildProcess::Options{.arguments = {Program(service)},
                            .environment = Environment(service),
                            .output_file = folder_ + "/" + service + ".log"});
  if (!Await([&] { return access(endpoint.c_str(), R_OK) == 0 || !entry.process->IsRunning(); }) ||
      !entry.process->IsRunning()) {
    Abort(service + " does not start:\n" + Log(service));
  }
  const std::string json = ReadFile(endpoint);
  entry.grpc = JsonText(json, "grpc");
  entry.metrics = JsonText(json, "metrics");
}

void SalurSystem::Kill(const std::string& service) {
  services_.at(service).process->Signal(SIGKILL);
  services_.at(service).process->Wait();
}

int SalurSystem::Stop(const std::string& service) {
  services_.at(service).process->Signal(SIGTERM);
  return services_.at(service).process->Wait();
}

std::shared_ptr<grpc::Channel> SalurSystem::Channel(const std::string& service) const {
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 50);
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 100);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 200);
  // The unix socket stays the same over restarts.
  return grpc::CreateCustomChannel("unix:" + folder_ + "/" + service + ".sock",
                                   grpc::InsecureChannelCredentials(), arguments);
}

bool SalurSystem::IsServing(const std::string& service) {
  // grpc.health.v1.HealthCheckResponse with status SERVING is the two bytes 08 01.
  grpc::GenericStub stub(grpc::CreateChannel("unix:" + folder_ + "/" + service + ".sock",
                                             grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(2));
  grpc::CompletionQueue queue;
  const grpc::Slice empty;
  grpc::ByteBuffer request(&empty, 1);
  grpc::ByteBuffer response;
  grpc::Status status;
  auto call = stub.PrepareUnaryCall(&context, "/grpc.health.v1.Health/Check", request, &queue);
  call->StartCall();
  call->Finish(&response, &status, nullptr);
  void* tag = nullptr;
  bool ok = false;
  queue.Next(&tag, &ok);
  grpc::Slice slice;
  if (!status.ok() || !response.DumpToSingleSlice(&slice).ok()) return false;
  return slice.size() == 2 && slice.begin()[0] == 8 && slice.begin()[1] == 1;
}

bool SalurSystem::AwaitServing(const std::string& service, int seconds) {
  return Await([&] { return IsServing(service); }, std::chrono::seconds(seconds));
}

std::string SalurSystem::Log(const std::string& service) const {
  return ReadFile(folder_ + "/" + service + ".log");
}

std::string SalurSystem::Metrics(const std::string& service) const {
  const std::string& address = services_.at(service).metrics;
  sockaddr_in target{};
  target.sin_family = AF_INET;
  target.sin_port =
      htons(static_cast<std::uint16_t>(std::atoi(address.c_str() + address.rfind(':') + 1)));
  inet_pton(AF_INET, "127.0.0.1", &target.sin_addr);
  const int connection = socket(AF_INET, SOCK_STREAM, 0);
  std::string text;
  if (connect(connection, reinterpret_cast<sockaddr*>(&target), sizeof target) == 0) {
    constexpr char kRequest[] =
        "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    if (write(connection, kRequest, sizeof kRequest - 1) > 0) {
      char buffer[16384];
      for (ssize_t n = 0; (n = read(connection, buffer, sizeof buffer)) > 0;) {
        text.append(buffer, static_cast<std::size_t>(n));
      }
    }
  }
  close(connection);
  return text;
}

int SalurSystem::Ctl(const std::vector<std::string>& arguments, std::string* output) {
  const std::string file = folder_ + "/ctl.out";
  unlink(file.c_str());
  std::vector<std::string> all{SALUR_BINARY_DIR "/bin/salurctl"};
  for (const char* service : kServices) {
    all.push_back(std::string("--") + service);
    all.push_back("unix:" + folder_ + "/" + service + ".sock");
  }
  all.insert(all.end(), arguments.begin(), arguments.end());
  const int code = RunProgram(
      {.arguments = all,
       .environment = {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}, {"HOME", folder_}},
       .output_file = file},
      120);
  if (output != nullptr) *output = ReadFile(file);
  return code;
}

void SalurSystem::ImportDirectory() {
  const std::string data = SALUR_SOURCE_DIR "/data";
  std::string output;
  if (!Await([&] { return IsServing("routing"); }, std::chrono::seconds(30))) {
    Abort("routing does not serve:\n" + Log("routing"));
  }
  if (Ctl({"directory", "import", "--data", data}, &output) != 0) Abort("import: " + output);
  if (!AwaitServing("escalation")) Abort("escalation does not serve:\n" + Log("escalation"));
  if (Ctl({"holidays", "import", data + "/holidays.csv"}, &output) != 0) {
    Abort("holidays: " + output);
  }
}

std::string SalurSystem::Query(const std::string& sql) {
  postgres::Pool pool({.dsn = database_.admin_dsn, .connections_max = 1});
  std::string value;
  const absl::Status status = pool.Run([&](postgres::Transaction& transaction) {
    const postgres::Rows rows = transaction.Exec({"test_query", sql});
    value = rows.empty() ? "" : rows.Text(0, 0);
    return absl::OkStatus();
  });
  return status.ok() ? value : "error: " + status.ToString();
}

absl::Time SalurSystem::Now() {
  const auto stub = salur::common::v1::OperationsService::NewStub(Channel("routing"));
  grpc::ClientContext context;
  As(context, "admin/test");
  salur::common::v1::ServiceInfo info;
  const grpc::Status status = stub->GetServiceInfo(&context, {}, &info);
  if (!status.ok()) Abort("GetServiceInfo: " + status.error_message());
  return FromTimestamp(info.current_time());
}

}  // namespace salur::testing
