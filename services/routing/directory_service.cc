#include "services/routing/directory_service.h"

#include "common/base/errors.h"
#include "common/log/log.h"
#include "services/routing/directory_converters.h"
#include "services/routing/import_stream.h"
#include "services/routing/permissions.h"

namespace salur::routing {
grpc::Status DirectoryServiceImpl::GetUnit(grpc::ServerContext* context,
                                           const v1::GetUnitRequest* request,
                                           v1::GetUnitResponse* response) {
  return guard_.Run(*context, methods::kGetUnit, [&](const Caller& caller) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(const auto rules, directory_.Current());
    SALUR_RETURN_IF_ERROR(DirectoryDesk(*rules, locator_).GetUnit(*request, *response));
    return units_.AddContacts(caller, {response->mutable_unit()});
  });
}

grpc::Status DirectoryServiceImpl::ListUnits(grpc::ServerContext* context,
                                             const v1::ListUnitsRequest* request,
                                             v1::ListUnitsResponse* response) {
  return guard_.Run(*context, methods::kListUnits, [&](const Caller& caller) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(const auto rules, directory_.Current());
    SALUR_RETURN_IF_ERROR(DirectoryDesk(*rules, locator_).ListUnits(*request, *response));
    std::vector<v1::Unit*> units;
    for (v1::Unit& unit : *response->mutable_units()) units.push_back(&unit);
    return units_.AddContacts(caller, units);
  });
}

grpc::Status DirectoryServiceImpl::GetRegion(grpc::ServerContext* context,
                                             const v1::GetRegionRequest* request,
                                             v1::GetRegionResponse* response) {
  return guard_.Run(*context, methods::kGetRegion, [&](const Caller&) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(const auto rules, directory_.Current());
    return DirectoryDesk(*rules, locator_).GetRegion(*request, *response);
  });
}

grpc::Status DirectoryServiceImpl::ListCategories(grpc::ServerContext* context,
                                                  const v1::ListCategoriesRequest*,
                                                  v1::ListCategoriesResponse* response) {
  return guard_.Run(*context, methods::kListCategories, [&](const Caller&) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(const auto rules, directory_.Current());
    DirectoryDesk(*rules, locator_).ListCategories(*response);
    return absl::OkStatus();
  });
}

grpc::Status DirectoryServiceImpl::Locate(grpc::ServerContext* context,
                                          const v1::LocateRequest* request,
                                          v1::LocateResponse* response) {
  return guard_.Run(*context, methods::kLocate, [&](const Caller&) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(const auto rules, directory_.Current());
    return DirectoryDesk(*rules, locator_).Locate(*request, *response);
  });
}

grpc::Status DirectoryServiceImpl::PreviewRoute(grpc::ServerContext* context,
                                                const v1::PreviewRouteRequest* request,
                                                v1::PreviewRouteResponse* response) {
  return guard_.Run(*context, methods::kPreviewRoute, [&](const Caller&) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(const auto rules, directory_.Current());
    return DirectoryDesk(*rules, locator_).PreviewRoute(*request, clock_.Now(), *response);
  });
}

grpc::Status DirectoryServiceImpl::ListRules(grpc::ServerContext* context,
                                             const v1::ListRulesRequest* request,
                                             v1::ListRulesResponse* response) {
  return guard_.Run(*context, methods::kListRules,
                    [&](const Caller&) { return rules_.List(*request, *response); });
}

grpc::Status DirectoryServiceImpl::ListRuleVersions(grpc::ServerContext* context,
                                                    const v1::ListRuleVersionsRequest* request,
                                                    v1::ListRuleVersionsResponse* response) {
  return guard_.Run(*context, methods::kListRuleVersions,
                    [&](const Caller&) { return rules_.ListVersions(*request, *response); });
}

grpc::Status DirectoryServiceImpl::ReplaceRules(grpc::ServerContext* context,
                                                const v1::ReplaceRulesRequest* request,
                                                v1::ReplaceRulesResponse* response) {
  return guard_.Run(*context, methods::kReplaceRules, [&](const Caller& caller) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(*response, rules_.Replace(caller, *request));
    return absl::OkStatus();
  });
}

grpc::Status DirectoryServiceImpl::RestoreRules(grpc::ServerContext* context,
                                                const v1::RestoreRulesRequest* request,
                                                v1::ReplaceRulesResponse* response) {
  return guard_.Run(*context, methods::kRestoreRules, [&](const Caller& caller) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(*response, rules_.Restore(caller, *request));
    return absl::OkStatus();
  });
}

grpc::Status DirectoryServiceImpl::PreviewRules(
    grpc::ServerContext* context, const v1::PreviewRulesRequest* request,
    grpc::ServerWriter<v1::PreviewRulesResponse>* writer) {
  return guard_.Run(*context, methods::kPreviewRules, [&](const Caller&) {
    return preview_.Run(*request, [&](const auto& answer) {
      return !context->IsCancelled() && writer->Write(answer);
    });
  });
}

grpc::Status DirectoryServiceImpl::SetStaffing(grpc::ServerContext* context,
                                               const v1::SetStaffingRequest* request,
                                               v1::SetStaffingResponse* response) {
  return guard_.Run(*context, methods::kSetStaffing, [&](const Caller& caller) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(*response, units_.SetStaffing(caller, *request));
    return absl::OkStatus();
  });
}

grpc::Status DirectoryServiceImpl::SetUnitContact(grpc::ServerContext* context,
                                                  const v1::SetUnitContactRequest* request,
                                                  v1::Unit* response) {
  return guard_.Run(*context, methods::kSetUnitContact, [&](const Caller& caller) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(*response, units_.SetContact(caller, *request));
    return absl::OkStatus();
  });
}

grpc::Status DirectoryServiceImpl::GetCatalog(grpc::ServerContext* context,
                                              const v1::GetCatalogRequest* request,
                                              v1::GetCatalogResponse* response) {
  return guard_.Run(*context, methods::kGetCatalog, [&](const Caller&) {
    // Version 0 and nothing else before the first import.
    const auto rules = directory_.Current();
    if (rules.ok()) DirectoryDesk(**rules, locator_).GetCatalog(*request, *response);
    return absl::OkStatus();
  });
}

grpc::Status DirectoryServiceImpl::ImportDirectory(grpc::ServerContext* context, Stream* stream) {
  return guard_.Run(*context, methods::kImportDirectory,
                    [&](const Caller& caller) { return Import(caller, *stream); });
}

absl::Status DirectoryServiceImpl::Import(const Caller& caller, Stream& stream) {
  const auto tell = [&stream](std::string_view phase, std::size_t done, std::size_t total) {
    v1::ImportDirectoryResponse response;
    response.set_phase(std::string(phase));
    response.set_rows_done(static_cast<std::int64_t>(done));
    response.set_rows_total(static_cast<std::int64_t>(total));
    stream.Write(response);  // a client that is gone does not stop the import
  };
  ImportStream files;
  v1::ImportDirectoryRequest request;
  while (stream.Read(&request)) SALUR_RETURN_IF_ERROR(files.Add(request));
  tell("read", files.bytes(), files.bytes());
  SALUR_ASSIGN_OR_RETURN(const ImportInput input, files.Finish(caller.ToString()));
  SALUR_ASSIGN_OR_RETURN(const ImportSummary summary, importer_.Import(input, clock_.Now(), tell));
  // The import is done, whatever happens here: a loop refreshes too.
  if (const absl::Status refreshed = directory_.Refresh(); !refreshed.ok()) {
    log::Warn("the imported directory is not loaded yet", {{"reason", ErrorReason(refreshed)}});
  }
  v1::ImportDirectoryResponse last;
  *last.mutable_result() = ToProto(summary);
  stream.Write(last);
  return absl::OkStatus();
}

}  // namespace salur::routing
