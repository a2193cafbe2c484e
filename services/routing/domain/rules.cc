#include "services/routing/domain/rules.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/csv.h"
#include "services/routing/domain/rule_check.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

enum Column : std::size_t { kCategory, kPrefix, kTarget, kFrom, kTo, kNote };
constexpr std::string_view kColumns[] = {"category",   "region_prefix", "target",
                                         "valid_from", "valid_to",      "note"};

absl::Status Refuse(const RuleRow& row, const RuleProblem& problem) {
  const int line = row.line > 0 ? row.line : static_cast<int>(problem.rule) + 1;
  return BadFile(kRoutingRulesFile, line, problem.column, problem.problem);
}

auto Order(const Rule& rule) {
  return std::make_tuple(rule.prefix.packed(), rule.category, rule.valid_from);
}

}  // namespace

std::string RuleId(const RuleRow& row) {
  std::string id = row.category + '@';
  id += row.region_prefix.empty() ? std::string(kRootId) : row.region_prefix;
  if (!row.valid_from.empty()) id += '/' + row.valid_from;
  return id;
}

absl::StatusOr<std::vector<RuleRow>> ParseRules(std::string_view text) {
  SALUR_ASSIGN_OR_RETURN(
      CsvReader reader,
      CsvReader::Open(kRoutingRulesFile, text,
                      std::vector<std::string>(std::begin(kColumns), std::end(kColumns))));
  std::vector<RuleRow> rows;
  while (true) {
    SALUR_ASSIGN_OR_RETURN(const bool more, reader.Next());
    if (!more) return rows;
    RuleRow row;
    row.category = std::string(reader.Cell(kCategory));
    row.region_prefix = std::string(reader.Cell(kPrefix));
    row.target = std::string(reader.Cell(kTarget));
    row.valid_from = std::string(reader.Cell(kFrom));
    row.valid_to = std::string(reader.Cell(kTo));
    row.note = std::string(reader.Cell(kNote));
    row.line = reader.line();
    rows.push_back(std::move(row));
  }
}

absl::StatusOr<std::shared_ptr<const RuleSet>> RuleSet::Create(
    const std::vector<RuleRow>& rows, std::shared_ptr<const Directory> directory,
    std::int64_t version, Strictness strictness) {
  if (rows.size() > kRulesMax) {
    return BadFile(kRoutingRulesFile, 0, "",
                   "has more than " + std::to_string(kRulesMax) + " rules");
  }
  std::vector<RuleProblem> problems;
  if (strictness == Strictness::kNew) problems = CheckRules(rows, *directory);
  if (!problems.empty()) return Refuse(rows[problems[0].rule], problems[0]);
  std::shared_ptr<RuleSet> set(new RuleSet(std::move(directory), version));
  std::vector<Rule>& rules = set->rules_;
  RuleReader reader(*set->directory_, strictness, problems);
  rules.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!reader.Read(rows[i], i, rules[i])) return Refuse(rows[i], problems[0]);
  }
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Rule& a, const Rule& b) { return Order(a) < Order(b); });
  return std::shared_ptr<const RuleSet>(std::move(set));
}

const Rule* RuleSet::Find(CategoryRef category, RegionCode prefix, absl::CivilDay day) const {
  const auto sought = std::make_tuple(prefix.packed(), category, day);
  // The last rule that begins on or before the day; earlier ones of the same key have ended.
  auto next = std::upper_bound(rules_.begin(), rules_.end(), sought,
                               [](const auto& key, const Rule& rule) { return key < Order(rule); });
  if (next == rules_.begin()) return nullptr;
  const Rule& rule = *--next;
  const bool applies = rule.prefix == prefix && rule.category == category && day <= rule.valid_to;
  return applies ? &rule : nullptr;
}

const Rule* RuleSet::Match(CategoryRef category, RegionCode region, absl::CivilDay day) const {
  if (rules_.empty()) return nullptr;
  while (true) {
    for (CategoryRef at = category; at != kNoCategory; at = directory_->category(at).parent) {
      if (const Rule* rule = Find(at, region, day)) return rule;
    }
    if (region.IsNation()) return nullptr;
    region = region.Parent();
  }
}

}  // namespace salur::routing
