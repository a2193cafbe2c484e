// CatalogStore in the schema intake.
#pragma once

#include "common/postgres/postgres.h"
#include "services/intake/storage/catalog_store.h"

namespace salur::intake {

class PostgresCatalogStore final : public CatalogStore {
 public:
  explicit PostgresCatalogStore(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::optional<StoredCatalog>> LoadNewer(std::int64_t known_version) override;
  absl::Status Save(const StoredCatalog& catalog, absl::Time now) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace salur::intake
