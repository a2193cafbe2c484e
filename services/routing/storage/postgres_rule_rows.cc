#include "services/routing/storage/postgres_rule_rows.h"

#include "services/routing/storage/rule_queries.h"

namespace salur::routing {
namespace {

using postgres::Params;

Params RuleParams(const std::vector<RuleRow>& rows, std::int64_t version) {
  const auto column = [&](std::string RuleRow::*cell) {
    std::vector<std::string> texts;
    texts.reserve(rows.size());
    for (const RuleRow& row : rows) texts.push_back(row.*cell);
    return texts;
  };
  Params params;
  params.TextArray(column(&RuleRow::category))
      .TextArray(column(&RuleRow::region_prefix))
      .TextArray(column(&RuleRow::target))
      .TextArray(column(&RuleRow::valid_from))
      .TextArray(column(&RuleRow::valid_to))
      .TextArray(column(&RuleRow::note))
      .Integer(version);
  return params;
}

}  // namespace

std::vector<RuleRow> ReadRuleRows(const postgres::Rows& rows) {
  std::vector<RuleRow> rules;
  rules.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rules.push_back({rows.Text(i, 0), rows.Text(i, 1), rows.Text(i, 2), rows.Text(i, 3),
                     rows.Text(i, 4), rows.Text(i, 5)});
  }
  return rules;
}

void WriteRuleVersion(postgres::Transaction& transaction, const RuleVersion& version,
                      const std::optional<std::vector<RuleRow>>& rows) {
  if (rows.has_value()) {
    const Params params = RuleParams(*rows, version.version);
    transaction.Exec(queries::kEndRules, params);
    transaction.Exec(queries::kBeginRules, params);
  }
  transaction.Exec(queries::kAddRuleVersion, Params()
                                                 .Integer(version.version)
                                                 .Time(version.create_time)
                                                 .Text(version.actor)
                                                 .Text(version.note)
                                                 .Integer(version.restored_version));
}

}  // namespace salur::routing
