// Questions about the directory, answered from the snapshot in memory.
#pragma once

#include <absl/status/status.h>
#include <absl/time/time.h>

#include "salur/routing/v1/directory_service.pb.h"
#include "services/routing/boundaries/village_locator.h"
#include "services/routing/domain/rules.h"

namespace salur::routing {

// One snapshot and the questions to it. Errors as the contract says.
class DirectoryDesk {
 public:
  DirectoryDesk(const RuleSet& rules, const boundaries::VillageLocator& locator)
      : rules_(rules), directory_(rules.directory()), locator_(locator) {}

  absl::Status GetUnit(const v1::GetUnitRequest& request, v1::GetUnitResponse& response) const;
  absl::Status ListUnits(const v1::ListUnitsRequest& request,
                         v1::ListUnitsResponse& response) const;
  absl::Status GetRegion(const v1::GetRegionRequest& request,
                         v1::GetRegionResponse& response) const;
  void ListCategories(v1::ListCategoriesResponse& response) const;
  absl::Status Locate(const v1::LocateRequest& request, v1::LocateResponse& response) const;
  // `now` stands for the time of filing.
  absl::Status PreviewRoute(const v1::PreviewRouteRequest& request, absl::Time now,
                            v1::PreviewRouteResponse& response) const;
  void GetCatalog(const v1::GetCatalogRequest& request, v1::GetCatalogResponse& response) const;

 private:
  // The unit, or who serves for it (then `served_for` is filled); kNoUnit.
  UnitRef FindServing(const std::string& unit_id, std::string& served_for) const;
  absl::Status CheckPreview(const v1::PreviewRouteRequest& request) const;
  std::vector<UnitRef> Matching(UnitRef parent, const std::string& name_contains) const;

  const RuleSet& rules_;
  const Directory& directory_;
  const boundaries::VillageLocator& locator_;
};

}  // namespace salur::routing
