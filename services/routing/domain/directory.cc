#include "services/routing/domain/directory.h"

#include <algorithm>

#include "services/routing/domain/directory_key.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

std::string RegionDisplayName(RegionKind kind, std::string_view name) {
  switch (kind) {
    case RegionKind::kProvinsi:
      return "Provinsi " + std::string(name);
    case RegionKind::kKecamatan:
      return "Kecamatan " + std::string(name);
    case RegionKind::kKelurahan:
      return "Kelurahan " + std::string(name);
    case RegionKind::kDesa:
      // In Aceh and West Sumatra the word for desa is part of many names.
      for (const std::string_view word : {"Desa ", "Gampong ", "Nagari "}) {
        if (StartsWith(name, word)) return std::string(name);
      }
      return "Desa " + std::string(name);
    case RegionKind::kKabupaten:
    case RegionKind::kKota:
    case RegionKind::kDesaAdat:
    case RegionKind::kNone:
      break;
  }
  return std::string(name);
}

}  // namespace

UnitRef Directory::Find(RegionCode region, KindRef kind) const {
  const std::uint64_t key = DirectoryKey(region.packed(), kind);
  const auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
  if (found == keys_.end() || *found != key) return kNoUnit;
  return At(static_cast<std::size_t>(found - keys_.begin()));
}

UnitRef Directory::FindUnit(std::string_view id) const {
  const std::optional<UnitId> parsed = UnitId::Parse(id);
  if (!parsed.has_value()) return kNoUnit;
  if (parsed->kind.empty()) return FindRegion(parsed->region);
  const KindRef kind = FindKind(parsed->kind);
  return kind == kNoKind ? kNoUnit : FindAgency(kind, parsed->region);
}

KindRef Directory::FindKind(std::string_view code) const {
  const auto found = std::lower_bound(kinds_.begin(), kinds_.end(), code,
                                      [](const Kind& k, std::string_view c) { return k.code < c; });
  if (found == kinds_.end() || found->code != code) return kNoKind;
  return static_cast<KindRef>(found - kinds_.begin());
}

CategoryRef Directory::FindCategory(std::string_view code) const {
  const auto found = std::lower_bound(
      categories_by_code_.begin(), categories_by_code_.end(), code,
      [this](CategoryRef ref, std::string_view c) { return category(ref).code < c; });
  if (found == categories_by_code_.end() || category(*found).code != code) return kNoCategory;
  return *found;
}

UnitRef Directory::ServedBy(UnitKey office) const {
  const std::uint64_t key = DirectoryKey(office.region.packed(), office.kind);
  const auto found =
      std::lower_bound(served_by_.begin(), served_by_.end(), key,
                       [](const auto& entry, std::uint64_t k) { return entry.first < k; });
  return found == served_by_.end() || found->first != key ? kNoUnit : found->second;
}

std::vector<ServedByRow> Directory::ServedByRows() const {
  std::vector<ServedByRow> rows;
  rows.reserve(served_by_.size());
  for (const auto& [key, unit] : served_by_) {
    const auto kind = static_cast<KindRef>((key & 0xFFFF) - 1);
    rows.push_back({Id(UnitKey{kind, RegionCode::FromPacked(key >> 16)}), Id(unit)});
  }
  return rows;
}

bool Directory::IsWithin(UnitRef unit_ref, UnitRef above) const {
  // Chains are short and end at the root: the loader has checked it.
  while (unit_ref != above) {
    if (unit_ref == kRootUnit) return false;
    unit_ref = unit(unit_ref).parent;
  }
  return true;
}

std::span<const UnitRef> Directory::Children(UnitRef unit_ref) const {
  const std::size_t index = Index(unit_ref);
  const std::size_t begin = index == 0 ? 0 : children_end_[index - 1];
  return {children_.data() + begin, children_end_[index] - begin};
}

std::vector<UnitRef> Directory::Subtree(UnitRef unit_ref) const {
  std::vector<UnitRef> units = {unit_ref};
  for (std::size_t i = 0; i < units.size(); ++i) {
    const auto children = Children(units[i]);
    units.insert(units.end(), children.begin(), children.end());
  }
  return units;
}

std::string Directory::Id(UnitRef ref) const { return Id(Key(ref)); }

std::string Directory::Id(UnitKey key) const {
  if (key.kind == kNoKind) return key.region.ToString();
  return UnitId{kind(key.kind).code, key.region}.ToString();
}

std::string_view Directory::Name(UnitRef ref) const {
  const Unit& u = unit(ref);
  return std::string_view(names_).substr(u.name_offset, u.name_size);
}

std::string Directory::DisplayName(UnitRef ref) const {
  const Unit& u = unit(ref);
  if (!u.IsAgency()) return RegionDisplayName(u.region_kind, Name(ref));
  if (u.region.IsNation()) return std::string(Name(ref));
  const UnitRef region = FindRegion(u.region);
  return std::string(Name(ref)) + ' ' +
         (region == kNoUnit ? u.region.ToString() : DisplayName(region));
}

std::string Directory::DisplayName(UnitKey key) const {
  const UnitRef existing = Find(key);
  if (existing != kNoUnit) return DisplayName(existing);
  if (key.kind == kNoKind) return key.region.ToString();
  const std::string& name = kind(key.kind).NameAt(key.region.level());
  return (name.empty() ? kind(key.kind).code : name) + ' ' +
         DisplayName(UnitKey{kNoKind, key.region});
}

UnitRow Directory::Row(UnitRef ref) const {
  const Unit& u = unit(ref);
  UnitRow row;
  row.id = Id(ref);
  row.name = std::string(Name(ref));
  if (ref != kRootUnit) {
    row.parent_id = Id(u.parent);
    row.escalation_parent_id = Id(u.escalation_parent);
  }
  row.region_kind = u.region_kind;
  row.zone = u.zone;
  row.staffed = u.staffed;
  row.active = u.active;
  row.place = place(ref);
  return row;
}

CategoryRow Directory::RowOf(CategoryRef ref) const {
  const Category& c = category(ref);
  CategoryRow row;
  row.code = c.code;
  if (c.parent != kNoCategory) row.parent_code = category(c.parent).code;
  row.name_id = c.name_id;
  row.name_en = c.name_en;
  row.default_class = c.default_class;
  if (c.handler.form == Target::Form::kAgency) row.handler_kind = kind(c.handler.kind).code;
  row.handler_level = c.handler.level;
  row.calendar = c.calendar;
  row.confidential = c.confidential;
  row.needs_supervision = c.needs_supervision;
  row.physical = c.physical;
  row.emergency_number = c.emergency_number;
  row.active = c.active;
  return row;
}

std::size_t Directory::MemoryBytes() const {
  return keys_.capacity() * sizeof(keys_[0]) + units_.capacity() * sizeof(units_[0]) +
         places_.capacity() * sizeof(places_[0]) + names_.capacity() +
         children_end_.capacity() * sizeof(children_end_[0]) +
         children_.capacity() * sizeof(children_[0]) +
         served_by_.capacity() * sizeof(served_by_[0]) +
         validity_.capacity() * sizeof(validity_[0]) + kinds_.capacity() * sizeof(kinds_[0]) +
         categories_.capacity() * sizeof(categories_[0]);
}

}  // namespace salur::routing
