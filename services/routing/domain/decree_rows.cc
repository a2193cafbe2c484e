#include "services/routing/domain/decree_rows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/csv.h"
#include "services/routing/domain/day.h"

namespace salur::routing {
namespace {

absl::Status Wrong(int line, std::string_view column, const std::string& problem) {
  return BadFile(kDecreesFile, line, column, problem);
}

class Planner {
 public:
  Planner(const Directory& current, absl::CivilDay today) : current_(current), today_(today) {}

  absl::StatusOr<DecreePlan> Plan(const std::vector<DecreeRow>& applied,
                                  const std::vector<DecreeRow>& rows) {
    SALUR_RETURN_IF_ERROR(TakeFresh(applied, rows));
    for (const DecreeRow& row : plan_.fresh) SALUR_RETURN_IF_ERROR(AddRow(row));
    SALUR_RETURN_IF_ERROR(AddThoseBelow());
    SALUR_RETURN_IF_ERROR(CheckTargets());
    for (auto& [code, change] : changes_) plan_.changes.push_back(std::move(change));
    return std::move(plan_);
  }

 private:
  absl::Status TakeFresh(const std::vector<DecreeRow>& applied, const std::vector<DecreeRow>& rows);
  absl::Status AddRow(const DecreeRow& row);
  absl::Status AddThoseBelow();
  absl::Status AddBelow(RegionCode region, const CodeChange& above);
  absl::Status CheckTargets();
  absl::Status CheckTarget(const CodeChange& change, const CodeChange::Target& target,
                           bool first) const;
  bool InForce(RegionCode region) const {
    const UnitRef unit = current_.FindRegion(region);
    return unit != kNoUnit && current_.unit(unit).active;
  }
  bool GivenAway(RegionCode region) const {
    const auto found = changes_.find(region);
    return found != changes_.end() && !found->second.Keeps();
  }

  const Directory& current_;
  const absl::CivilDay today_;
  DecreePlan plan_;
  std::map<RegionCode, CodeChange> changes_;
  std::set<RegionCode> absorbing_;   // taken by merges, which may take a code that is in force
  std::set<RegionCode> splits_;      // given away by splits
  std::map<RegionCode, int> taken_;  // how often each code is a target
};

absl::Status Planner::TakeFresh(const std::vector<DecreeRow>& applied,
                                const std::vector<DecreeRow>& rows) {
  const auto key = [](const DecreeRow& row) {
    return std::make_tuple(row.decree, row.old_code, row.new_code);
  };
  std::map<std::tuple<std::string, RegionCode, RegionCode>, const DecreeRow*> known;
  for (const DecreeRow& row : applied) known[key(row)] = &row;
  for (const DecreeRow& row : rows) {
    const auto found = known.find(key(row));
    if (found == known.end()) {
      plan_.fresh.push_back(row);
    } else if (!SameChange(row, *found->second)) {
      return Wrong(
          row.line, "",
          "this decree has changed " + row.old_code.ToString() + " already, in another way");
    }
  }
  return absl::OkStatus();
}

absl::Status Planner::AddRow(const DecreeRow& row) {
  if (ParseDay(row.valid_from).value_or(today_) > today_) {
    return Wrong(row.line, "valid_from",
                 row.valid_from + " has not come yet (today is " + DayText(today_) +
                     "): import it on that day or later");
  }
  const UnitRef unit = current_.FindRegion(row.old_code);
  if (unit == kNoUnit) {
    return Wrong(row.line, "old_code", "there is no region " + row.old_code.ToString());
  }
  if (!current_.unit(unit).active) {
    const Validity* validity = current_.ValidityOf(unit);
    const bool decreed = validity != nullptr && !validity->decree.empty();
    return Wrong(row.line, "old_code",
                 row.old_code.ToString() + " is not in force any more" +
                     (decreed ? ", by " + validity->decree : ""));
  }
  CodeChange& change = changes_[row.old_code];
  change.old_code = row.old_code;
  change.targets.push_back({row.new_code, row.new_name});
  change.decree = row.decree;
  change.valid_from = row.valid_from;
  change.line = row.line;
  if (row.change == DecreeChange::kMerge) absorbing_.insert(row.new_code);
  if (row.change == DecreeChange::kSplit) splits_.insert(row.old_code);
  return absl::OkStatus();
}

absl::Status Planner::AddThoseBelow() {
  if (changes_.empty()) return absl::OkStatus();
  const std::map<RegionCode, CodeChange> given = changes_;
  for (std::size_t i = 1; i < current_.unit_count(); ++i) {
    const Unit& unit = current_.unit(Directory::At(i));
    if (unit.IsAgency() || !unit.active || given.count(unit.region) > 0) continue;
    for (RegionCode above = unit.region.Parent(); !above.IsNation(); above = above.Parent()) {
      const auto found = given.find(above);
      if (found == given.end()) continue;
      SALUR_RETURN_IF_ERROR(AddBelow(unit.region, found->second));
      break;
    }
  }
  return absl::OkStatus();
}

absl::Status Planner::AddBelow(RegionCode region, const CodeChange& above) {
  if (above.Keeps()) return absl::OkStatus();
  if (splits_.count(above.old_code) > 0) {
    return Wrong(above.line, "old_code",
                 region.ToString() + " lies in it: a row has to say what becomes of it");
  }
  const std::string suffix = region.ToString().substr(above.old_code.ToString().size());
  const std::string text = above.targets.front().code.ToString() + suffix;
  CodeChange change = above;
  change.old_code = region;
  change.targets = {{RegionCode::Parse(text).value_or(region), ""}};
  changes_.emplace(region, std::move(change));
  return absl::OkStatus();
}

absl::Status Planner::CheckTarget(const CodeChange& change, const CodeChange::Target& target,
                                  bool first) const {
  const std::string code = target.code.ToString();
  const std::string becomes = change.old_code.ToString() + " would become " + code;
  const RegionCode parent = target.code.Parent();
  if (!parent.IsNation() && taken_.count(parent) == 0 && (!InForce(parent) || GivenAway(parent))) {
    return Wrong(change.line, "new_code",
                 becomes + ", and " + parent.ToString() + " is not in force then");
  }
  if (target.code == change.old_code) return absl::OkStatus();
  if (absorbing_.count(target.code) > 0) {
    if (!GivenAway(target.code)) return absl::OkStatus();
  } else if (first && !InForce(target.code)) {
    if (current_.FindRegion(target.code) == kNoUnit) return absl::OkStatus();
    return Wrong(change.line, "new_code",
                 becomes + ", which was retired: a code is not given twice");
  }
  return Wrong(change.line, "new_code",
               becomes + ", which is in force already: a row has to say what becomes of it");
}

absl::Status Planner::CheckTargets() {
  for (const auto& [code, change] : changes_) {
    for (const CodeChange::Target& target : change.targets) ++taken_[target.code];
  }
  for (const auto& [code, change] : changes_) {
    for (const CodeChange::Target& target : change.targets) {
      SALUR_RETURN_IF_ERROR(CheckTarget(change, target, taken_.at(target.code) == 1));
    }
  }
  return absl::OkStatus();
}

}  // namespace

bool CodeChange::Keeps() const {
  return std::any_of(targets.begin(), targets.end(),
                     [this](const Target& target) { return target.code == old_code; });
}

absl::StatusOr<DecreePlan> PlanDecrees(const Directory& current,
                                       const std::vector<DecreeRow>& applied,
                                       const std::vector<DecreeRow>& rows, absl::CivilDay today) {
  return Planner(current, today).Plan(applied, rows);
}

}  // namespace salur::routing
