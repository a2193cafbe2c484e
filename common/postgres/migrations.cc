#include "common/postgres/migrations.h"

#include <cstdlib>

#include "common/base/errors.h"
#include "common/log/log.h"

namespace salur::postgres {
namespace {

// Statements are built from the service's own constant schema name, never from input.
struct SchemaStatements {
  explicit SchemaStatements(std::string_view schema_name)
      : schema(schema_name),
        lock{"migration_lock",
             "SELECT pg_advisory_xact_lock(hashtext('salur-migration:' || '" + schema + "'))"},
        read{"migration_read", "SELECT version, compatible_from FROM " + schema +
                                   ".schema_migration ORDER BY version"},
        add{"migration_add", "INSERT INTO " + schema +
                                 ".schema_migration (version, name, compatible_from) "
                                 "VALUES ($1, $2, $3)"} {}
  std::string schema;
  Statement lock;
  Statement read;
  Statement add;
  std::string create() const {
    return "CREATE SCHEMA IF NOT EXISTS " + schema + "; CREATE TABLE IF NOT EXISTS " + schema +
           ".schema_migration (version integer PRIMARY KEY, name text NOT NULL, "
           "compatible_from integer NOT NULL, apply_time timestamptz NOT NULL DEFAULT now()); "
           "GRANT USAGE ON SCHEMA " +
           schema + " TO salur_" + schema + "; GRANT SELECT ON " + schema +
           ".schema_migration TO salur_" + schema;
  }
};

int CompatibleFrom(const Migration& migration) {
  constexpr std::string_view kMark = "-- compatible-from: ";
  const std::size_t mark = migration.sql.find(kMark);
  if (mark == std::string_view::npos) return migration.version;
  return std::atoi(std::string(migration.sql.substr(mark + kMark.size(), 9)).c_str());
}

}  // namespace

absl::StatusOr<int> Migrate(Pool& owner, std::string_view schema,
                            const std::vector<Migration>& migrations) {
  const SchemaStatements statements(schema);
  int applied = 0;
  for (std::size_t i = 0; i < migrations.size() + 1; ++i) {
    bool done = false;
    const absl::Status status = owner.Run([&](Transaction& transaction) {
      done = true;
      transaction.Exec(statements.lock);
      transaction.ExecScript(statements.create());
      const Rows rows = transaction.Exec(statements.read);
      const std::int64_t current = rows.empty() ? 0 : rows.Integer(rows.size() - 1, 0);
      for (const Migration& migration : migrations) {
        if (migration.version <= current) continue;
        transaction.ExecScript(migration.sql);
        transaction.Exec(statements.add, Params()
                                             .Integer(migration.version)
                                             .Text(migration.name)
                                             .Integer(CompatibleFrom(migration)));
        done = false;
        break;
      }
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    if (done) break;
    ++applied;
  }
  return applied;
}

absl::Status CheckSchema(Pool& pool, std::string_view schema,
                         const std::vector<Migration>& migrations) {
  const SchemaStatements statements(schema);
  const std::int64_t known = migrations.empty() ? 0 : migrations.back().version;
  std::int64_t stored = 0;
  std::int64_t compatible_from = 0;
  const absl::Status status = pool.Run([&](Transaction& transaction) {
    const Rows rows = transaction.Exec(statements.read);
    stored = compatible_from = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      stored = rows.Integer(i, 0);
      compatible_from = std::max(compatible_from, rows.Integer(i, 1));
    }
    return absl::OkStatus();
  });
  if (!status.ok() && ErrorReason(status) != "SCHEMA_MISMATCH") return status;
  if (stored < known) {
    return MakeError(absl::StatusCode::kFailedPrecondition, "SCHEMA_TOO_OLD",
                     "schema " + std::string(schema) + " is at version " + std::to_string(stored) +
                         " and this program needs " + std::to_string(known) +
                         "; run it with --migrate");
  }
  if (compatible_from > known) {
    return MakeError(absl::StatusCode::kFailedPrecondition, "SCHEMA_TOO_NEW",
                     "schema " + std::string(schema) + " is at version " + std::to_string(stored) +
                         ", which programs from version " + std::to_string(compatible_from) +
                         " on can use, and this program knows " + std::to_string(known) +
                         "; upgrade the program");
  }
  return absl::OkStatus();
}

}  // namespace salur::postgres
