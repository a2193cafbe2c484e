// DirectoryStore in memory, for tests: passes the same contract suite as PostgreSQL.
#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "services/routing/storage/directory_store.h"

namespace salur::routing {

// Thread-safe.
class InMemoryDirectoryStore final : public DirectoryStore {
 public:
  absl::StatusOr<DirectoryVersions> Versions() override;
  absl::StatusOr<StoredDirectory> Load() override;
  absl::Status Apply(const DirectoryChange& change,
                     const std::function<void(std::size_t)>& progress) override;
  absl::StatusOr<std::optional<std::string>> FindAnswer(const RequestKey& key) override;
  absl::StatusOr<std::vector<PendingHandOver>> PendingHandOvers(int count) override;
  absl::Status FinishHandOver(const std::vector<std::string>& unit_ids,
                              std::int64_t version) override;

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
  std::map<std::pair<std::string, std::string>, AdminRequest> requests_;  // by caller and id
  std::map<std::string, std::int64_t> hand_over_;                         // versions by unit
};

}  // namespace salur::routing
