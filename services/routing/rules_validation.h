// What requests about rules have to look like.
#pragma once

#include <string>
#include <vector>

#include <google/protobuf/repeated_ptr_field.h>

#include "salur/routing/v1/directory_service.pb.h"
#include "services/routing/domain/rule_check.h"
#include "services/routing/validation.h"

namespace salur::routing {

using ProtoRules = google::protobuf::RepeatedPtrField<v1::RoutingRule>;

// request_id, expected_rules_version and note of a change. Adds all that is wrong.
void CheckRuleChange(const std::string& request_id, std::int64_t expected_version,
                     const std::string& note, Violations& out);

std::vector<RuleRow> ToRows(const ProtoRules& rules);

// Checks a set against a directory, with the request's own violations. INVALID_FIELDS when only
// those are there or the set is too large, else INVALID_RULES with one violation for each cell
// ("rules[3].target"): the first kRuleViolationsMax of them that fit into
// kRuleViolationBytesMax, and how many more there are.
absl::Status CheckRuleSet(const std::vector<RuleRow>& rows, const Directory& directory,
                          Violations violations);

}  // namespace salur::routing
