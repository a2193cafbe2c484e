#include "services/routing/domain/directory_diff.h"

#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "services/routing/domain/day.h"

namespace salur::routing {
namespace {

// References differ between snapshots, ids do not.
bool SameParents(const Directory& a, UnitRef in_a, const Directory& b, UnitRef in_b) {
  const auto same = [&](UnitRef x, UnitRef y) {
    const Unit& left = a.unit(x);
    const Unit& right = b.unit(y);
    if (left.region != right.region || left.IsAgency() != right.IsAgency()) return false;
    return !left.IsAgency() || a.kind(left.kind).code == b.kind(right.kind).code;
  };
  return same(a.unit(in_a).parent, b.unit(in_b).parent) &&
         same(a.unit(in_a).escalation_parent, b.unit(in_b).escalation_parent);
}

// Where each kind of `from` stands in `to`.
std::vector<KindRef> MapKinds(const Directory& from, const Directory& to) {
  std::vector<KindRef> map;
  for (const Kind& kind : from.kinds()) map.push_back(to.FindKind(kind.code));
  return map;
}

UnitRef FindIn(const Directory& directory, const Unit& unit, const std::vector<KindRef>& kinds) {
  if (!unit.IsAgency()) return directory.FindRegion(unit.region);
  const KindRef kind = kinds[static_cast<std::size_t>(unit.kind)];
  return kind == kNoKind ? kNoUnit : directory.FindAgency(kind, unit.region);
}

std::vector<CategoryRow> CategoryRows(const Directory& directory) {
  std::vector<CategoryRow> rows;
  for (std::size_t i = 0; i < directory.categories().size(); ++i) {
    rows.push_back(directory.RowOf(static_cast<CategoryRef>(i)));
  }
  return rows;
}

ValidityRow RowOf(const Directory& directory, UnitRef unit, const Validity& validity) {
  ValidityRow row{directory.Id(unit), validity.valid_from, validity.valid_to, validity.decree, {}};
  for (const UnitRef next : validity.successors) row.successors.push_back(directory.Id(next));
  return row;
}

bool SameValidity(const Directory& a, UnitRef in_a, const Directory& b, UnitRef in_b) {
  const Validity* left = a.ValidityOf(in_a);
  const Validity* right = b.ValidityOf(in_b);
  if (left == nullptr || right == nullptr) return left == right;
  return RowOf(a, in_a, *left) == RowOf(b, in_b, *right);
}

std::string WithName(const Directory& directory, UnitRef unit) {
  return directory.Id(unit) + ' ' + directory.DisplayName(unit);
}

}  // namespace

void KeepRetired(const Directory& current, DirectoryData& next) {
  std::unordered_set<std::string_view> kinds;
  for (const Kind& kind : next.kinds) kinds.insert(kind.code);
  std::vector<Kind> retired_kinds;
  for (const Kind& kind : current.kinds()) {
    if (kinds.count(kind.code) > 0) continue;
    retired_kinds.push_back(kind);
    retired_kinds.back().active = false;
  }
  next.kinds.insert(next.kinds.end(), retired_kinds.begin(), retired_kinds.end());

  std::unordered_map<std::string_view, std::size_t> units;
  units.reserve(next.units.size());
  for (std::size_t i = 0; i < next.units.size(); ++i) units.emplace(next.units[i].id, i);
  std::vector<UnitRow> retired;
  for (std::size_t i = 0; i < current.unit_count(); ++i) {
    const UnitRef ref = Directory::At(i);
    const auto found = units.find(current.Id(ref));
    if (found != units.end()) {
      if (current.unit(ref).active) next.units[found->second].staffed = current.unit(ref).staffed;
      continue;
    }
    retired.push_back(current.Row(ref));
    retired.back().active = false;
  }
  for (UnitRow& row : retired) next.units.push_back(std::move(row));

  std::unordered_set<std::string_view> categories;
  for (const CategoryRow& category : next.categories) categories.insert(category.code);
  std::vector<CategoryRow> retired_categories;
  for (const CategoryRow& row : CategoryRows(current)) {
    if (categories.count(row.code) > 0) continue;
    retired_categories.push_back(row);
    retired_categories.back().active = false;
  }
  next.categories.insert(next.categories.end(), retired_categories.begin(),
                         retired_categories.end());
}

void KeepValidity(const Directory& current, absl::CivilDay today, DirectoryData& next) {
  std::unordered_set<std::string> recorded;
  for (const ValidityRow& row : next.validity) recorded.insert(row.id);
  for (const UnitRow& row : next.units) {
    if (recorded.count(row.id) > 0) continue;
    const UnitRef unit = current.FindUnit(row.id);
    const Validity* before = unit == kNoUnit ? nullptr : current.ValidityOf(unit);
    if (unit == kNoUnit || (row.active && !current.unit(unit).active)) {
      next.validity.push_back({row.id, DayText(today), "", "", {}});
    } else if (!row.active && current.unit(unit).active) {
      next.validity.push_back(
          {row.id, before == nullptr ? "" : before->valid_from, DayText(today - 1), "", {}});
    } else if (before != nullptr) {
      next.validity.push_back(RowOf(current, unit, *before));
    }
  }
}

DirectoryDiff Compare(const Directory& older, const Directory& newer) {
  using Change = DirectoryDiff::Change;
  DirectoryDiff diff;
  const std::vector<KindRef> kinds = MapKinds(newer, older);
  for (std::size_t i = 0; i < newer.unit_count(); ++i) {
    const UnitRef now = Directory::At(i);
    const Unit& unit = newer.unit(now);
    const UnitRef before = FindIn(older, unit, kinds);
    if (before == kNoUnit || (unit.active && !older.unit(before).active)) {
      diff.units.push_back({now, Change::kAdded, before != kNoUnit});
      ++diff.added;
      continue;
    }
    const Unit& was = older.unit(before);
    if (was.active && !unit.active) {
      diff.units.push_back({now, Change::kRetired});
      ++diff.retired;
      continue;
    }
    const bool moved = was.zone != unit.zone || !SameParents(older, before, newer, now);
    const bool renamed = older.Name(before) != newer.Name(now);
    const bool revised = was.region_kind != unit.region_kind || was.staffed != unit.staffed ||
                         !(older.place(before) == newer.place(now)) ||
                         !SameValidity(older, before, newer, now);
    diff.moved += moved ? 1 : 0;
    diff.renamed += renamed ? 1 : 0;
    if (moved || renamed) {
      diff.units.push_back({now, moved ? Change::kMoved : Change::kRenamed});
    } else if (revised) {
      diff.units.push_back({now, Change::kRevised});
      ++diff.revised;
    }
  }
  diff.kinds_changed = older.kinds() != newer.kinds();
  diff.served_by_changed = older.ServedByRows() != newer.ServedByRows();
  diff.categories_changed = CategoryRows(older) != CategoryRows(newer);
  return diff;
}

namespace {

// How a retired unit went on, from who took over and who else was taken over by the same one.
std::string DescribeRetired(UnitRef unit, const Directory& older, const Directory& newer) {
  const std::string name = WithName(newer, unit);
  const Validity* validity = newer.ValidityOf(unit);
  if (validity == nullptr || validity->successors.empty()) return "retired " + name;
  std::string heirs;
  for (const UnitRef next : validity->successors) {
    heirs += (heirs.empty() ? "" : ", ") + WithName(newer, next);
  }
  const UnitRef heir = validity->successors.front();
  const bool stood_before = older.FindUnit(newer.Id(heir)) != kNoUnit;
  const bool same_parent = newer.unit(heir).parent == newer.unit(unit).parent;
  std::string line = validity->successors.size() > 1 ? "split " + name + " into "
                     : stood_before                  ? "merged " + name + " into "
                     : same_parent                   ? "recoded " + name + " to "
                                                     : "moved " + name + " to ";
  line += heirs;
  return validity->decree.empty() ? line : line + " (" + validity->decree + ")";
}

}  // namespace

std::string Describe(const DirectoryDiff::Entry& entry, const Directory& older,
                     const Directory& newer) {
  using Change = DirectoryDiff::Change;
  const std::string name = WithName(newer, entry.unit);
  if (entry.change == Change::kAdded) return "added " + name;
  if (entry.change == Change::kRetired) return DescribeRetired(entry.unit, older, newer);
  const UnitRef before = FindIn(older, newer.unit(entry.unit), MapKinds(newer, older));
  std::string line = entry.change == Change::kMoved     ? "moved "
                     : entry.change == Change::kRenamed ? "renamed "
                                                        : "revised ";
  line += name;
  if (older.Name(before) != newer.Name(entry.unit)) {
    line += ", was " + older.DisplayName(before);
  }
  if (entry.change != Change::kMoved) return line;
  const Unit& was = older.unit(before);
  const Unit& is = newer.unit(entry.unit);
  const auto report = [&](std::string_view what, const std::string& from, const std::string& to) {
    if (from != to) line += ", " + std::string(what) + " from " + from + " to " + to;
  };
  report("parent", older.Id(was.parent), newer.Id(is.parent));
  report("escalation parent", older.Id(was.escalation_parent), newer.Id(is.escalation_parent));
  report("time zone", std::string(TimeZoneName(was.zone)), std::string(TimeZoneName(is.zone)));
  return line;
}

}  // namespace salur::routing
