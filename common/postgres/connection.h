// One connection of the driver. Included only inside common/postgres.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <pqxx/pqxx>

#include "common/postgres/postgres.h"

namespace salur::postgres {

struct Rows::Impl {
  pqxx::result result;
};

// One connection with the statements that it has prepared and its open transaction.
class Connection {
 public:
  explicit Connection(const std::string& dsn) : connection_(dsn) {}

  void Begin() { work_ = std::make_unique<pqxx::work>(connection_); }
  void Commit() {
    work_->commit();
    work_.reset();
  }
  void Abandon() { work_.reset(); }
  bool is_open() const { return connection_.is_open(); }

  Rows Exec(const Statement& statement, const Params& params) {
    if (prepared_.insert(statement.name).second) {
      connection_.prepare(statement.name, statement.sql);
    }
    std::vector<const char*> values;
    values.reserve(params.values().size());
    for (const auto& value : params.values()) {
      values.push_back(value.has_value() ? value->c_str() : nullptr);
    }
    auto impl = std::make_shared<Rows::Impl>();
#if PQXX_VERSION_MAJOR >= 7
    pqxx::params bound;
    for (const char* value : values) bound.append(value);
    impl->result = work_->exec_prepared(statement.name, bound);
#else
    impl->result = work_->exec_prepared(statement.name, pqxx::prepare::make_dynamic_params(values));
#endif
    return Rows(std::move(impl));
  }

  void ExecScript(std::string_view script) { work_->exec(std::string(script)); }

 private:
  pqxx::connection connection_;
  std::set<std::string> prepared_;
  std::unique_ptr<pqxx::work> work_;
};

}  // namespace salur::postgres
