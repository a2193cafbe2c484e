#include "services/intake/storage/postgres_catalog_store.h"

#include "common/base/errors.h"
#include "services/intake/storage/reference_catalog_queries.h"

namespace salur::intake {

using postgres::Params;
using postgres::Rows;
using postgres::Transaction;

absl::StatusOr<std::optional<StoredCatalog>> PostgresCatalogStore::LoadNewer(
    std::int64_t known_version) {
  std::optional<StoredCatalog> catalog;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    catalog.reset();
    const Rows rows = transaction.Exec(queries::kLoadNewerCatalog, Params().Integer(known_version));
    if (!rows.empty()) catalog = StoredCatalog{rows.Integer(0, 0), rows.Bytes(0, 1)};
    return absl::OkStatus();
  }));
  return catalog;
}

absl::Status PostgresCatalogStore::Save(const StoredCatalog& catalog, absl::Time now) {
  return pool_.Run([&](Transaction& transaction) {
    transaction.Exec(queries::kSaveCatalog,
                     Params().Integer(catalog.version).Bytes(catalog.content).Time(now));
    transaction.Exec(queries::kForgetOldCatalogs);
    return absl::OkStatus();
  });
}

}  // namespace salur::intake
