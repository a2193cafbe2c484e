// The catalog in force, shared by handlers and the sync loop.
#pragma once

#include <memory>
#include <mutex>

#include "services/intake/domain/reference_catalog.h"

namespace salur::intake {

// Thread-safe.
class CatalogHolder {
 public:
  // Null until the first catalog came.
  std::shared_ptr<const ReferenceCatalog> Get() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return catalog_;
  }
  void Set(std::shared_ptr<const ReferenceCatalog> catalog) {
    const std::lock_guard<std::mutex> lock(mutex_);
    catalog_ = std::move(catalog);
  }
  // 0 until the first catalog came.
  std::int64_t version() const {
    const auto catalog = Get();
    return catalog == nullptr ? 0 : catalog->version();
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const ReferenceCatalog> catalog_;
};

}  // namespace salur::intake
