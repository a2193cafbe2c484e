#include "common/postgres/postgres.h"

#include <condition_variable>
#include <mutex>

#include "common/base/errors.h"
#include "common/log/log.h"
#include "common/postgres/connection.h"

namespace salur::postgres {

Rows Transaction::Exec(const Statement& statement, const Params& params) {
  return connection_.Exec(statement, params);
}
void Transaction::ExecScript(std::string_view script) { connection_.ExecScript(script); }

struct Pool::State {
  Options options;
  mutable std::mutex mutex;
  std::condition_variable returned;
  std::vector<std::unique_ptr<Connection>> idle;
  int open = 0;  // idle and busy

  void Report(std::string_view kind) const {
    if (options.on_error) options.on_error(kind);
  }

  absl::StatusOr<std::unique_ptr<Connection>> Acquire() {
    std::unique_lock lock(mutex);
    const bool available =
        returned.wait_for(lock, absl::ToChronoMilliseconds(options.acquire_timeout),
                          [&] { return !idle.empty() || open < options.connections_max; });
    if (!available) {
      return MakeError(absl::StatusCode::kResourceExhausted, "POOL_EXHAUSTED",
                       "all database connections are busy");
    }
    if (!idle.empty()) {
      auto connection = std::move(idle.back());
      idle.pop_back();
      return connection;
    }
    ++open;
    lock.unlock();
    try {
      return std::make_unique<Connection>(options.dsn);
    } catch (const std::exception&) {
      Forget();
      return MakeError(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE",
                       "cannot connect to PostgreSQL");
    }
  }

  void Return(std::unique_ptr<Connection> connection) {
    {
      const std::lock_guard lock(mutex);
      idle.push_back(std::move(connection));
    }
    returned.notify_one();
  }

  void Forget() {
    {
      const std::lock_guard lock(mutex);
      --open;
    }
    returned.notify_one();
  }
};

namespace {

// Only the code and the statement's class of error are told: messages and details of PostgreSQL
// can quote values, and values can be personal data.
absl::Status FromSqlState(const std::string& state) {
  const std::string group = state.substr(0, 2);
  if (state == "40001" || state == "40P01") {
    return MakeError(absl::StatusCode::kAborted, "SERIALIZATION_FAILURE",
                     "the transaction collided with another one");
  }
  if (state == "23505") {
    return MakeError(absl::StatusCode::kAlreadyExists, "UNIQUE_VIOLATION",
                     "a row with this key exists");
  }
  // Out of connections, memory or disk; shutting down; connection errors; lock or statement
  // timeouts; read-only after a failover.
  if (group == "53" || group == "57" || group == "08" || group == "58" || state == "55P03" ||
      state == "25006") {
    return MakeError(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE",
                     "PostgreSQL cannot serve now (" + state + ")");
  }
  // A missing table or right: the schema is not the one that this program knows. Waiting for the
  // operator is right; dropping messages would not be.
  if (group == "42" || group == "3F") {
    return MakeError(absl::StatusCode::kUnavailable, "SCHEMA_MISMATCH",
                     "PostgreSQL refuses a statement of this version (" + state + ")");
  }
  return MakeError(absl::StatusCode::kInternal, "DATABASE_REJECTED",
                   "PostgreSQL rejects the data (" + state + ")");
}

absl::Status ConnectionBroke(bool committing) {
  if (committing) {
    return MakeError(absl::StatusCode::kUnavailable, "COMMIT_IN_DOUBT",
                     "the connection broke during the commit; repeat with the same request_id");
  }
  return MakeError(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE",
                   "the connection to PostgreSQL broke");
}

absl::Status Collision() { return FromSqlState("40001"); }

struct Failure {
  absl::Status status;
  std::string_view kind;
  bool broken = false;  // the connection cannot be used again
};

// While committing, whatever is not a plain refusal by the server leaves the outcome unknown.
Failure TranslateSqlError(const pqxx::sql_error& error, bool committing) {
  const std::string& state = error.sqlstate();
  log::Debug("statement failed", {{"sqlstate", state}});
  if (state.empty()) return {ConnectionBroke(committing), "unavailable", true};
  absl::Status status = FromSqlState(state);
  if (committing && ErrorReason(status) == "DATABASE_UNAVAILABLE") {
    return {ConnectionBroke(committing), "in_doubt", true};
  }
  return {std::move(status), "rejected", false};
}

Failure Translate(const std::exception_ptr& thrown, bool committing) {
  try {
    std::rethrow_exception(thrown);
  } catch (const pqxx::in_doubt_error&) {
    return {ConnectionBroke(true), "in_doubt", true};
  } catch (const pqxx::broken_connection&) {
    return {ConnectionBroke(committing), committing ? "in_doubt" : "unavailable", true};
  } catch (const pqxx::statement_completion_unknown&) {
    return {ConnectionBroke(true), "in_doubt", true};
  } catch (const pqxx::transaction_rollback&) {
    return {Collision(), "collision", false};
  } catch (const pqxx::sql_error& error) {
    return TranslateSqlError(error, committing);
  } catch (const UnreadableValue& error) {
    return {MakeError(absl::StatusCode::kInternal, "DATABASE_UNREADABLE", error.what), "unreadable",
            false};
  } catch (const std::exception&) {
    if (committing) return {ConnectionBroke(true), "in_doubt", true};
    return {MakeError(absl::StatusCode::kInternal, "DATABASE_REJECTED",
                      "the database driver refuses the statement"),
            "rejected", true};
  }
}

// Session settings that the readers rely on, and limits against hanging.
constexpr char kSessionOptions[] =
    " options='-c TimeZone=UTC -c DateStyle=ISO -c bytea_output=hex -c statement_timeout=60s"
    " -c idle_in_transaction_session_timeout=60s -c extra_float_digits=1'"
    " connect_timeout=3 keepalives_idle=5 keepalives_interval=2 keepalives_count=3"
    " tcp_user_timeout=10000";

std::string WithSessionOptions(const std::string& dsn, const std::string& application_name) {
  const bool is_uri = dsn.rfind("postgres://", 0) == 0 || dsn.rfind("postgresql://", 0) == 0;
  if (!is_uri) return dsn + kSessionOptions + " application_name='" + application_name + "'";
  const char separator = dsn.find('?') == std::string::npos ? '?' : '&';
  return dsn + separator +
         "options=-c%20TimeZone%3DUTC%20-c%20DateStyle%3DISO%20-c%20bytea_output%3Dhex"
         "%20-c%20statement_timeout%3D60s%20-c%20idle_in_transaction_session_timeout%3D60s"
         "&connect_timeout=3&keepalives_idle=5&keepalives_interval=2&keepalives_count=3"
         "&tcp_user_timeout=10000&application_name=" +
         application_name;
}

}  // namespace

Pool::Pool(Options options) : state_(std::make_unique<State>()) {
  options.dsn = WithSessionOptions(options.dsn, options.application_name);
  state_->options = std::move(options);
}
Pool::~Pool() = default;

absl::Status Pool::RunOnce(const std::function<absl::Status(Transaction&)>& work) {
  auto acquired = state_->Acquire();
  if (!acquired.ok()) {
    state_->Report("unavailable");
    return acquired.status();
  }
  std::unique_ptr<Connection> connection = *std::move(acquired);
  Failure failure;
  absl::Status status;
  bool committing = false;
  try {
    connection->Begin();
    Transaction transaction(*connection);
    status = work(transaction);
    committing = status.ok();
    if (committing) connection->Commit();
    connection->Abandon();
  } catch (...) {
    failure = Translate(std::current_exception(), committing);
    status = failure.status;
    state_->Report(failure.kind);
  }
  try {
    connection->Abandon();
  } catch (const std::exception&) {
    failure.broken = true;
  }
  if (failure.broken || !connection->is_open()) {
    connection.reset();
    state_->Forget();
  } else {
    state_->Return(std::move(connection));
  }
  return status;
}

absl::Status Pool::Run(const std::function<absl::Status(Transaction&)>& work) {
  absl::Status status;
  bool fresh_connection_tried = false;
  for (int attempt = 0; attempt <= state_->options.retries_max; ++attempt) {
    status = RunOnce(work);
    const std::string reason = ErrorReason(status);
    if (reason == "DATABASE_UNAVAILABLE" && !fresh_connection_tried) {
      // A pooled connection may have died while idle (restart, failover): once more, on a new one.
      fresh_connection_tried = true;
      continue;
    }
    if (reason != "SERIALIZATION_FAILURE") break;
  }
  return status;
}

absl::Status Pool::Ping() {
  static const Statement statement{"salur_ping", "SELECT 1"};
  return Run([](Transaction& transaction) {
    transaction.Exec(statement);
    return absl::OkStatus();
  });
}

Pool::Usage Pool::usage() const {
  const std::lock_guard lock(state_->mutex);
  const int idle = static_cast<int>(state_->idle.size());
  return {.idle = idle, .busy = state_->open - idle};
}

}  // namespace salur::postgres
