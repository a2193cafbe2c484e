#include "services/routing/rules_validation.h"

#include "services/routing/domain/limits.h"

namespace salur::routing {
namespace {

FieldViolation ToViolation(const RuleProblem& problem) {
  const std::string_view field = problem.column == "category" ? "category_code" : problem.column;
  return {"rules[" + std::to_string(problem.rule) + "]." + std::string(field), problem.problem};
}

}  // namespace

void CheckRuleChange(const std::string& request_id, std::int64_t expected_version,
                     const std::string& note, Violations& out) {
  CheckRequestId(request_id, out);
  if (expected_version < 1) {
    out.push_back({"expected_rules_version", "has to be the version that is replaced, 1 or more"});
  }
  if (CountCharacters(note) > kRuleChangeNoteCharsMax) {
    out.push_back({"note", "may be at most 500 characters"});
  } else if (note.find('\0') != std::string::npos) {
    out.push_back({"note", "contains U+0000"});
  }
}

std::vector<RuleRow> ToRows(const ProtoRules& rules) {
  std::vector<RuleRow> rows;
  rows.reserve(static_cast<std::size_t>(rules.size()));
  for (const v1::RoutingRule& rule : rules) {
    rows.push_back({rule.category_code(), rule.region_prefix(), rule.target(), rule.valid_from(),
                    rule.valid_to(), rule.note()});
  }
  return rows;
}

absl::Status CheckRuleSet(const std::vector<RuleRow>& rows, const Directory& directory,
                          Violations violations) {
  if (rows.size() > kRulesMax) {
    violations.push_back({"rules", "may hold at most " + std::to_string(kRulesMax)});
    return InvalidFields(violations);
  }
  const std::vector<RuleProblem> problems = CheckRules(rows, directory);
  if (problems.empty()) return InvalidFields(violations);
  std::size_t listed = 0;
  std::size_t bytes = 0;
  for (; listed < std::min(problems.size(), kRuleViolationsMax); ++listed) {
    FieldViolation violation = ToViolation(problems[listed]);
    bytes += violation.field.size() + violation.description.size();
    if (bytes > kRuleViolationBytesMax) break;
    violations.push_back(std::move(violation));
  }
  const std::size_t more = problems.size() - listed;
  if (more > 0) violations.push_back({"rules", "and " + std::to_string(more) + " more"});
  return InvalidRequest(
      "INVALID_RULES",
      "the rules cannot be put in force: " + std::to_string(problems.size()) + " faults",
      violations);
}

}  // namespace salur::routing
