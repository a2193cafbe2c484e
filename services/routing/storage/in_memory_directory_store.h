// DirectoryStore in memory, for tests: passes the same contract suite as PostgreSQL.
#pragma once

#include <mutex>

#include "services/routing/storage/directory_store.h"

namespace salur::routing {

// Thread-safe.
class InMemoryDirectoryStore final : public DirectoryStore {
 public:
  absl::StatusOr<DirectoryVersions> Versions() override;
  absl::StatusOr<StoredDirectory> Load() override;
  absl::Status Apply(const DirectoryChange& change,
                     const std::function<void(std::size_t)>& progress) override;

  // A version of the rules, for a rule store that shares this one.
  struct RuleHistoryEntry {
    std::int64_t version = 0;
    std::int64_t restored_version = 0;
    absl::Time time;
    std::string actor;
    std::string note;
    std::vector<RuleRow> rows;
  };
  // Oldest first.
  std::vector<RuleHistoryEntry> RuleHistory();

 private:
  std::mutex mutex_;
  StoredDirectory stored_;
  std::vector<RuleHistoryEntry> rule_history_;
};

}  // namespace salur::routing
