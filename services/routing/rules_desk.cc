#include "services/routing/rules_desk.h"

#include <charconv>
#include <limits>

#include "common/base/errors.h"
#include "common/log/log.h"
#include "common/rpc/time_conversion.h"
#include "services/routing/directory_converters.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/masking.h"
#include "services/routing/domain/rule_diff.h"
#include "services/routing/fingerprint.h"
#include "services/routing/rules_validation.h"

namespace salur::routing {
namespace {

absl::Status VersionNotFound() {
  return MakeError(absl::StatusCode::kNotFound, "RULES_VERSION_NOT_FOUND",
                   "there is no such version of the rules");
}

absl::Status RulesChanged(std::int64_t current) {
  const std::string version = std::to_string(current);
  return MakeError(absl::StatusCode::kAborted, "RULES_CHANGED",
                   "other rules are in force by now: version " + version,
                   {{"rules_version", version}});
}

template <typename Request>
RequestKey KeyOf(const Caller& caller, std::string_view method, const Request& request) {
  return {caller.ToString(), request.request_id(),
          Fingerprint(std::string(method) + '\n' + request.SerializeAsString())};
}

std::vector<RuleRow> RowsOf(const RuleSet& rules) {
  std::vector<RuleRow> rows;
  rows.reserve(rules.rules().size());
  for (const Rule& rule : rules.rules()) rows.push_back(rule.row);
  return rows;
}

v1::ReplaceRulesResponse AnswerOf(const RuleDiff& diff, std::int64_t version) {
  v1::ReplaceRulesResponse response;
  response.set_rules_version(version);
  response.set_added(static_cast<std::int32_t>(diff.added));
  response.set_removed(static_cast<std::int32_t>(diff.removed));
  response.set_changed(static_cast<std::int32_t>(diff.changed));
  return response;
}

// A token is the last version that was shown.
std::optional<std::int64_t> ReadToken(const std::string& token) {
  if (token.empty()) return std::numeric_limits<std::int64_t>::max();
  std::int64_t version = 0;
  const char* end = token.data() + token.size();
  const auto [stop, error] = std::from_chars(token.data(), end, version);
  if (error != std::errc() || stop != end || version < 1) return std::nullopt;
  return version;
}

}  // namespace

absl::StatusOr<std::vector<RuleRow>> RulesDesk::RowsOf(std::int64_t version) {
  SALUR_ASSIGN_OR_RETURN(std::optional<std::vector<RuleRow>> rows, parts_.store.Rules(version));
  if (!rows.has_value()) return VersionNotFound();
  return *std::move(rows);
}

absl::Status RulesDesk::List(const v1::ListRulesRequest& request, v1::ListRulesResponse& response) {
  SALUR_ASSIGN_OR_RETURN(const auto rules, parts_.directory.Current());
  const std::int64_t version = request.rules_version();
  if (version == 0 || version == rules->version()) {
    for (const RuleRow& row : InOrder(routing::RowsOf(*rules))) {
      *response.add_rules() = ToProto(row);
    }
    response.set_rules_version(rules->version());
    return absl::OkStatus();
  }
  SALUR_ASSIGN_OR_RETURN(const std::vector<RuleRow> rows, RowsOf(version));
  for (const RuleRow& row : rows) *response.add_rules() = ToProto(row);
  response.set_rules_version(version);
  return absl::OkStatus();
}

absl::Status RulesDesk::ListVersions(const v1::ListRuleVersionsRequest& request,
                                     v1::ListRuleVersionsResponse& response) {
  Violations violations;
  CheckPageSize(request.page_size(), violations);
  const std::optional<std::int64_t> before = ReadToken(request.page_token());
  if (!before.has_value()) violations.push_back({"page_token", "is not one of the last answer"});
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  const int size = PageSize(request.page_size());
  SALUR_ASSIGN_OR_RETURN(const std::vector<RuleVersion> versions,
                         parts_.store.Versions(*before, size + 1));
  for (const RuleVersion& version : versions) {
    if (response.versions_size() == size) {
      response.set_next_page_token(std::to_string(response.versions(size - 1).rules_version()));
      break;
    }
    v1::RuleVersion& message = *response.add_versions();
    message.set_rules_version(version.version);
    SetTimestamp(version.create_time, message.mutable_create_time());
    message.set_actor(version.actor);
    message.set_note(version.note);
    message.set_rule_count(static_cast<std::int32_t>(version.rule_count));
    message.set_restored_version(version.restored_version);
  }
  return absl::OkStatus();
}

RulesDesk::Answer RulesDesk::Once(const RequestKey& key, const std::function<Answer()>& work) {
  const auto remembered = [&]() -> absl::StatusOr<std::optional<v1::ReplaceRulesResponse>> {
    SALUR_ASSIGN_OR_RETURN(const std::optional<std::string> answer, parts_.store.FindAnswer(key));
    if (!answer.has_value()) return std::nullopt;
    v1::ReplaceRulesResponse response;
    if (response.ParseFromString(*answer)) return response;
    return MakeError(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                     "the stored answer cannot be read");
  };
  SALUR_ASSIGN_OR_RETURN(const auto before, remembered());
  if (before.has_value()) return *before;
  Answer answer = work();
  if (answer.ok()) return answer;
  // The same request may have come through elsewhere in the meantime, which is why this one failed.
  const auto since = remembered();
  if (since.ok() && since->has_value()) return **since;
  return answer;
}

absl::StatusOr<std::shared_ptr<const RuleSet>> RulesDesk::Expect(std::int64_t version) {
  SALUR_ASSIGN_OR_RETURN(auto rules, parts_.directory.Current());
  if (rules->version() == version) return rules;
  // Another process may have put it in force a moment ago.
  SALUR_RETURN_IF_ERROR(parts_.directory.Refresh());
  SALUR_ASSIGN_OR_RETURN(rules, parts_.directory.Current());
  if (rules->version() == version) return rules;
  return RulesChanged(rules->version());
}

RulesDesk::Answer RulesDesk::Apply(const RequestKey& key, const Change& change) {
  absl::Status status;
  for (int attempt = 0; attempt <= kVersionRetriesMax; ++attempt) {
    SALUR_ASSIGN_OR_RETURN(const auto rules, Expect(change.expected_version));
    SALUR_RETURN_IF_ERROR(CheckRuleSet(change.rows, rules->directory(), {}));
    const RuleDiff diff = CompareRules(routing::RowsOf(*rules), change.rows);
    RuleReplacement replacement;
    replacement.expected = VersionsOf(*rules);
    if (!diff.Empty()) replacement.rows = change.rows;
    replacement.actor = change.actor;
    replacement.note = change.note;
    replacement.restored_version = change.restored_version;
    replacement.time = parts_.clock.Now();
    const auto answer = parts_.store.ReplaceOnce(
        key, replacement,
        AnswerOf(diff, rules->version() + (diff.Empty() ? 0 : 1)).SerializeAsString());
    if (answer.ok()) {
      v1::ReplaceRulesResponse response;
      response.ParseFromString(*answer);
      return response;
    }
    status = answer.status();
    if (ErrorReason(status) != "DIRECTORY_CHANGED") return status;
    SALUR_RETURN_IF_ERROR(parts_.directory.Refresh());
  }
  return status;
}

absl::StatusOr<v1::ReplaceRulesResponse> RulesDesk::Replace(
    const Caller& caller, const v1::ReplaceRulesRequest& request) {
  Violations violations;
  CheckRuleChange(request.request_id(), request.expected_rules_version(), request.note(),
                  violations);
  const RequestKey key = KeyOf(caller, "ReplaceRules", request);
  const auto work = [&]() -> Answer {
    SALUR_ASSIGN_OR_RETURN(const auto rules, parts_.directory.Current());
    // In the request's own order, so that the errors name its rules.
    const std::vector<RuleRow> rows = ToRows(request.rules());
    SALUR_RETURN_IF_ERROR(CheckRuleSet(rows, rules->directory(), violations));
    Change change;
    change.rows = InOrder(rows);
    change.expected_version = request.expected_rules_version();
    change.actor = caller.ToString();
    change.note = Mask(request.note());
    if (!request.validate_only()) return Apply(key, change);
    SALUR_ASSIGN_OR_RETURN(const auto expected, Expect(change.expected_version));
    return AnswerOf(CompareRules(routing::RowsOf(*expected), change.rows), expected->version());
  };
  if (request.validate_only() || !violations.empty()) return work();
  const Answer answer = Once(key, work);
  if (answer.ok()) RefreshNow();
  return answer;
}

absl::StatusOr<v1::ReplaceRulesResponse> RulesDesk::Restore(
    const Caller& caller, const v1::RestoreRulesRequest& request) {
  Violations violations;
  CheckRuleChange(request.request_id(), request.expected_rules_version(), request.note(),
                  violations);
  if (request.rules_version() < 1) {
    violations.push_back({"rules_version", "has to be the version to restore, 1 or more"});
  }
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  const RequestKey key = KeyOf(caller, "RestoreRules", request);
  const Answer answer = Once(key, [&]() -> Answer {
    Change change;
    SALUR_ASSIGN_OR_RETURN(change.rows, RowsOf(request.rules_version()));
    change.expected_version = request.expected_rules_version();
    change.restored_version = request.rules_version();
    change.actor = caller.ToString();
    change.note = Mask(request.note());
    return Apply(key, change);
  });
  if (answer.ok()) RefreshNow();
  return answer;
}

void RulesDesk::RefreshNow() {
  // The change is made, whatever happens here: a loop refreshes too.
  if (const absl::Status refreshed = parts_.directory.Refresh(); !refreshed.ok()) {
    log::Warn("the new rules are not loaded yet", {{"reason", ErrorReason(refreshed)}});
  }
}

}  // namespace salur::routing
