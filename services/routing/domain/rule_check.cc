#include "services/routing/domain/rule_check.h"

#include <algorithm>
#include <tuple>

#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

struct ReadRule {
  Rule rule;
  std::size_t position = 0;
};

// Where each kind of agency has an office, or one that serves for it, in the order of regions.
class Offices {
 public:
  explicit Offices(const Directory& directory) : places_(directory.kinds().size()) {
    for (std::size_t i = 0; i < directory.unit_count(); ++i) {
      const Unit& unit = directory.unit(Directory::At(i));
      if (unit.IsAgency() && unit.active) Add(unit.kind, unit.region);
    }
    for (const ServedByRow& row : directory.ServedByRows()) {
      const auto id = UnitId::Parse(row.id);
      const UnitRef serving = directory.FindUnit(row.served_by);
      if (!id.has_value() || serving == kNoUnit || !directory.unit(serving).active) continue;
      const KindRef kind = directory.FindKind(id->kind);
      if (kind != kNoKind) Add(kind, id->region);
    }
    for (std::vector<RegionCode>& places : places_) std::sort(places.begin(), places.end());
  }

  // Whether a complaint from somewhere within `prefix` finds one at `level`, or at its own level
  // when its location is coarser.
  bool Reachable(KindRef kind, Level level, RegionCode prefix) const {
    const std::vector<RegionCode>& places = places_[static_cast<std::size_t>(kind)];
    if (prefix.level() <= level) {
      return std::binary_search(places.begin(), places.end(), prefix.AncestorAt(level));
    }
    for (auto at = std::lower_bound(places.begin(), places.end(), prefix);
         at != places.end() && at->packed() < prefix.RangeEnd(); ++at) {
      // No complaint is located at the nation as a whole.
      if (at->level() >= level && !at->IsNation()) return true;
    }
    return false;
  }

 private:
  void Add(KindRef kind, RegionCode region) {
    places_[static_cast<std::size_t>(kind)].push_back(region);
  }

  std::vector<std::vector<RegionCode>> places_;  // by kind
};

void CheckTarget(const ReadRule& read, const Directory& directory, const Offices& offices,
                 std::vector<RuleProblem>& problems) {
  const Target& target = read.rule.target;
  const auto wrong = [&](std::string problem) {
    problems.push_back({read.position, "target", std::move(problem)});
  };
  if (target.form == Target::Form::kAgency) {
    if (offices.Reachable(target.kind, target.level, read.rule.prefix)) return;
    wrong("no office of this kind at this level in " + read.rule.prefix.ToString() +
          ": every complaint would be passed upward");
    return;
  }
  const bool agency = target.form == Target::Form::kUnit && directory.unit(target.unit).IsAgency();
  if (!agency && directory.category(read.rule.category).confidential) {
    wrong("the category is confidential: its complaints go to agencies only");
  }
}

void CheckContradictions(std::vector<ReadRule>& rules, std::vector<RuleProblem>& problems) {
  const auto key = [](const ReadRule& read) {
    return std::make_tuple(read.rule.prefix.packed(), read.rule.category);
  };
  std::stable_sort(rules.begin(), rules.end(), [&](const ReadRule& a, const ReadRule& b) {
    return std::make_tuple(key(a), a.rule.valid_from) < std::make_tuple(key(b), b.rule.valid_from);
  });
  const ReadRule* latest = nullptr;  // of its category and prefix, the one that ends last
  for (const ReadRule& read : rules) {
    if (latest == nullptr || key(*latest) != key(read)) {
      latest = &read;
      continue;
    }
    if (read.rule.valid_from <= latest->rule.valid_to) {
      problems.push_back(
          {read.position, "valid_from",
           "contradicts " + latest->rule.id + ": the same category and region on the same days"});
    }
    if (read.rule.valid_to > latest->rule.valid_to) latest = &read;
  }
}

}  // namespace

std::vector<RuleProblem> CheckRules(const std::vector<RuleRow>& rows, const Directory& directory) {
  std::vector<RuleProblem> problems;
  std::vector<ReadRule> rules;
  rules.reserve(rows.size());
  RuleReader reader(directory, RuleSet::Strictness::kNew, problems);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ReadRule read;
    read.position = i;
    if (reader.Read(rows[i], i, read.rule)) rules.push_back(std::move(read));
  }
  const Offices offices(directory);
  for (const ReadRule& read : rules) CheckTarget(read, directory, offices, problems);
  CheckContradictions(rules, problems);
  std::stable_sort(problems.begin(), problems.end(),
                   [](const RuleProblem& a, const RuleProblem& b) { return a.rule < b.rule; });
  return problems;
}

}  // namespace salur::routing
