#include "services/routing/domain/directory_builder.h"

#include <map>
#include <set>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/agency_plan.h"
#include "services/routing/domain/csv.h"

namespace salur::routing {
namespace {

class Builder {
 public:
  Builder(const DirectorySource& source, const BuildOptions& options, const AgencyPlan& plan)
      : source_(source), options_(options), plan_(plan) {}

  absl::StatusOr<DirectoryData> Build() {
    for (const KindSource& kind : source_.kinds) data_.kinds.push_back(kind);
    AddRegions();
    for (std::size_t kind = 0; kind < source_.kinds.size(); ++kind) {
      for (std::size_t place = 0; place < plan_.places().size(); ++place) {
        SALUR_RETURN_IF_ERROR(AddAgency(kind, place));
      }
    }
    SALUR_RETURN_IF_ERROR(AddCategories());
    return std::move(data_);
  }

 private:
  void AddRegions();
  absl::Status AddAgency(std::size_t kind, std::size_t place);
  absl::Status AddCategories();

  const DirectorySource& source_;
  const BuildOptions& options_;
  const AgencyPlan& plan_;
  std::map<RegionCode, TimeZone> zones_;  // of the places that have agencies
  DirectoryData data_;
};

void Builder::AddRegions() {
  UnitRow root;
  root.id = std::string(kRootId);
  root.name = kRootName;
  data_.units.push_back(std::move(root));
  zones_[RegionCode()] = TimeZone::kJakarta;
  for (const RegionSource& region : source_.regions) {
    UnitRow row;
    row.id = region.code.ToString();
    row.name = region.name;
    row.parent_id = region.code.Parent().ToString();
    row.escalation_parent_id = row.parent_id;
    row.region_kind = region.kind;
    row.zone = region.zone;
    row.staffed = options_.staffed;
    row.place = region.place;
    data_.units.push_back(std::move(row));
    if (region.code.level() >= Level::kKabkota) zones_[region.code] = region.zone;
  }
}

absl::Status Builder::AddAgency(std::size_t kind, std::size_t place) {
  const AgencyPlan::Entry& entry = plan_.At(kind, place);
  if (entry.state == AgencyPlan::Entry::State::kAbsent) return absl::OkStatus();
  const RegionCode region = plan_.places()[place];
  const std::string id = UnitId{source_.kinds[kind].code, region}.ToString();
  if (entry.state == AgencyPlan::Entry::State::kServed) {
    SALUR_ASSIGN_OR_RETURN(const UnitId served,
                           plan_.Resolve(*entry.override, "served_by",
                                         AgencyPlan::Fill(entry.override->served_by, region)));
    data_.served_by.push_back({id, served.ToString()});
    return absl::OkStatus();
  }
  UnitRow row;
  row.id = id;
  row.name = std::string(entry.name);
  row.zone = zones_.at(region);
  row.staffed = options_.staffed;
  row.parent_id = region.ToString();
  if (entry.override != nullptr && !entry.override->parent.empty()) {
    SALUR_ASSIGN_OR_RETURN(
        const UnitId parent,
        plan_.Resolve(*entry.override, "parent", AgencyPlan::Fill(entry.override->parent, region)));
    row.parent_id = parent.ToString();
  }
  if (entry.override != nullptr && !entry.override->escalation_parent.empty()) {
    SALUR_ASSIGN_OR_RETURN(
        const UnitId parent,
        plan_.Resolve(*entry.override, "escalation_parent",
                      AgencyPlan::Fill(entry.override->escalation_parent, region)));
    row.escalation_parent_id = parent.ToString();
  } else if (source_.kinds[kind].line == Line::kHead) {
    row.escalation_parent_id = region.ToString();
  } else {
    SALUR_ASSIGN_OR_RETURN(const UnitId next, plan_.NextInLine(kind, place));
    row.escalation_parent_id = next.ToString();
  }
  data_.units.push_back(std::move(row));
  return absl::OkStatus();
}

absl::Status Builder::AddCategories() {
  std::set<std::string_view> kinds;
  for (const KindSource& kind : source_.kinds) kinds.insert(kind.code);
  std::map<std::string_view, std::string_view> parents;
  for (const CategorySource& category : source_.categories) {
    parents[category.code] = category.parent_code;
  }
  for (const CategorySource& category : source_.categories) {
    if (!category.handler_kind.empty() && kinds.count(category.handler_kind) == 0) {
      return BadFile(kCategoriesFile, category.line, "handler",
                     "there is no kind \"" + category.handler_kind + "\" in " + kAgencyKindsFile);
    }
    std::set<std::string_view> seen;
    for (std::string_view at = category.code; !at.empty(); at = parents[at]) {
      if (!seen.insert(at).second) {
        return BadFile(kCategoriesFile, category.line, "parent_code", "the parents form a circle");
      }
    }
    data_.categories.push_back(category);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DirectoryData> BuildDirectory(const DirectorySource& source,
                                             const BuildOptions& options) {
  SALUR_ASSIGN_OR_RETURN(const AgencyPlan plan, AgencyPlan::Make(source));
  return Builder(source, options, plan).Build();
}

}  // namespace salur::routing
