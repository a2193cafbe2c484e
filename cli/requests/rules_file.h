// data/routing_rules.csv: category,region_prefix,target,valid_from,valid_to,note.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <google/protobuf/repeated_ptr_field.h>

#include "salur/routing/v1/directory_service.pb.h"

namespace salur::cli {

struct RulesFile {
  // As given, for messages.
  std::string name;
  google::protobuf::RepeatedPtrField<routing::v1::RoutingRule> rules;
  // Where each rule begins.
  std::vector<int> lines;
};

// The columns may stand in any order; what cells mean is the service's to judge. Errors: usage,
// "NAME:LINE: reason": an unknown, missing or double column, a row with too few or too many cells,
// text that is not UTF-8.
absl::StatusOr<RulesFile> ParseRulesFile(std::string_view text, std::string_view name);

// A service's refusal of these rules with the file's lines instead of positions:
// "rules[3].category_code" becomes "rules.csv:5 category". OK stays OK.
absl::Status WithLines(const absl::Status& status, const RulesFile& file);

// The same form back, sorted as the service sorts; ParseRulesFile reads it.
std::string ToCsv(const google::protobuf::RepeatedPtrField<routing::v1::RoutingRule>& rules);

}  // namespace salur::cli
