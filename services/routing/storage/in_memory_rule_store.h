// RuleStore in memory, for tests: passes the same contract suite as PostgreSQL.
#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "services/routing/storage/in_memory_directory_store.h"
#include "services/routing/storage/rule_store.h"

namespace salur::routing {

// Thread-safe. Shares versions and rules with a directory store.
class InMemoryRuleStore final : public RuleStore {
 public:
  explicit InMemoryRuleStore(InMemoryDirectoryStore& directory) : directory_(directory) {}

  absl::StatusOr<std::optional<std::vector<RuleRow>>> Rules(std::int64_t version) override;
  absl::StatusOr<std::vector<RuleVersion>> Versions(std::int64_t before, int count) override;
  absl::StatusOr<std::optional<std::string>> FindAnswer(const RequestKey& key) override;
  absl::StatusOr<std::string> ReplaceOnce(const RequestKey& key, const RuleReplacement& replacement,
                                          const std::string& answer) override;

 private:
  struct Answered {
    std::string fingerprint;
    std::string answer;
  };
  absl::StatusOr<std::optional<std::string>> Find(const RequestKey& key) const;

  InMemoryDirectoryStore& directory_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, Answered> requests_;
};

}  // namespace salur::routing
