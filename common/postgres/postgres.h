// PostgreSQL behind a narrow interface: statements, transactions, a pool. Exceptions of the driver
// end in postgres.cc.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "common/postgres/params.h"
#include "common/postgres/rows.h"

namespace salur::postgres {

// One SQL statement, prepared once per connection under its name. Both outlive the program
// (constants) or the pool (generated once at start).
struct Statement {
  std::string name;
  std::string sql;
};

class Connection;

// An open transaction. Only inside Pool::Run; errors leave as exceptions that Run turns into a
// status, so code inside reads straight on.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) {}
  Rows Exec(const Statement& statement, const Params& params = {});
  // For scripts without parameters (migrations): may hold several statements.
  void ExecScript(std::string_view script);

 private:
  Connection& connection_;
};

// Connections to one database as one role. Thread-safe. Opens lazily; a broken connection is
// replaced on next use.
class Pool {
 public:
  struct Options {
    std::string dsn;
    int connections_max = 12;
    absl::Duration acquire_timeout = absl::Seconds(5);
    // Serialization failures and deadlocks repeat the whole transaction this many times.
    int retries_max = 5;
    // Name in pg_stat_activity.
    std::string application_name = "salur";
    // Called with a short constant for every error: "unavailable", "in_doubt", "rejected" ...
    std::function<void(std::string_view)> on_error = nullptr;
  };

  explicit Pool(Options options);
  ~Pool();

  // Runs `work` in a transaction (READ COMMITTED) and commits when it returns OK; rolls back and
  // returns its status otherwise. `work` may run several times, so it must not have effects
  // outside. Errors: UNAVAILABLE DATABASE_UNAVAILABLE (nothing happened), UNAVAILABLE
  // COMMIT_IN_DOUBT (it may have), ABORTED SERIALIZATION_FAILURE, RESOURCE_EXHAUSTED
  // POOL_EXHAUSTED, ALREADY_EXISTS UNIQUE_VIOLATION, INTERNAL DATABASE_REJECTED. Messages never
  // hold values of rows.
  absl::Status Run(const std::function<absl::Status(Transaction&)>& work);

  // SELECT 1.
  absl::Status Ping();

  struct Usage {
    int idle;
    int busy;
  };
  Usage usage() const;

 private:
  struct State;
  absl::Status RunOnce(const std::function<absl::Status(Transaction&)>& work);

  std::unique_ptr<State> state_;
};

}  // namespace salur::postgres
