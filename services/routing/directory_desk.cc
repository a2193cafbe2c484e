#include "services/routing/directory_desk.h"

#include <algorithm>

#include "common/base/errors.h"
#include "services/routing/converters.h"
#include "services/routing/directory_converters.h"
#include "services/routing/domain/ladder.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/router.h"
#include "services/routing/domain/ticket_changes.h"
#include "services/routing/domain/unit_id.h"
#include "services/routing/locating.h"
#include "services/routing/validation.h"

namespace salur::routing {
namespace {

std::string Lower(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

}  // namespace

UnitRef DirectoryDesk::FindServing(const std::string& unit_id, std::string& served_for) const {
  const UnitRef unit = directory_.FindUnit(unit_id);
  if (unit != kNoUnit && directory_.unit(unit).active) return unit;
  const auto id = UnitId::Parse(unit_id);
  if (!id.has_value() || id->kind.empty()) return unit;
  const KindRef kind = directory_.FindKind(id->kind);
  if (kind == kNoKind) return unit;
  const UnitRef serving = directory_.ServedBy({kind, id->region});
  if (serving == kNoUnit) return unit;
  served_for = unit_id;
  return serving;
}

absl::Status DirectoryDesk::GetUnit(const v1::GetUnitRequest& request,
                                    v1::GetUnitResponse& response) const {
  std::string served_for;
  const UnitRef unit = FindServing(request.unit_id(), served_for);
  if (unit == kNoUnit) {
    return MakeError(absl::StatusCode::kNotFound, "UNIT_NOT_FOUND", "there is no such unit");
  }
  *response.mutable_unit() = ToUnit(directory_, unit);
  response.set_served_for_unit_id(served_for);
  for (UnitRef at = unit; at != kRootUnit;) {
    at = directory_.unit(at).parent;
    *response.add_parents() = ToUnit(directory_, at);
  }
  for (UnitRef at = unit; at != kRootUnit;) {
    at = directory_.unit(at).escalation_parent;
    *response.add_ladder() = ToUnit(directory_, at);
  }
  return absl::OkStatus();
}

std::vector<UnitRef> DirectoryDesk::Matching(UnitRef parent,
                                             const std::string& name_contains) const {
  std::vector<UnitRef> units;
  if (name_contains.empty()) {
    const auto children = directory_.Children(parent);
    units.assign(children.begin(), children.end());
  } else {
    const std::string sought = Lower(name_contains);
    for (const UnitRef unit : directory_.Subtree(parent)) {
      if (Lower(directory_.DisplayName(unit)).find(sought) != std::string::npos) {
        units.push_back(unit);
      }
    }
  }
  std::erase_if(units, [this](UnitRef unit) { return !directory_.unit(unit).active; });
  return units;
}

absl::Status DirectoryDesk::ListUnits(const v1::ListUnitsRequest& request,
                                      v1::ListUnitsResponse& response) const {
  Violations violations;
  CheckPageSize(request.page_size(), violations);
  const UnitRef parent =
      request.parent_unit_id().empty() ? kRootUnit : directory_.FindUnit(request.parent_unit_id());
  if (parent == kNoUnit) violations.push_back({"parent_unit_id", "is not a unit"});
  const std::size_t length = CountCharacters(request.name_contains());
  if (length != 0 && (length < kNameSearchCharsMin || length > kNameSearchCharsMax)) {
    violations.push_back({"name_contains", "has to be 3 to 100 characters, or empty"});
  }
  if (!request.page_token().empty() && !UnitId::Parse(request.page_token()).has_value()) {
    violations.push_back({"page_token", "is not one of the last answer"});
  }
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  std::vector<std::pair<std::string, UnitRef>> by_id;
  for (const UnitRef unit : Matching(parent, request.name_contains())) {
    std::string id = directory_.Id(unit);
    if (request.page_token().empty() || id > request.page_token()) {
      by_id.emplace_back(std::move(id), unit);
    }
  }
  std::sort(by_id.begin(), by_id.end());
  const std::size_t shown =
      std::min(by_id.size(), static_cast<std::size_t>(PageSize(request.page_size())));
  for (std::size_t i = 0; i < shown; ++i) {
    *response.add_units() = ToUnit(directory_, by_id[i].second);
  }
  if (by_id.size() > shown) response.set_next_page_token(by_id[shown - 1].first);
  return absl::OkStatus();
}

absl::Status DirectoryDesk::GetRegion(const v1::GetRegionRequest& request,
                                      v1::GetRegionResponse& response) const {
  const auto code = RegionCode::Parse(request.region_code());
  const UnitRef unit = code.has_value() ? directory_.FindRegion(*code) : kNoUnit;
  if (unit == kNoUnit) {
    return MakeError(absl::StatusCode::kNotFound, "REGION_NOT_FOUND", "there is no such region");
  }
  *response.mutable_region() = ToRegion(directory_, unit);
  for (UnitRef at = directory_.unit(unit).parent; at != kRootUnit;
       at = directory_.unit(at).parent) {
    *response.add_parents() = ToRegion(directory_, at);
  }
  return absl::OkStatus();
}

void DirectoryDesk::ListCategories(v1::ListCategoriesResponse& response) const {
  for (const CategoryRef category : CategoriesInOrder(directory_)) {
    *response.add_categories() = ToCategory(directory_, category);
  }
}

absl::Status DirectoryDesk::Locate(const v1::LocateRequest& request,
                                   v1::LocateResponse& response) const {
  if (!request.has_point()) {
    return InvalidFields({{"point", "has to be given: latitude and longitude in WGS84"}});
  }
  SALUR_ASSIGN_OR_RETURN(
      const boundaries::PointLocation location,
      locator_.Locate({request.point().latitude(), request.point().longitude()},
                      request.has_accuracy_m() ? request.accuracy_m() : kAccuracyDefaultM));
  const UnitRef village = directory_.FindRegion(location.village);
  if (village == kNoUnit) {
    // The map is of another day than the directory.
    return MakeError(
        absl::StatusCode::kNotFound, "REGION_NOT_FOUND",
        "the point lies in " + location.village.ToString() + ", which the directory does not know");
  }
  *response.mutable_village() = ToRegion(directory_, village);
  for (UnitRef at = directory_.unit(village).parent; at != kRootUnit;
       at = directory_.unit(at).parent) {
    *response.add_parents() = ToRegion(directory_, at);
  }
  for (const boundaries::BorderCandidate& near : location.candidates) {
    const UnitRef unit = directory_.FindRegion(near.village);
    if (unit == kNoUnit) continue;
    v1::BorderCandidate& candidate = *response.add_candidates();
    *candidate.mutable_village() = ToRegion(directory_, unit);
    candidate.set_distance_m(near.distance_m);
  }
  response.set_inside(location.inside);
  response.set_distance_m(location.distance_m);
  return absl::OkStatus();
}

absl::Status DirectoryDesk::CheckPreview(const v1::PreviewRouteRequest& request) const {
  Violations violations;
  std::string ignored;
  if (!request.category_code().empty() &&
      directory_.FindCategory(request.category_code()) == kNoCategory) {
    violations.push_back({"category_code", "is not a category"});
  }
  if (!request.region_code().empty()) {
    const auto code = RegionCode::Parse(request.region_code());
    if (!code.has_value() || directory_.FindRegion(*code) == kNoUnit) {
      violations.push_back({"region_code", "is not a region"});
    }
  }
  if (request.has_point()) {
    if (!(std::abs(request.point().latitude()) <= 90)) {
      violations.push_back({"point.latitude", "has to be -90 to 90"});
    }
    if (!(std::abs(request.point().longitude()) <= 180)) {
      violations.push_back({"point.longitude", "has to be -180 to 180"});
    }
  }
  if (request.has_accuracy_m() && !(request.accuracy_m() >= 0)) {
    violations.push_back({"accuracy_m", "has to be 0 or more"});
  }
  if (!request.about_unit_id().empty() &&
      FindServing(request.about_unit_id(), ignored) == kNoUnit) {
    violations.push_back({"about_unit_id", "is not a unit"});
  }
  if (request.class_() < 0 || request.class_() > common::v1::INFORMATION_REQUEST) {
    violations.push_back({"class", "is not a class"});
  }
  return InvalidFields(violations);
}

absl::Status DirectoryDesk::PreviewRoute(const v1::PreviewRouteRequest& request, absl::Time now,
                                         v1::PreviewRouteResponse& response) const {
  SALUR_RETURN_IF_ERROR(CheckPreview(request));
  RoutingRequest routing;
  routing.category_code = request.category_code();
  routing.region_code = request.region_code();
  routing.has_point = request.has_point();
  if (request.has_point()) {
    routing.located =
        LocateFor(locator_, {request.point().latitude(), request.point().longitude(),
                             request.has_accuracy_m() ? request.accuracy_m() : kAccuracyDefaultM});
  }
  routing.confidential = request.confidential();
  routing.about_unit_id = request.about_unit_id();
  routing.filing_time = now;
  const Decision decision = Decide(rules_, routing);
  response.set_state(decision.state == Decision::State::kTriage ? v1::TRIAGE : v1::ASSIGNED);
  *response.mutable_handling_unit() = ToUnit(directory_, decision.handling);
  *response.mutable_holder_unit() = ToUnit(directory_, decision.holder);
  *response.mutable_explanation() = ToProto(MakeExplanation(rules_, decision));
  response.set_confidential(decision.confidential);
  ComplaintClass complaint_class = ComplaintClass::kComplaint;
  if (request.class_() != common::v1::COMPLAINT_CLASS_UNSPECIFIED) {
    complaint_class = static_cast<ComplaintClass>(request.class_() - 1);
  } else if (decision.category != kNoCategory) {
    complaint_class = directory_.category(decision.category).default_class;
  }
  LadderRequest ladder;
  ladder.from = decision.accountable;
  ladder.aspiration = complaint_class == ComplaintClass::kAspiration;
  ladder.confidential = decision.confidential;
  ladder.about = decision.about;
  for (const LadderRung& rung : Ladder(directory_, ladder)) {
    *response.add_ladder() = ToProto(rung, directory_);
  }
  return absl::OkStatus();
}

void DirectoryDesk::GetCatalog(const v1::GetCatalogRequest& request,
                               v1::GetCatalogResponse& response) const {
  response.set_version(directory_.version());
  if (request.known_version() == directory_.version()) return;
  for (std::size_t i = 0; i < directory_.unit_count(); ++i) {
    const UnitRef ref = Directory::At(i);
    const Unit& unit = directory_.unit(ref);
    if (!unit.active) continue;
    if (unit.IsAgency() || ref == kRootUnit) {
      response.add_agency_unit_ids(directory_.Id(ref));
    } else {
      response.add_region_codes(directory_.Id(ref));
    }
  }
  std::sort(response.mutable_agency_unit_ids()->begin(), response.mutable_agency_unit_ids()->end());
  std::sort(response.mutable_region_codes()->begin(), response.mutable_region_codes()->end());
  for (const CategoryRef category : CategoriesInOrder(directory_)) {
    *response.add_categories() = ToCategory(directory_, category);
  }
}

}  // namespace salur::routing
