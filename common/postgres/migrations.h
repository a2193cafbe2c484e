// The schema of one service: migrations that are compiled in, and the check at start.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/postgres/postgres.h"

namespace salur::postgres {

// One step, from services/<name>/migrations/NNN_name.sql. A first line "-- compatible-from: N" says
// that programs that know at least version N may run on the schema after this step (expand, then
// contract); without it N is the step's own version.
struct Migration {
  int version;
  std::string_view name;
  std::string_view sql;
};

// Applies the missing ones in order, each in a transaction, under an advisory lock, as the schema's
// owner. Returns how many were applied. Safe to run from many places at once.
absl::StatusOr<int> Migrate(Pool& owner, std::string_view schema,
                            const std::vector<Migration>& migrations);

// OK when this program can run on the stored schema. FAILED_PRECONDITION SCHEMA_TOO_OLD (run
// --migrate) or SCHEMA_TOO_NEW (upgrade this program); UNAVAILABLE when PostgreSQL is away.
absl::Status CheckSchema(Pool& pool, std::string_view schema,
                         const std::vector<Migration>& migrations);

}  // namespace salur::postgres
