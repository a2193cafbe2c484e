// What a plan of decrees does to the rows of a directory.
#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/csv.h"
#include "services/routing/domain/day.h"
#include "services/routing/domain/decree_rows.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

absl::Status Wrong(const CodeChange& change, std::string_view column, const std::string& problem) {
  return BadFile(kDecreesFile, change.line, column, problem);
}

// "perhubungan:35.78" with 35.78 as 35.80: "perhubungan:35.80". Others stay.
std::string InRegion(const std::string& id, RegionCode from, RegionCode to) {
  std::optional<UnitId> unit = UnitId::Parse(id);
  if (!unit.has_value() || unit->region != from) return id;
  unit->region = to;
  return unit->ToString();
}

std::unordered_map<std::string, std::size_t> Positions(const std::vector<UnitRow>& units) {
  std::unordered_map<std::string, std::size_t> positions;
  positions.reserve(units.size());
  for (std::size_t i = 0; i < units.size(); ++i) positions.emplace(units[i].id, i);
  return positions;
}

class Derivation {
 public:
  Derivation(const DecreePlan& plan, DirectoryData& data)
      : plan_(plan), data_(data), positions_(Positions(data.units)) {
    for (const UnitRow& row : data.units) {
      const std::optional<UnitId> id = UnitId::Parse(row.id);
      if (row.active && id.has_value() && !id->kind.empty()) {
        agencies_[id->region].push_back(row.id);
      }
    }
    for (const CodeChange& change : plan.changes) {
      for (const CodeChange::Target& target : change.targets) ++taken_[target.code];
    }
  }

  absl::Status Derive() {
    for (const CodeChange& change : plan_.changes) {
      for (const CodeChange::Target& target : change.targets) {
        SALUR_RETURN_IF_ERROR(Apply(change, target));
      }
      if (!change.Keeps()) Retire(change);
    }
    Redirect();
    return absl::OkStatus();
  }

 private:
  UnitRow& Row(const std::string& id) { return data_.units[positions_.at(id)]; }

  absl::Status Apply(const CodeChange& change, const CodeChange::Target& target) {
    const auto existing = positions_.find(target.code.ToString());
    if (existing != positions_.end()) {
      if (!target.name.empty()) data_.units[existing->second].name = target.name;
      return absl::OkStatus();
    }
    UnitRow row = Row(change.old_code.ToString());
    row.id = target.code.ToString();
    row.parent_id = row.escalation_parent_id = target.code.Parent().ToString();
    const bool another = change.targets.size() > 1 || taken_.at(target.code) > 1;
    if (!target.name.empty()) {
      row.name = target.name;
    } else if (another) {
      return Wrong(change, "new_name", "is empty: " + row.id + " is a new region and needs one");
    }
    // The point of the whole need not lie in a part.
    if (change.targets.size() > 1) row.place.latitude_e6 = row.place.longitude_e6 = 0;
    Add(std::move(row));
    CopyAgencies(change.old_code, target.code);
    return absl::OkStatus();
  }

  void Add(UnitRow row) {
    positions_.emplace(row.id, data_.units.size());
    data_.units.push_back(std::move(row));
  }

  void CopyAgencies(RegionCode from, RegionCode to) {
    const auto found = agencies_.find(from);
    if (found != agencies_.end()) {
      for (const std::string& id : found->second) {
        UnitRow row = Row(id);
        for (std::string* text : {&row.id, &row.parent_id, &row.escalation_parent_id}) {
          *text = InRegion(*text, from, to);
        }
        if (positions_.count(row.id) == 0) Add(std::move(row));
      }
    }
    if (from.level() < Level::kKabkota) return;
    const std::size_t count = data_.served_by.size();
    for (std::size_t i = 0; i < count; ++i) {
      const ServedByRow served = data_.served_by[i];
      const ServedByRow copy{InRegion(served.id, from, to), InRegion(served.served_by, from, to)};
      const bool known = std::any_of(data_.served_by.begin(), data_.served_by.end(),
                                     [&](const ServedByRow& row) { return row.id == copy.id; });
      if (!known) data_.served_by.push_back(copy);
    }
  }

  void Retire(const CodeChange& change) {
    const std::string heir = change.targets.front().code.ToString();
    Row(change.old_code.ToString()).active = false;
    moved_[change.old_code.ToString()] = heir;
    const auto found = agencies_.find(change.old_code);
    if (found == agencies_.end()) return;
    for (const std::string& id : found->second) {
      Row(id).active = false;
      moved_[id] = InRegion(id, change.old_code, change.targets.front().code);
    }
  }

  // Whoever stands under a retired unit, or is served by one, follows it.
  void Redirect() {
    const auto follow = [this](std::string& id) {
      const auto found = moved_.find(id);
      if (found != moved_.end() && positions_.count(found->second) > 0) id = found->second;
    };
    for (UnitRow& row : data_.units) {
      if (!row.active) continue;
      follow(row.parent_id);
      follow(row.escalation_parent_id);
    }
    for (ServedByRow& row : data_.served_by) follow(row.served_by);
  }

  const DecreePlan& plan_;
  DirectoryData& data_;
  std::unordered_map<std::string, std::size_t> positions_;
  std::map<RegionCode, std::vector<std::string>> agencies_;  // active ones, by region
  std::map<RegionCode, int> taken_;                          // how many regions take a code
  std::map<std::string, std::string> moved_;                 // from retired units to the first heir
};

class Recorder {
 public:
  Recorder(const Directory& current, DirectoryData& data)
      : current_(current), data_(data), positions_(Positions(data.units)) {
    for (const ServedByRow& row : data.served_by) served_by_[row.id] = row.served_by;
  }

  absl::Status Record(const CodeChange& change) {
    SALUR_RETURN_IF_ERROR(CheckFiles(change));
    const UnitRef old_unit = current_.FindRegion(change.old_code);
    RecordUnit(change, old_unit);
    if (change.old_code.level() < Level::kKabkota) return absl::OkStatus();
    for (std::size_t kind = 0; kind < current_.kinds().size(); ++kind) {
      const UnitRef agency = current_.FindAgency(static_cast<KindRef>(kind), change.old_code);
      if (agency != kNoUnit && current_.unit(agency).active) RecordUnit(change, agency);
    }
    return absl::OkStatus();
  }

  void Write() {
    for (auto& [id, row] : rows_) data_.validity.push_back(std::move(row));
  }

 private:
  bool IsActive(const std::string& id) const {
    const auto found = positions_.find(id);
    return found != positions_.end() && data_.units[found->second].active;
  }

  absl::Status CheckFiles(const CodeChange& change) const {
    for (const CodeChange::Target& target : change.targets) {
      const std::string code = target.code.ToString();
      if (!IsActive(code)) return Wrong(change, "new_code", code + " is not in regions.csv");
      const std::string& name = data_.units[positions_.at(code)].name;
      if (!target.name.empty() && target.name != name) {
        return Wrong(change, "new_name", code + " is called \"" + name + "\" in regions.csv");
      }
    }
    if (!change.Keeps() && IsActive(change.old_code.ToString())) {
      return Wrong(change, "old_code", change.old_code.ToString() + " is still in regions.csv");
    }
    return absl::OkStatus();
  }

  // The row of a unit, with what was recorded before.
  ValidityRow& RowOf(const std::string& id) {
    const auto [entry, added] = rows_.try_emplace(id);
    ValidityRow& row = entry->second;
    if (!added) return row;
    row.id = id;
    const UnitRef unit = current_.FindUnit(id);
    const Validity* before = unit == kNoUnit ? nullptr : current_.ValidityOf(unit);
    if (before != nullptr) row.valid_from = before->valid_from;
    return row;
  }

  // A region's unit or one of its agencies.
  void RecordUnit(const CodeChange& change, UnitRef unit) {
    const std::string id = current_.Id(unit);
    const bool keeps = IsActive(id);
    std::vector<std::string> successors;
    for (const CodeChange::Target& target : change.targets) {
      std::string next = InRegion(id, change.old_code, target.code);
      const auto served = served_by_.find(next);
      if (!IsActive(next) && served != served_by_.end()) next = served->second;
      if (next == id || !IsActive(next)) continue;
      if (std::find(successors.begin(), successors.end(), next) == successors.end()) {
        successors.push_back(next);
      }
      if (current_.FindUnit(next) != kNoUnit) continue;
      UnitRow& row = data_.units[positions_.at(next)];
      const bool first = fresh_.insert(next).second;
      row.staffed = (!first && row.staffed) || current_.unit(unit).staffed;
      ValidityRow& validity = RowOf(next);
      validity.valid_from = change.valid_from;
      validity.decree = change.decree;
    }
    // Agencies of a region that keeps its code do not change with it.
    if (keeps && current_.unit(unit).IsAgency()) return;
    ValidityRow& row = RowOf(id);
    row.decree = change.decree;
    if (keeps) return;
    row.valid_to = DayText(ParseDay(change.valid_from).value_or(absl::CivilDay()) - 1);
    row.successors = std::move(successors);
  }

  const Directory& current_;
  DirectoryData& data_;
  const std::unordered_map<std::string, std::size_t> positions_;
  std::unordered_map<std::string, std::string> served_by_;
  std::map<std::string, ValidityRow> rows_;
  std::set<std::string> fresh_;  // new units whose staff is known already
};

}  // namespace

absl::Status DeriveUnits(const DecreePlan& plan, DirectoryData& data) {
  return Derivation(plan, data).Derive();
}

absl::Status RecordPlan(const Directory& current, const DecreePlan& plan, DirectoryData& data) {
  Recorder recorder(current, data);
  for (const CodeChange& change : plan.changes) SALUR_RETURN_IF_ERROR(recorder.Record(change));
  recorder.Write();
  return absl::OkStatus();
}

}  // namespace salur::routing
