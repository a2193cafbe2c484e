#include "tests/support/private_postgres.h"

#include <signal.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "tests/support/await.h"

namespace salur::testing {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void Abort(const std::string& what) {
  std::cerr << "test set-up failed: " << what << std::endl;
  std::exit(70);
}

// The newest PostgreSQL that is installed; no version is named.
std::string FindPrograms() {
  int newest = 0;
  std::string found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator("/usr/lib/postgresql", error)) {
    const int version = std::atoi(entry.path().filename().c_str());
    if (version > newest && fs::exists(entry.path() / "bin/initdb")) {
      newest = version;
      found = entry.path() / "bin";
    }
  }
  if (found.empty()) Abort("PostgreSQL is not installed (Debian package postgresql)");
  return found;
}

std::string Dsn(const std::string& folder, const std::string& user, const std::string& database) {
  return "host=" + folder + " user=" + user + " dbname=" + database;
}

}  // namespace

std::string TestDatabase::ServiceDsn(const std::string& service) const {
  return Dsn(socket_folder, "salur_" + service, name);
}

PrivatePostgres& PrivatePostgres::Instance() {
  static PrivatePostgres instance;
  return instance;
}

PrivatePostgres::PrivatePostgres() : folder_(MakeFolder("salur-pg-")), programs_(FindPrograms()) {
  const std::string log = folder_ + "/initdb.log";
  const int code = RunProgram(
      {.arguments = {programs_ + "/initdb", "-D", folder_ + "/data", "-E", "UTF8",
                     "--locale=C.UTF-8", "-U", "salur_admin", "--auth=trust", "--no-sync"},
       .environment = {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}},
       .output_file = log,
       .as_unprivileged = true});
  if (code != 0) {
    std::ifstream text(log);
    std::cerr << text.rdbuf();
    Abort("initdb failed");
  }
  Start();
  postgres::Pool admin({.dsn = Dsn(folder_, "salur_admin", "postgres"), .connections_max = 1});
  const absl::Status status = admin.Run([](postgres::Transaction& transaction) {
    transaction.ExecScript(
        "CREATE ROLE salur_owner LOGIN; CREATE ROLE salur_intake LOGIN; "
        "CREATE ROLE salur_routing LOGIN; CREATE ROLE salur_escalation LOGIN");
    return absl::OkStatus();
  });
  if (!status.ok()) Abort("roles: " + status.ToString());
}

PrivatePostgres::~PrivatePostgres() {
  server_->Signal(SIGQUIT);
  if (server_->Wait(10) == -1) server_->Signal(SIGKILL);
  server_.reset();
  RemoveFolder(folder_);
}

void PrivatePostgres::Start() {
  // fsync is off: tests kill the server's processes, never the machine.
  server_ = std::make_unique<ChildProcess>(ChildProcess::Options{
      .arguments = {programs_ + "/postgres", "-D", folder_ + "/data", "-k", folder_, "-c",
                    "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=120", "-c",
                    "shared_buffers=64MB", "-c", "log_min_messages=fatal"},
      .environment = {{"PATH", "/usr/bin:/bin"}, {"LC_ALL", "C.UTF-8"}},
      .output_file = folder_ + "/server.log",
      .as_unprivileged = true,
      .death_signal = SIGQUIT});
  postgres::Pool admin({.dsn = Dsn(folder_, "salur_admin", "postgres"), .connections_max = 1});
  if (!Await([&] { return admin.Ping().ok(); }, std::chrono::seconds(30))) {
    std::ifstream text(folder_ + "/server.log");
    std::cerr << text.rdbuf();
    Abort("PostgreSQL does not answer");
  }
}

void PrivatePostgres::Kill() {
  server_->Signal(SIGKILL);
  server_->Wait();
  // Backends notice that their server is gone within a moment; the next start waits for them.
}

void PrivatePostgres::Restart() { Start(); }

TestDatabase PrivatePostgres::NewDatabase() {
  TestDatabase database;
  database.name = "test_" + std::to_string(++databases_);
  database.socket_folder = folder_;
  database.admin_dsn = Dsn(folder_, "salur_admin", database.name);
  database.owner_dsn = Dsn(folder_, "salur_owner", database.name);
  // CREATE DATABASE cannot run in a transaction, so it goes through psql.
  const int code = RunProgram(
      {.arguments = {programs_ + "/psql", "-h", folder_, "-U", "salur_admin", "-d", "postgres",
                     "-qc", "CREATE DATABASE " + database.name + " OWNER salur_owner"},
       .environment = {{"PATH", "/usr/bin:/bin"}}});
  if (code != 0) Abort("CREATE DATABASE failed");
  return database;
}

void MigrateForTest(const TestDatabase& database, const std::string& schema,
                    const std::vector<postgres::Migration>& migrations) {
  postgres::Pool owner({.dsn = database.owner_dsn, .connections_max = 1});
  const auto applied = postgres::Migrate(owner, schema, migrations);
  if (!applied.ok()) Abort("migration of " + schema + ": " + applied.status().ToString());
}

}  // namespace salur::testing
