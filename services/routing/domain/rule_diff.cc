#include "services/routing/domain/rule_diff.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <utility>

namespace salur::routing {
namespace {

struct Sides {
  std::map<std::string_view, const RuleRow*> older;  // by first day
  std::map<std::string_view, const RuleRow*> newer;
};

bool Same(const RuleRow& a, const RuleRow& b) {
  return a.target == b.target && a.valid_to == b.valid_to && a.note == b.note;
}

}  // namespace

std::vector<RuleRow> InOrder(std::vector<RuleRow> rows) {
  const auto key = [](const RuleRow& row) {
    return std::tie(row.region_prefix, row.category, row.valid_from);
  };
  std::stable_sort(rows.begin(), rows.end(),
                   [&](const RuleRow& a, const RuleRow& b) { return key(a) < key(b); });
  for (RuleRow& row : rows) row.line = 0;
  return rows;
}

RuleDiff CompareRules(const std::vector<RuleRow>& older, const std::vector<RuleRow>& newer) {
  std::map<std::pair<std::string_view, std::string_view>, Sides> groups;
  for (const RuleRow& row : older) {
    groups[{row.region_prefix, row.category}].older[row.valid_from] = &row;
  }
  for (const RuleRow& row : newer) {
    groups[{row.region_prefix, row.category}].newer[row.valid_from] = &row;
  }
  RuleDiff diff;
  for (const auto& [key, sides] : groups) {
    std::size_t in_both = 0;
    for (const auto& [day, row] : sides.newer) {
      const auto before = sides.older.find(day);
      if (before == sides.older.end()) continue;
      ++in_both;
      diff.changed += Same(*before->second, *row) ? 0 : 1;
    }
    const std::size_t gone = sides.older.size() - in_both;
    const std::size_t fresh = sides.newer.size() - in_both;
    const std::size_t moved = std::min(gone, fresh);
    diff.changed += moved;
    diff.removed += gone - moved;
    diff.added += fresh - moved;
  }
  return diff;
}

}  // namespace salur::routing
