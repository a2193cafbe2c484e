// salur.routing.v1.DirectoryService: handlers that parse, call and convert.
#pragma once

#include "common/base/clock.h"
#include "common/rpc/guard.h"
#include "salur/routing/v1/directory_service.grpc.pb.h"
#include "services/routing/directory_desk.h"
#include "services/routing/directory_holder.h"
#include "services/routing/directory_importer.h"
#include "services/routing/rules_desk.h"
#include "services/routing/rules_preview.h"
#include "services/routing/unit_desk.h"

namespace salur::routing {

class DirectoryServiceImpl final : public v1::DirectoryService::Service {
 public:
  DirectoryServiceImpl(const RpcGuard& guard, DirectoryHolder& directory,
                       const boundaries::VillageLocator& locator, DirectoryImporter& importer,
                       RulesDesk& rules, RulesPreview& preview, UnitDesk& units, const Clock& clock)
      : guard_(guard),
        directory_(directory),
        locator_(locator),
        importer_(importer),
        rules_(rules),
        preview_(preview),
        units_(units),
        clock_(clock) {}

  grpc::Status GetUnit(grpc::ServerContext* context, const v1::GetUnitRequest* request,
                       v1::GetUnitResponse* response) override;
  grpc::Status ListUnits(grpc::ServerContext* context, const v1::ListUnitsRequest* request,
                         v1::ListUnitsResponse* response) override;
  grpc::Status GetRegion(grpc::ServerContext* context, const v1::GetRegionRequest* request,
                         v1::GetRegionResponse* response) override;
  grpc::Status ListCategories(grpc::ServerContext* context,
                              const v1::ListCategoriesRequest* request,
                              v1::ListCategoriesResponse* response) override;
  grpc::Status Locate(grpc::ServerContext* context, const v1::LocateRequest* request,
                      v1::LocateResponse* response) override;
  grpc::Status PreviewRoute(grpc::ServerContext* context, const v1::PreviewRouteRequest* request,
                            v1::PreviewRouteResponse* response) override;
  grpc::Status ListRules(grpc::ServerContext* context, const v1::ListRulesRequest* request,
                         v1::ListRulesResponse* response) override;
  grpc::Status ListRuleVersions(grpc::ServerContext* context,
                                const v1::ListRuleVersionsRequest* request,
                                v1::ListRuleVersionsResponse* response) override;
  grpc::Status ReplaceRules(grpc::ServerContext* context, const v1::ReplaceRulesRequest* request,
                            v1::ReplaceRulesResponse* response) override;
  grpc::Status RestoreRules(grpc::ServerContext* context, const v1::RestoreRulesRequest* request,
                            v1::ReplaceRulesResponse* response) override;
  grpc::Status PreviewRules(grpc::ServerContext* context, const v1::PreviewRulesRequest* request,
                            grpc::ServerWriter<v1::PreviewRulesResponse>* writer) override;
  grpc::Status SetStaffing(grpc::ServerContext* context, const v1::SetStaffingRequest* request,
                           v1::SetStaffingResponse* response) override;
  grpc::Status SetUnitContact(grpc::ServerContext* context,
                              const v1::SetUnitContactRequest* request,
                              v1::Unit* response) override;
  grpc::Status ImportDirectory(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<v1::ImportDirectoryResponse, v1::ImportDirectoryRequest>* stream)
      override;
  grpc::Status GetCatalog(grpc::ServerContext* context, const v1::GetCatalogRequest* request,
                          v1::GetCatalogResponse* response) override;

 private:
  using Stream = grpc::ServerReaderWriter<v1::ImportDirectoryResponse, v1::ImportDirectoryRequest>;
  absl::Status Import(const Caller& caller, Stream& stream);

  const RpcGuard& guard_;
  DirectoryHolder& directory_;
  const boundaries::VillageLocator& locator_;
  DirectoryImporter& importer_;
  RulesDesk& rules_;
  RulesPreview& preview_;
  UnitDesk& units_;
  const Clock& clock_;
};

}  // namespace salur::routing
