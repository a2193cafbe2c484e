#include "services/routing/storage/in_memory_rule_store.h"

#include "common/base/errors.h"

namespace salur::routing {

absl::StatusOr<std::optional<std::vector<RuleRow>>> InMemoryRuleStore::Rules(std::int64_t version) {
  for (const auto& entry : directory_.RuleHistory()) {
    if (entry.version == version) return entry.rows;
  }
  return std::nullopt;
}

absl::StatusOr<std::vector<RuleVersion>> InMemoryRuleStore::Versions(std::int64_t before,
                                                                     int count) {
  std::vector<RuleVersion> versions;
  const auto history = directory_.RuleHistory();
  for (auto entry = history.rbegin(); entry != history.rend(); ++entry) {
    if (entry->version >= before) continue;
    if (versions.size() == static_cast<std::size_t>(count)) break;
    versions.push_back({entry->version, entry->time, entry->actor, entry->note,
                        entry->restored_version, static_cast<std::int64_t>(entry->rows.size())});
  }
  return versions;
}

absl::StatusOr<std::optional<std::string>> InMemoryRuleStore::Find(const RequestKey& key) const {
  const auto found = requests_.find({key.caller, key.request_id});
  if (found == requests_.end()) return std::nullopt;
  if (found->second.fingerprint != key.fingerprint) return RequestIdReused();
  return found->second.answer;
}

absl::StatusOr<std::optional<std::string>> InMemoryRuleStore::FindAnswer(const RequestKey& key) {
  const std::lock_guard lock(mutex_);
  return Find(key);
}

absl::StatusOr<std::string> InMemoryRuleStore::ReplaceOnce(const RequestKey& key,
                                                           const RuleReplacement& replacement,
                                                           const std::string& answer) {
  const std::lock_guard lock(mutex_);
  SALUR_ASSIGN_OR_RETURN(const std::optional<std::string> given, Find(key));
  if (given.has_value()) return *given;
  DirectoryChange change;
  change.expected = replacement.expected;
  change.next = replacement.expected;
  if (replacement.rows.has_value()) ++change.next.rules;
  change.rules = replacement.rows;
  change.imported_by = replacement.actor;
  change.import_time = replacement.time;
  change.rules_note = replacement.note;
  change.restored_version = replacement.restored_version;
  SALUR_RETURN_IF_ERROR(directory_.Apply(change, [](std::size_t) {}));
  requests_[{key.caller, key.request_id}] = {key.fingerprint, answer};
  return answer;
}

}  // namespace salur::routing
