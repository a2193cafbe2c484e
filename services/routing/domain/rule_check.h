// Whether a whole set of rules can be put into force.
#pragma once

#include <vector>

#include "services/routing/domain/rule_reader.h"

namespace salur::routing {

// Everything that forbids the set, by position:
// - cells that name nothing active (RuleSet::Create);
// - two rules for one category and prefix on one day: the one that begins later is reported;
// - a target that no complaint of the rule can reach: a unit of a region for a category that is
//   always confidential (such complaints go to agencies only), or a kind of agency that has no
//   office, and none that serves for it, at any place where the rule would look for it first.
// No other rule can hide a rule wholly: at its own prefix and category it is the longest and most
// specific one. Rules cannot form circles either: a decision applies one rule, once, and what it
// names is followed upward only, in a directory whose chains end at the root.
std::vector<RuleProblem> CheckRules(const std::vector<RuleRow>& rows, const Directory& directory);

}  // namespace salur::routing
