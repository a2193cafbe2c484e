#include "services/routing/domain/agency_plan.h"

#include <algorithm>
#include <optional>
#include <set>

#include "common/base/errors.h"
#include "services/routing/domain/csv.h"

namespace salur::routing {
namespace {

constexpr std::string_view kRegionHole = "{region}";

bool Applies(const OverrideSource& row, RegionCode place) {
  switch (row.scope) {
    case OverrideSource::Scope::kExact:
      return row.region == place;
    case OverrideSource::Scope::kKabkotaOf:
      return place.level() == Level::kKabkota && place.IsWithin(row.region);
    case OverrideSource::Scope::kEverywhere:
      return !place.IsNation();
  }
  return false;
}

}  // namespace

std::string AgencyPlan::Fill(std::string_view form, RegionCode region) {
  std::string filled(form);
  const std::string code = region.ToString();
  for (std::size_t at = filled.find(kRegionHole); at != std::string::npos;
       at = filled.find(kRegionHole, at + code.size())) {
    filled.replace(at, kRegionHole.size(), code);
  }
  return filled;
}

absl::StatusOr<AgencyPlan> AgencyPlan::Make(const DirectorySource& source) {
  AgencyPlan plan(source);
  for (std::size_t i = 0; i < source.kinds.size(); ++i) {
    plan.kind_index_[source.kinds[i].code] = i;
  }
  plan.places_.push_back(RegionCode());
  for (const RegionSource& region : source.regions) {
    if (region.code.level() >= Level::kKabkota) plan.places_.push_back(region.code);
  }
  SALUR_RETURN_IF_ERROR(plan.CheckOverrides());
  SALUR_RETURN_IF_ERROR(plan.FillGrid());
  return plan;
}

bool AgencyPlan::RegionExists(RegionCode region) const {
  if (region.IsNation()) return true;
  const auto& regions = source_->regions;
  const auto found =
      std::lower_bound(regions.begin(), regions.end(), region,
                       [](const RegionSource& r, RegionCode code) { return r.code < code; });
  return found != regions.end() && found->code == region;
}

absl::Status AgencyPlan::CheckOverrides() const {
  for (const OverrideSource& row : source_->overrides) {
    if (kind_index_.count(row.kind) == 0) {
      return BadFile(kAgencyOverridesFile, row.line, "kind",
                     "there is no kind \"" + row.kind + "\" in " + kAgencyKindsFile);
    }
    if (row.scope != OverrideSource::Scope::kEverywhere && !RegionExists(row.region)) {
      return BadFile(kAgencyOverridesFile, row.line, "region",
                     "there is no region " + row.region.ToString());
    }
  }
  return absl::OkStatus();
}

const OverrideSource* AgencyPlan::BestOverride(const std::vector<const OverrideSource*>& rows,
                                               RegionCode place) const {
  const OverrideSource* best = nullptr;
  for (const OverrideSource* row : rows) {
    if (Applies(*row, place) && (best == nullptr || row->scope > best->scope)) best = row;
  }
  return best;
}

absl::Status AgencyPlan::FillGrid() {
  std::vector<std::vector<const OverrideSource*>> rows_of_kind(source_->kinds.size());
  for (const OverrideSource& row : source_->overrides) {
    rows_of_kind[kind_index_.at(row.kind)].push_back(&row);
  }
  grid_.resize(source_->kinds.size());
  for (std::size_t kind = 0; kind < source_->kinds.size(); ++kind) {
    for (const RegionCode place : places_) {
      Entry entry;
      entry.name = source_->kinds[kind].NameAt(place.level());
      entry.override = BestOverride(rows_of_kind[kind], place);
      if (entry.override != nullptr && !entry.override->exists) {
        entry.state = Entry::State::kServed;
      } else {
        if (entry.override != nullptr && !entry.override->name.empty()) {
          entry.name = entry.override->name;
        }
        if (entry.override != nullptr && entry.name.empty()) {
          return BadFile(kAgencyOverridesFile, entry.override->line, "name",
                         "is needed: the kind has no name for " + place.ToString());
        }
        entry.state = entry.name.empty() ? Entry::State::kAbsent : Entry::State::kExists;
      }
      grid_[kind].push_back(entry);
    }
  }
  return absl::OkStatus();
}

const AgencyPlan::Entry* AgencyPlan::Find(std::string_view kind, RegionCode region) const {
  const auto found = kind_index_.find(kind);
  const auto place = std::lower_bound(places_.begin(), places_.end(), region);
  if (found == kind_index_.end() || place == places_.end() || *place != region) return nullptr;
  return &grid_[found->second][static_cast<std::size_t>(place - places_.begin())];
}

absl::StatusOr<UnitId> AgencyPlan::Resolve(const OverrideSource& from, std::string_view column,
                                           const std::string& id) const {
  std::string at = id;
  std::set<std::string> seen;
  while (true) {
    const auto wrong = [&](const std::string& problem) {
      return BadFile(kAgencyOverridesFile, from.line, column, problem);
    };
    if (!seen.insert(at).second) return wrong("\"" + id + "\" is served by itself in a circle");
    const std::optional<UnitId> parsed = UnitId::Parse(at);
    if (!parsed.has_value()) return wrong("\"" + at + "\" is not a unit id");
    if (parsed->kind.empty()) {
      if (RegionExists(parsed->region)) return *parsed;
      return wrong("there is no unit " + at);
    }
    const Entry* entry = Find(parsed->kind, parsed->region);
    if (entry == nullptr || entry->state == Entry::State::kAbsent) {
      return wrong("there is no unit " + at);
    }
    if (entry->state == Entry::State::kExists) {
      // The kind's own text outlives `at`, into which the parsed id points.
      return UnitId{kind_index_.find(parsed->kind)->first, parsed->region};
    }
    at = Fill(entry->override->served_by, parsed->region);
  }
}

absl::StatusOr<UnitId> AgencyPlan::NextInLine(std::size_t kind, std::size_t place) const {
  RegionCode region = places_[place];
  const std::string_view code = kind_index_.find(source_->kinds[kind].code)->first;
  while (!region.IsNation()) {
    region = region.Parent();
    const Entry* entry = Find(code, region);
    if (entry == nullptr || entry->state == Entry::State::kAbsent) continue;
    if (entry->state == Entry::State::kExists) return UnitId{code, region};
    SALUR_ASSIGN_OR_RETURN(const UnitId served, Resolve(*entry->override, "served_by",
                                                        Fill(entry->override->served_by, region)));
    // Who serves a place further down would turn the line around.
    if (served.region.level() >= region.level()) return served;
  }
  return UnitId{};
}

}  // namespace salur::routing
