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

 private:
  std::mutex mutex_;
  StoredDirectory stored_;
};

}  // namespace salur::routing
