// The reference catalog kept in intake's own schema, so that filing needs no other service.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

namespace salur::intake {

struct StoredCatalog {
  std::int64_t version = 0;
  std::string content;  // serialized routing.v1.GetCatalogResponse
  bool operator==(const StoredCatalog&) const = default;
};

// Thread-safe. UNAVAILABLE when the store is away.
class CatalogStore {
 public:
  virtual ~CatalogStore() = default;

  // The highest version, if it is above `known_version`.
  virtual absl::StatusOr<std::optional<StoredCatalog>> LoadNewer(std::int64_t known_version) = 0;
  // Adds a version (again: no effect) and forgets all but the newest few.
  virtual absl::Status Save(const StoredCatalog& catalog, absl::Time now) = 0;
};

}  // namespace salur::intake
