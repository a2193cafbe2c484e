// Rules as rows and parameters, for the stores that write versions of them.
#pragma once

#include <vector>

#include "common/postgres/postgres.h"
#include "services/routing/storage/rule_store.h"

namespace salur::routing {

std::vector<RuleRow> ReadRuleRows(const postgres::Rows& rows);

// Begins a version: with other rules, or the same ones when there is nothing in `rows`. Under the
// exclusive lock. `version.rule_count` is counted, not read.
void WriteRuleVersion(postgres::Transaction& transaction, const RuleVersion& version,
                      const std::optional<std::vector<RuleRow>>& rows);

}  // namespace salur::routing
