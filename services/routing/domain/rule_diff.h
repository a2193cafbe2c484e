// What differs between two sets of rules.
#pragma once

#include <cstddef>
#include <vector>

#include "services/routing/domain/rules.h"

namespace salur::routing {

// The rules by region prefix, category and first day, without the lines of their file: the order in
// which they are stored, so that the same rules in another order are the same set.
std::vector<RuleRow> InOrder(std::vector<RuleRow> rows);

struct RuleDiff {
  std::size_t added = 0;
  std::size_t removed = 0;
  std::size_t changed = 0;  // another target, dates or note
  bool Empty() const { return added == 0 && removed == 0 && changed == 0; }
  bool operator==(const RuleDiff&) const = default;
};

// Rules of one category and prefix are the same rule when they begin on the same day; what is left
// of them on both sides counts as changed, in the order of their first days.
RuleDiff CompareRules(const std::vector<RuleRow>& older, const std::vector<RuleRow>& newer);

}  // namespace salur::routing
