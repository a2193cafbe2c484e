// Which unit must answer a complaint. A pure function of the complaint, one version of the
// directory and one version of the rules: the same inputs give the same decision.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/time/time.h>

#include "services/routing/domain/directory.h"
#include "services/routing/domain/rules.h"

namespace salur::routing {

// The village that contains a point, with those whose border is near. What finds it is no part of
// the decision.
struct LocatedPoint {
  RegionCode village;
  std::vector<RegionCode> neighbours;  // nearest first
  // Whether the village contains the point; otherwise it is only the nearest, distance_m away.
  bool inside = true;
  double distance_m = 0;
};

struct RoutingRequest {
  std::string_view category_code;  // empty when not given
  // Empty when not given. Goes before the point, which may only say where within it.
  std::string_view region_code;
  bool has_point = false;
  std::optional<LocatedPoint> located;  // of the point, when that could be found out
  bool confidential = false;            // as filed; the category may make it so as well
  std::string_view about_unit_id;       // empty when not given
  absl::Time filing_time;
};

// The steps of a decision, in the order in which they were taken.
enum class Step {
  kLocation,  // unit: the region that decides
  kNoLocation,
  kPointNotLocated,
  kUnknownRegion,  // text: the code as filed; unit: the region above that is known, if any
  kRetiredRegion,  // key: the region; unit: the nearest region above that is in force
  kBorder,         // candidates
  kConfidential,
  kCategoryDefault,
  kRuleOverride,
  kNoCategoryToVillage,
  kUnknownCategory,  // text: the code as filed
  kConfidentialToInspectorate,
  kConfidentialWithoutKabkota,
  kConfidentialWithoutAgency,
  kCoarseLocation,      // unit: the region that was given
  kMergedOffice,        // key: the office; unit: who does its work
  kTargetMissing,       // key
  kTargetInactive,      // key
  kConflictOfInterest,  // key: who would have been named; unit: who is complained about
  kAboutRoot,
  kUnknownAboutUnit,  // text: the id as filed
  kUnstaffed,         // key: who is named; unit: who holds the ticket
  kDesaAutonomous,
  kNearestVillage,   // unit: the village; text: how many metres away
  kPointRefines,     // unit: the region that was given; the point lies in a village of it
  kPointElsewhere,   // unit: the village of the point, which lies outside the region given
  kSuccessorRegion,  // key: the region as filed; unit: the one that took over
};

// "RULE_OVERRIDE": as stored and shown.
std::string_view StepName(Step step);

struct Reason {
  Step step;
  UnitRef unit = kNoUnit;
  UnitKey key;
  std::string text;
};

// Another unit that might be meant.
struct Alternative {
  enum class Why { kNeighbour, kCategoryDefault };
  UnitRef unit = kNoUnit;
  Why why = Why::kNeighbour;
};

struct Decision {
  // kTriage: nobody can say yet who must answer; it waits at the root.
  enum class State { kAssigned, kTriage };

  State state = State::kAssigned;
  UnitRef handling = kRootUnit;     // who must answer
  UnitRef holder = kRootUnit;       // who holds it on its behalf; the same when that is staffed
  UnitRef accountable = kRootUnit;  // who has to see that it is done: at first the handling unit
  bool confidential = false;
  CategoryRef category = kNoCategory;
  UnitRef region = kNoUnit;    // the unit of the region that decided
  const Rule* rule = nullptr;  // that overrode the default; lives as long as the rule set
  Target target;               // before anything was skipped
  UnitRef about = kNoUnit;
  std::vector<Reason> reasons;
  std::vector<UnitKey> skipped;     // missing, inactive or excluded units, in the order tried
  std::vector<UnitRef> candidates;  // units of neighbouring villages
  std::vector<Alternative> alternatives;
  std::int64_t directory_version = 0;
  std::int64_t rules_version = 0;
};

// Total: every request gets a decision. References in it belong to rules.directory().
Decision Decide(const RuleSet& rules, const RoutingRequest& request);

}  // namespace salur::routing
