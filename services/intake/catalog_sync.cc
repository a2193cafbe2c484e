#include "services/intake/catalog_sync.h"

#include "common/base/errors.h"
#include "common/log/log.h"
#include "common/rpc/peer.h"
#include "common/rpc/status.h"
#include "salur/routing/v1/directory_service.grpc.pb.h"
#include "services/intake/converters.h"

namespace salur::intake {
namespace {

constexpr absl::Duration kFetchTimeout = absl::Seconds(10);

absl::StatusOr<std::shared_ptr<const ReferenceCatalog>> Decode(const StoredCatalog& stored) {
  routing::v1::GetCatalogResponse response;
  if (!response.ParseFromString(stored.content)) {
    return absl::InvalidArgumentError("the stored catalog cannot be read");
  }
  SALUR_ASSIGN_OR_RETURN(const CatalogContent content, ToCatalogContent(response));
  return ReferenceCatalog::Build(content);
}

}  // namespace

absl::StatusOr<std::optional<StoredCatalog>> RoutingCatalogSource::FetchNewer(
    std::int64_t known_version) {
  const auto stub = routing::v1::DirectoryService::NewStub(channel_);
  grpc::ClientContext context;
  PreparePeerCall(context, "intake", kFetchTimeout);
  routing::v1::GetCatalogRequest request;
  request.set_known_version(known_version);
  routing::v1::GetCatalogResponse response;
  const grpc::Status status = stub->GetCatalog(&context, request, &response);
  if (!status.ok()) return FromGrpcStatus(status);
  // Version 0: nothing was imported yet.
  if (response.version() == known_version || response.version() == 0) return std::nullopt;
  return StoredCatalog{response.version(), response.SerializeAsString()};
}

CatalogSync::CatalogSync(CatalogSource& source, CatalogStore& store, CatalogHolder& holder,
                         const Clock& real_clock)
    : source_(source), store_(store), holder_(holder), real_clock_(real_clock) {}

absl::Status CatalogSync::LoadStored() {
  SALUR_ASSIGN_OR_RETURN(const auto stored, store_.LoadNewer(holder_.version()));
  if (!stored.has_value()) return absl::OkStatus();
  SALUR_ASSIGN_OR_RETURN(auto catalog, Decode(*stored));
  log::Info("a new reference catalog is in force",
            {{"version", std::to_string(catalog->version())},
             {"regions", std::to_string(catalog->region_count())}});
  holder_.Set(std::move(catalog));
  return absl::OkStatus();
}

absl::Status CatalogSync::RunOnce() {
  SALUR_RETURN_IF_ERROR(LoadStored());
  SALUR_ASSIGN_OR_RETURN(const auto newer, source_.FetchNewer(holder_.version()));
  if (!newer.has_value()) return absl::OkStatus();
  SALUR_RETURN_IF_ERROR(Decode(*newer).status());
  SALUR_RETURN_IF_ERROR(store_.Save(*newer, real_clock_.Now()));
  return LoadStored();
}

}  // namespace salur::intake
