#include "services/routing/storage/in_memory_directory_store.h"

#include <algorithm>

#include "common/base/errors.h"
#include "services/routing/domain/rule_diff.h"

namespace salur::routing {

absl::StatusOr<DirectoryVersions> InMemoryDirectoryStore::Versions() {
  const std::lock_guard lock(mutex_);
  return stored_.versions;
}

absl::StatusOr<StoredDirectory> InMemoryDirectoryStore::Load() {
  const std::lock_guard lock(mutex_);
  return stored_;
}

absl::Status InMemoryDirectoryStore::Apply(const DirectoryChange& change,
                                           const std::function<void(std::size_t)>& progress) {
  const std::lock_guard lock(mutex_);
  if (stored_.versions != change.expected) {
    return MakeError(absl::StatusCode::kAborted, "DIRECTORY_CHANGED",
                     "the directory or the rules changed in the meantime");
  }
  if (change.request.has_value()) {
    const RequestKey& key = change.request->key;
    if (!requests_.emplace(std::make_pair(key.caller, key.request_id), *change.request).second) {
      return RequestAnswered();
    }
  }
  std::vector<UnitRow>& units = stored_.data.units;
  for (const UnitRow& row : change.units) {
    const auto found = std::find_if(units.begin(), units.end(),
                                    [&](const UnitRow& unit) { return unit.id == row.id; });
    if (found == units.end()) {
      units.push_back(row);
    } else {
      *found = row;
    }
  }
  progress(change.units.size());
  if (change.kinds.has_value()) stored_.data.kinds = *change.kinds;
  if (change.served_by.has_value()) stored_.data.served_by = *change.served_by;
  if (change.categories.has_value()) stored_.data.categories = *change.categories;
  if (change.rules.has_value()) stored_.rules = InOrder(*change.rules);
  if (change.next.rules != change.expected.rules) {
    rule_history_.push_back({change.next.rules, change.restored_version, change.import_time,
                             change.imported_by, change.rules_note, stored_.rules});
  }
  for (const ValidityRow& row : change.validity) {
    std::erase_if(stored_.data.validity, [&](const ValidityRow& old) { return old.id == row.id; });
    stored_.data.validity.push_back(row);
  }
  stored_.decrees.insert(stored_.decrees.end(), change.decrees.begin(), change.decrees.end());
  for (DecreeRow& row : stored_.decrees) row.line = 0;
  for (const std::string& unit_id : change.hand_over) hand_over_[unit_id] = change.next.directory;
  stored_.versions = change.next;
  return absl::OkStatus();
}

std::vector<InMemoryDirectoryStore::RuleHistoryEntry> InMemoryDirectoryStore::RuleHistory() {
  const std::lock_guard lock(mutex_);
  return rule_history_;
}

absl::StatusOr<std::optional<std::string>> InMemoryDirectoryStore::FindAnswer(
    const RequestKey& key) {
  const std::lock_guard lock(mutex_);
  const auto found = requests_.find({key.caller, key.request_id});
  if (found == requests_.end()) return std::nullopt;
  if (found->second.key.fingerprint != key.fingerprint) return RequestIdReused();
  return found->second.answer;
}

absl::StatusOr<std::vector<PendingHandOver>> InMemoryDirectoryStore::PendingHandOvers(int count) {
  const std::lock_guard lock(mutex_);
  std::vector<PendingHandOver> pending;
  for (const auto& [unit_id, version] : hand_over_) pending.push_back({unit_id, version});
  std::stable_sort(pending.begin(), pending.end(), [](const auto& a, const auto& b) {
    return a.directory_version < b.directory_version;
  });
  if (pending.size() > static_cast<std::size_t>(count)) {
    pending.resize(static_cast<std::size_t>(count));
  }
  return pending;
}

absl::Status InMemoryDirectoryStore::FinishHandOver(const std::vector<std::string>& unit_ids,
                                                    std::int64_t version) {
  const std::lock_guard lock(mutex_);
  for (const std::string& unit_id : unit_ids) {
    const auto found = hand_over_.find(unit_id);
    if (found != hand_over_.end() && found->second <= version) hand_over_.erase(found);
  }
  return absl::OkStatus();
}

}  // namespace salur::routing
