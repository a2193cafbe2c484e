// A PostgreSQL server of the test program's own, on a unix socket, started at first use and stopped
// at the end of the program.
#pragma once

#include <memory>
#include <string>

#include "common/postgres/migrations.h"
#include "tests/support/child_process.h"

namespace salur::testing {

// One database with the roles salur_owner, salur_intake, salur_routing and salur_escalation.
struct TestDatabase {
  std::string name;
  std::string admin_dsn;
  std::string owner_dsn;
  // DSN of a service's own role: "intake", "routing" or "escalation".
  std::string ServiceDsn(const std::string& service) const;
  std::string socket_folder;
};

class PrivatePostgres {
 public:
  // Started at first use; one for the program. Aborts with a message when PostgreSQL is missing.
  static PrivatePostgres& Instance();

  PrivatePostgres();
  ~PrivatePostgres();

  // A new, empty database; migrate it with MigrateForTest.
  TestDatabase NewDatabase();

  // kill -9 of the server and all its backends, and a start on the same data.
  void Kill();
  void Restart();

 private:
  void Start();

  std::string folder_;
  std::string programs_;
  std::unique_ptr<ChildProcess> server_;
  int databases_ = 0;
};

// Applies migrations as the owner; aborts on failure.
void MigrateForTest(const TestDatabase& database, const std::string& schema,
                    const std::vector<postgres::Migration>& migrations);

}  // namespace salur::testing
