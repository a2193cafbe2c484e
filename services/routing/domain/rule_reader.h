// From the text of one rule to what it means in one directory.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/routing/domain/rules.h"

namespace salur::routing {

// What is wrong with one cell of one rule.
struct RuleProblem {
  std::size_t rule = 0;     // position in the set, from 0
  std::string_view column;  // as in the file: "target"
  std::string problem;      // "there is no unit \"x:31\""
  bool operator==(const RuleProblem&) const = default;
};

// Understands rules one by one. Keeps references to both.
class RuleReader {
 public:
  RuleReader(const Directory& directory, RuleSet::Strictness strictness,
             std::vector<RuleProblem>& problems)
      : directory_(directory),
        strict_(strictness == RuleSet::Strictness::kNew),
        problems_(problems) {}

  // Adds everything that is wrong with the rule itself; false then, and `rule` is not to be used.
  bool Read(const RuleRow& row, std::size_t position, Rule& rule);

 private:
  bool Usable(UnitRef unit) const;
  void ReadCategory(Rule& rule);
  void ReadPrefix(Rule& rule);
  void ReadTarget(Target& target);
  void ReadDays(Rule& rule);
  void Wrong(std::string_view column, std::string problem);

  const Directory& directory_;
  const bool strict_;
  std::vector<RuleProblem>& problems_;
  const RuleRow* row_ = nullptr;
  std::size_t position_ = 0;
};

}  // namespace salur::routing
