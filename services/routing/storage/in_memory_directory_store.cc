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
  stored_.versions = change.next;
  return absl::OkStatus();
}

std::vector<InMemoryDirectoryStore::RuleHistoryEntry> InMemoryDirectoryStore::RuleHistory() {
  const std::lock_guard lock(mutex_);
  return rule_history_;
}

}  // namespace salur::routing
