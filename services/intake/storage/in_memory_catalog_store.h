// CatalogStore for unit tests.
#pragma once

#include <map>
#include <mutex>

#include "services/intake/storage/catalog_store.h"

namespace salur::intake {

class InMemoryCatalogStore final : public CatalogStore {
 public:
  absl::StatusOr<std::optional<StoredCatalog>> LoadNewer(std::int64_t known_version) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (versions_.empty() || versions_.rbegin()->first <= known_version) return std::nullopt;
    return StoredCatalog{versions_.rbegin()->first, versions_.rbegin()->second};
  }
  absl::Status Save(const StoredCatalog& catalog, absl::Time) override {
    const std::lock_guard<std::mutex> lock(mutex_);
    versions_.emplace(catalog.version, catalog.content);
    return absl::OkStatus();
  }

 private:
  std::mutex mutex_;
  std::map<std::int64_t, std::string> versions_;
};

}  // namespace salur::intake
