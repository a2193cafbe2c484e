// RuleStore on the schema "routing".
#pragma once

#include "common/postgres/postgres.h"
#include "services/routing/storage/rule_store.h"

namespace salur::routing {

// Thread-safe.
class PostgresRuleStore final : public RuleStore {
 public:
  explicit PostgresRuleStore(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::optional<std::vector<RuleRow>>> Rules(std::int64_t version) override;
  absl::StatusOr<std::vector<RuleVersion>> Versions(std::int64_t before, int count) override;
  absl::StatusOr<std::optional<std::string>> FindAnswer(const RequestKey& key) override;
  absl::StatusOr<std::string> ReplaceOnce(const RequestKey& key, const RuleReplacement& replacement,
                                          const std::string& answer) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace salur::routing
