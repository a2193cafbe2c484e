// Brings the catalog from routing into intake's schema, and from there into memory.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <absl/status/statusor.h>
#include <grpcpp/channel.h>

#include "common/base/clock.h"
#include "services/intake/catalog_holder.h"
#include "services/intake/storage/catalog_store.h"

namespace salur::intake {

// Where newer catalogs come from. Thread-safe.
class CatalogSource {
 public:
  virtual ~CatalogSource() = default;
  // Nothing when `known_version` is the current one. UNAVAILABLE when routing is away.
  virtual absl::StatusOr<std::optional<StoredCatalog>> FetchNewer(std::int64_t known_version) = 0;
};

// Routing's GetCatalog.
class RoutingCatalogSource final : public CatalogSource {
 public:
  explicit RoutingCatalogSource(std::shared_ptr<grpc::Channel> channel)
      : channel_(std::move(channel)) {}
  absl::StatusOr<std::optional<StoredCatalog>> FetchNewer(std::int64_t known_version) override;

 private:
  const std::shared_ptr<grpc::Channel> channel_;
};

// One loop calls it.
class CatalogSync {
 public:
  CatalogSync(CatalogSource& source, CatalogStore& store, CatalogHolder& holder,
              const Clock& real_clock);

  // Loads what is stored. At start, and whenever another replica may have stored a newer one.
  absl::Status LoadStored();

  // Asks routing, stores what is newer, loads it. An error of routing leaves the stored catalog in
  // force.
  absl::Status RunOnce();

 private:
  CatalogSource& source_;
  CatalogStore& store_;
  CatalogHolder& holder_;
  const Clock& real_clock_;
};

}  // namespace salur::intake
