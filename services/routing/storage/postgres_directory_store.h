// DirectoryStore on the schema "routing".
#pragma once

#include "common/postgres/postgres.h"
#include "services/routing/storage/directory_store.h"

namespace salur::routing {

// Thread-safe.
class PostgresDirectoryStore final : public DirectoryStore {
 public:
  explicit PostgresDirectoryStore(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<DirectoryVersions> Versions() override;
  absl::StatusOr<StoredDirectory> Load() override;
  absl::Status Apply(const DirectoryChange& change,
                     const std::function<void(std::size_t)>& progress) override;
  absl::StatusOr<std::optional<std::string>> FindAnswer(const RequestKey& key) override;
  absl::StatusOr<std::vector<PendingHandOver>> PendingHandOvers(int count) override;
  absl::Status FinishHandOver(const std::vector<std::string>& unit_ids,
                              std::int64_t version) override;

 private:
  postgres::Pool& pool_;
};

// For transactions that decide: takes the shared lock, then ABORTED DIRECTORY_CHANGED unless
// exactly `expected` is in force; it stays so until the transaction ends.
absl::Status HoldVersions(postgres::Transaction& transaction, const DirectoryVersions& expected);

// The same error, for transactions that hold one of the locks already.
absl::Status CheckVersionsInForce(postgres::Transaction& transaction,
                                  const DirectoryVersions& expected);

}  // namespace salur::routing
