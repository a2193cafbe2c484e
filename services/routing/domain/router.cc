#include "services/routing/domain/router.h"

#include <array>
#include <cstddef>

#include "services/routing/domain/ladder.h"
#include "services/routing/domain/place_finder.h"
#include "services/routing/domain/succession.h"
#include "services/routing/domain/target_resolver.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

constexpr std::array<std::string_view, 27> kStepNames = {
    "LOCATION",
    "NO_LOCATION",
    "POINT_NOT_LOCATED",
    "UNKNOWN_REGION",
    "RETIRED_REGION",
    "BORDER",
    "CONFIDENTIAL",
    "CATEGORY_DEFAULT",
    "RULE_OVERRIDE",
    "NO_CATEGORY_TO_VILLAGE",
    "UNKNOWN_CATEGORY",
    "CONFIDENTIAL_TO_INSPECTORATE",
    "CONFIDENTIAL_WITHOUT_KABKOTA",
    "CONFIDENTIAL_WITHOUT_AGENCY",
    "COARSE_LOCATION",
    "MERGED_OFFICE",
    "TARGET_MISSING",
    "TARGET_INACTIVE",
    "CONFLICT_OF_INTEREST",
    "ABOUT_ROOT",
    "UNKNOWN_ABOUT_UNIT",
    "UNSTAFFED",
    "DESA_AUTONOMOUS",
    "NEAREST_VILLAGE",
    "POINT_REFINES",
    "POINT_ELSEWHERE",
    "SUCCESSOR_REGION",
};
static_assert(kStepNames.size() == static_cast<std::size_t>(Step::kSuccessorRegion) + 1);

class Router {
 public:
  Router(const RuleSet& rules, const RoutingRequest& request)
      : rules_(rules), directory_(rules.directory()), request_(request) {}

  Decision Decide() {
    out_.directory_version = directory_.version();
    out_.rules_version = rules_.version();
    FindCategory();
    FindAbout();
    const std::optional<RegionCode> region = PlaceFinder(directory_, request_, out_).Find();
    if (!region.has_value()) return Triage();
    if (out_.about == kRootUnit) {
      Note(Step::kAboutRoot);
      return Triage();
    }
    std::optional<UnitRef> named = Name(*region);
    if (named.has_value()) named = AvoidAbout(*named);
    if (!named.has_value()) return Triage();
    AddAlternatives(*region, *named);
    return Assign(*named);
  }

 private:
  void Note(Step step, UnitRef unit = kNoUnit, UnitKey key = {}, std::string_view text = {}) {
    out_.reasons.push_back({step, unit, key, std::string(text)});
  }

  void FindCategory();
  void FindAbout();
  std::optional<UnitRef> Name(RegionCode region);
  Target ChooseTarget(RegionCode region);
  bool IsAgencyTarget(const Target& target) const;
  std::optional<UnitRef> AvoidAbout(UnitRef named);
  bool IsExcluded(UnitRef unit) const {
    return out_.about != kNoUnit && IsAbout(directory_, unit, out_.about);
  }
  void AddAlternatives(RegionCode region, UnitRef named);
  Decision Triage();
  Decision Assign(UnitRef named);

  const RuleSet& rules_;
  const Directory& directory_;
  const RoutingRequest& request_;
  Decision out_;
};

void Router::FindCategory() {
  out_.confidential = request_.confidential;
  if (request_.category_code.empty()) return;
  out_.category = directory_.FindCategory(request_.category_code);
  if (out_.category == kNoCategory) {
    Note(Step::kUnknownCategory, kNoUnit, {}, request_.category_code);
  } else if (directory_.category(out_.category).confidential) {
    out_.confidential = true;
  }
}

void Router::FindAbout() {
  if (request_.about_unit_id.empty()) return;
  out_.about = directory_.FindUnit(request_.about_unit_id);
  if (out_.about != kNoUnit) {
    // Whoever took over alone is meant; several are all kept out (IsAbout).
    const std::vector<UnitRef> heirs = Heirs(directory_, out_.about);
    if (heirs.size() == 1) out_.about = heirs.front();
    return;
  }
  const std::optional<UnitId> id = UnitId::Parse(request_.about_unit_id);
  if (id.has_value() && !id->kind.empty()) {
    const KindRef kind = directory_.FindKind(id->kind);
    const UnitRef served_by = kind == kNoKind ? kNoUnit : directory_.ServedBy({kind, id->region});
    if (served_by != kNoUnit) out_.about = served_by;
  }
  if (out_.about == kNoUnit) {
    Note(Step::kUnknownAboutUnit, kNoUnit, {}, request_.about_unit_id);
  }
}

bool Router::IsAgencyTarget(const Target& target) const {
  return target.form == Target::Form::kAgency ||
         (target.form == Target::Form::kUnit && directory_.unit(target.unit).IsAgency());
}

Target Router::ChooseTarget(RegionCode region) {
  if (out_.category == kNoCategory) return Target{};
  const absl::TimeZone zone =
      absl::FixedTimeZone(TimeZoneOffset(directory_.unit(out_.region).zone));
  out_.rule = rules_.Match(out_.category, region, absl::ToCivilDay(request_.filing_time, zone));
  return out_.rule != nullptr ? out_.rule->target : directory_.category(out_.category).handler;
}

std::optional<UnitRef> Router::Name(RegionCode region) {
  out_.target = ChooseTarget(region);
  if (out_.confidential) Note(Step::kConfidential);
  if (out_.confidential && !IsAgencyTarget(out_.target)) {
    const KindRef inspectorate = directory_.FindKind(kInspectorateKind);
    if (region.level() > Level::kKabkota || inspectorate == kNoKind) {
      Note(region.level() > Level::kKabkota ? Step::kConfidentialWithoutKabkota
                                            : Step::kConfidentialWithoutAgency);
      return std::nullopt;
    }
    out_.rule = nullptr;
    out_.target = {Target::Form::kAgency, Level::kKabkota, inspectorate, kNoUnit};
    Note(Step::kConfidentialToInspectorate);
  } else if (out_.rule != nullptr) {
    Note(Step::kRuleOverride);
  } else if (out_.category != kNoCategory) {
    Note(Step::kCategoryDefault);
  } else {
    Note(Step::kNoCategoryToVillage);
  }
  const UnitRef named =
      TargetResolver(directory_, region, out_).Resolve(out_.target, out_.confidential);
  if (named != kNoUnit) return named;
  Note(Step::kConfidentialWithoutAgency);
  return std::nullopt;
}

// Never to the unit complained about or below it. A confidential complaint stays with agencies on
// its way around it.
std::optional<UnitRef> Router::AvoidAbout(UnitRef named) {
  if (!IsExcluded(named)) return named;
  const UnitKey excluded = directory_.Key(named);
  out_.skipped.push_back(excluded);
  Note(Step::kConflictOfInterest, out_.about, excluded);
  if (!out_.confidential) {
    UnitRef above = directory_.unit(out_.about).parent;
    while (!directory_.unit(above).active || IsExcluded(above)) {
      out_.skipped.push_back(directory_.Key(above));
      above = directory_.unit(above).parent;
    }
    return above;
  }
  while (IsExcluded(named) || !directory_.unit(named).active) {
    named = NextInOwnLine(directory_, named, out_.skipped);
  }
  if (named != kRootUnit) return named;
  Note(Step::kConfidentialWithoutAgency);
  return std::nullopt;
}

void Router::AddAlternatives(RegionCode region, UnitRef named) {
  const auto add = [&](RegionCode at, const Target& target, Alternative::Why why) {
    Decision aside;  // the reasons of what was not decided are not told
    const UnitRef unit = TargetResolver(directory_, at, aside).Resolve(target, out_.confidential);
    if (unit != kNoUnit && unit != named && !IsExcluded(unit)) {
      out_.alternatives.push_back({unit, why});
    }
  };
  for (const UnitRef neighbour : out_.candidates) {
    if (!directory_.unit(neighbour).active) continue;
    add(directory_.unit(neighbour).region, out_.target, Alternative::Why::kNeighbour);
  }
  if (out_.rule != nullptr) {
    add(region, directory_.category(out_.category).handler, Alternative::Why::kCategoryDefault);
  }
}

Decision Router::Triage() {
  out_.state = Decision::State::kTriage;
  return std::move(out_);
}

Decision Router::Assign(UnitRef named) {
  out_.handling = named;
  out_.accountable = named;
  out_.holder = HolderOf(directory_, {named, out_.confidential, out_.about});
  if (out_.holder != named) {
    Note(Step::kUnstaffed, out_.holder, directory_.Key(named));
    const RegionKind kind = directory_.unit(named).region_kind;
    if (kind == RegionKind::kDesa || kind == RegionKind::kDesaAdat) Note(Step::kDesaAutonomous);
  }
  return std::move(out_);
}

}  // namespace

std::string_view StepName(Step step) { return kStepNames[static_cast<std::size_t>(step)]; }

Decision Decide(const RuleSet& rules, const RoutingRequest& request) {
  return Router(rules, request).Decide();
}

}  // namespace salur::routing
