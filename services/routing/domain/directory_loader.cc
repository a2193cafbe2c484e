// Turns rows into a Directory and checks everything that its readers rely on.
#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <unordered_map>

#include "common/base/errors.h"
#include "services/routing/domain/directory.h"
#include "services/routing/domain/directory_key.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

// Far above any real chain: village, kecamatan, kabkota, provinsi, nation, with agencies between.
constexpr int kChainLengthMax = 32;

absl::Status BadDirectory(std::string_view id, std::string_view problem) {
  const std::string message = std::string(id) + ": " + std::string(problem);
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_DIRECTORY", message,
                   {{"id", std::string(id)}});
}

}  // namespace

class DirectoryLoader {
 public:
  DirectoryLoader(const DirectoryData& data, Directory& directory) : data_(data), out_(directory) {}

  absl::Status Load() {
    SALUR_RETURN_IF_ERROR(LoadKinds());
    SALUR_RETURN_IF_ERROR(LoadUnits());
    SALUR_RETURN_IF_ERROR(LinkUnits());
    SALUR_RETURN_IF_ERROR(CheckChains());
    LinkChildren();
    SALUR_RETURN_IF_ERROR(LoadServedBy());
    return LoadCategories();
  }

 private:
  absl::Status LoadKinds();
  absl::Status LoadUnits();
  absl::Status AddUnit(const UnitRow& row, std::uint64_t key);
  absl::Status LinkUnits();
  void LinkChildren();
  absl::Status CheckChains();
  absl::Status CheckChain(UnitRef start, UnitRef Unit::*up, std::vector<bool>& known) const;
  absl::Status LoadServedBy();
  absl::Status LoadCategories();
  absl::Status LinkCategory(const CategoryRow& row, Category& category);
  absl::StatusOr<std::uint64_t> KeyOf(std::string_view id) const;
  void Intern(std::string_view name, Unit& unit);

  const DirectoryData& data_;
  Directory& out_;
  std::vector<const UnitRow*> rows_;                              // in the order of the units
  std::unordered_map<std::string_view, std::uint32_t> interned_;  // keys point into data_
};

absl::Status DirectoryLoader::LoadKinds() {
  out_.kinds_ = data_.kinds;
  std::sort(out_.kinds_.begin(), out_.kinds_.end(),
            [](const Kind& a, const Kind& b) { return a.code < b.code; });
  for (std::size_t i = 0; i < out_.kinds_.size(); ++i) {
    const std::string& code = out_.kinds_[i].code;
    if (!IsCode(code)) return BadDirectory(code, "is not a code of a kind of agency");
    if (i > 0 && code == out_.kinds_[i - 1].code) return BadDirectory(code, "appears twice");
  }
  return absl::OkStatus();
}

absl::StatusOr<std::uint64_t> DirectoryLoader::KeyOf(std::string_view id) const {
  const std::optional<UnitId> parsed = UnitId::Parse(id);
  if (!parsed.has_value()) return BadDirectory(id, "is not a unit id");
  KindRef kind = kNoKind;
  if (!parsed->kind.empty()) {
    kind = out_.FindKind(parsed->kind);
    if (kind == kNoKind) return BadDirectory(id, "is of an unknown kind");
  }
  return DirectoryKey(parsed->region.packed(), kind);
}

// Thousands of agencies share a name, and so do villages: each is kept once.
void DirectoryLoader::Intern(std::string_view name, Unit& unit) {
  const auto [entry, added] =
      interned_.try_emplace(name, static_cast<std::uint32_t>(out_.names_.size()));
  if (added) out_.names_.append(name);
  unit.name_offset = entry->second;
  unit.name_size = static_cast<std::uint16_t>(name.size());
}

absl::Status DirectoryLoader::AddUnit(const UnitRow& row, std::uint64_t key) {
  if (row.name.empty() || row.name.size() > std::numeric_limits<std::uint16_t>::max()) {
    return BadDirectory(row.id, "has no name, or one that is too long");
  }
  Unit unit;
  unit.region = RegionCode::FromPacked(key >> 16);
  unit.kind = static_cast<KindRef>(static_cast<std::uint16_t>((key & 0xFFFF) - 1));
  unit.level = unit.region.level();
  unit.region_kind = row.region_kind;
  unit.zone = row.zone;
  unit.staffed = row.staffed;
  unit.active = row.active;
  const bool is_region = !unit.IsAgency() && !unit.region.IsNation();
  if (is_region != (unit.region_kind != RegionKind::kNone) ||
      (is_region && LevelOf(unit.region_kind) != unit.level)) {
    return BadDirectory(row.id, "has a kind of region that does not fit its id");
  }
  Intern(row.name, unit);
  out_.keys_.push_back(key);
  out_.units_.push_back(unit);
  out_.places_.push_back(row.place);
  return absl::OkStatus();
}

absl::Status DirectoryLoader::LoadUnits() {
  std::vector<std::pair<std::uint64_t, const UnitRow*>> sorted;
  sorted.reserve(data_.units.size());
  for (const UnitRow& row : data_.units) {
    SALUR_ASSIGN_OR_RETURN(const std::uint64_t key, KeyOf(row.id));
    sorted.emplace_back(key, &row);
  }
  std::sort(sorted.begin(), sorted.end());
  out_.keys_.reserve(sorted.size());
  out_.units_.reserve(sorted.size());
  out_.places_.reserve(sorted.size());
  rows_.reserve(sorted.size());
  for (const auto& [key, row] : sorted) {
    if (!out_.keys_.empty() && out_.keys_.back() == key) {
      return BadDirectory(row->id, "appears twice");
    }
    SALUR_RETURN_IF_ERROR(AddUnit(*row, key));
    rows_.push_back(row);
  }
  if (out_.units_.empty() || !out_.units_[0].region.IsNation() || out_.units_[0].IsAgency()) {
    return BadDirectory(kRootId, "the root is missing");
  }
  if (!out_.units_[0].staffed || !out_.units_[0].active) {
    return BadDirectory(kRootId, "the root has to be staffed and active");
  }
  out_.names_.shrink_to_fit();
  return absl::OkStatus();
}

absl::Status DirectoryLoader::LinkUnits() {
  for (std::size_t i = 1; i < rows_.size(); ++i) {
    const UnitRow& row = *rows_[i];
    Unit& unit = out_.units_[i];
    unit.parent = out_.FindUnit(row.parent_id);
    if (unit.parent == kNoUnit) {
      return BadDirectory(row.id, "its parent \"" + row.parent_id + "\" does not exist");
    }
    unit.escalation_parent = out_.FindUnit(row.escalation_parent_id);
    if (unit.escalation_parent == kNoUnit) {
      return BadDirectory(
          row.id, "its escalation parent \"" + row.escalation_parent_id + "\" does not exist");
    }
  }
  return absl::OkStatus();
}

void DirectoryLoader::LinkChildren() {
  std::vector<std::uint32_t>& end = out_.children_end_;
  end.assign(out_.units_.size(), 0);
  for (std::size_t i = 1; i < out_.units_.size(); ++i) {
    ++end[Directory::Index(out_.units_[i].parent)];
  }
  std::partial_sum(end.begin(), end.end(), end.begin());
  out_.children_.resize(out_.units_.size() - 1);
  // From the back, so that each unit's children end up in their own order; `end` becomes begin.
  for (std::size_t i = out_.units_.size(); i-- > 1;) {
    out_.children_[--end[Directory::Index(out_.units_[i].parent)]] = Directory::At(i);
  }
  for (std::size_t i = 0; i + 1 < end.size(); ++i) end[i] = end[i + 1];
  end.back() = static_cast<std::uint32_t>(out_.children_.size());
}

absl::Status DirectoryLoader::CheckChain(UnitRef start, UnitRef Unit::*up,
                                         std::vector<bool>& known) const {
  UnitRef at = start;
  for (int steps = 0; !known[Directory::Index(at)]; ++steps) {
    if (steps > kChainLengthMax) {
      return BadDirectory(out_.Id(start), "its chain of parents never reaches the root");
    }
    at = out_.unit(at).*up;
  }
  known[Directory::Index(start)] = true;
  return absl::OkStatus();
}

absl::Status DirectoryLoader::CheckChains() {
  for (UnitRef Unit::*up : {&Unit::parent, &Unit::escalation_parent}) {
    std::vector<bool> known(out_.units_.size(), false);
    known[0] = true;
    for (std::size_t i = 1; i < out_.units_.size(); ++i) {
      SALUR_RETURN_IF_ERROR(CheckChain(Directory::At(i), up, known));
    }
  }
  return absl::OkStatus();
}

absl::Status DirectoryLoader::LoadServedBy() {
  for (const ServedByRow& row : data_.served_by) {
    SALUR_ASSIGN_OR_RETURN(const std::uint64_t key, KeyOf(row.id));
    const UnitRef unit = out_.FindUnit(row.served_by);
    if (unit == kNoUnit) {
      return BadDirectory(row.id, "is served by \"" + row.served_by + "\", which does not exist");
    }
    out_.served_by_.emplace_back(key, unit);
  }
  std::sort(out_.served_by_.begin(), out_.served_by_.end());
  for (std::size_t i = 1; i < out_.served_by_.size(); ++i) {
    if (out_.served_by_[i].first == out_.served_by_[i - 1].first) {
      return BadDirectory(out_.Id(out_.served_by_[i].second), "serves one office twice");
    }
  }
  return absl::OkStatus();
}

absl::Status DirectoryLoader::LinkCategory(const CategoryRow& row, Category& category) {
  if (!row.parent_code.empty()) {
    category.parent = out_.FindCategory(row.parent_code);
    if (category.parent == kNoCategory) return BadDirectory(row.code, "its parent does not exist");
  }
  category.handler.level = row.handler_level;
  if (row.handler_kind.empty()) return absl::OkStatus();
  category.handler.form = Target::Form::kAgency;
  category.handler.kind = out_.FindKind(row.handler_kind);
  if (category.handler.kind == kNoKind || row.handler_level < Level::kKabkota) {
    return BadDirectory(row.code, "its handler does not exist");
  }
  return absl::OkStatus();
}

absl::Status DirectoryLoader::LoadCategories() {
  for (const CategoryRow& row : data_.categories) {
    if (!IsCode(row.code)) return BadDirectory(row.code, "is not a code of a category");
    Category category;
    category.code = row.code;
    category.name_id = row.name_id;
    category.name_en = row.name_en;
    category.default_class = row.default_class;
    category.calendar = row.calendar;
    category.confidential = row.confidential;
    category.needs_supervision = row.needs_supervision;
    category.physical = row.physical;
    category.emergency_number = row.emergency_number;
    category.active = row.active;
    out_.categories_.push_back(std::move(category));
  }
  std::vector<CategoryRef>& order = out_.categories_by_code_;
  for (std::size_t i = 0; i < out_.categories_.size(); ++i) {
    order.push_back(static_cast<CategoryRef>(i));
  }
  std::sort(order.begin(), order.end(), [this](CategoryRef a, CategoryRef b) {
    return out_.category(a).code < out_.category(b).code;
  });
  for (std::size_t i = 1; i < order.size(); ++i) {
    if (out_.category(order[i]).code == out_.category(order[i - 1]).code) {
      return BadDirectory(out_.category(order[i]).code, "appears twice");
    }
  }
  for (std::size_t i = 0; i < out_.categories_.size(); ++i) {
    SALUR_RETURN_IF_ERROR(LinkCategory(data_.categories[i], out_.categories_[i]));
  }
  for (const Category& category : out_.categories_) {
    CategoryRef at = category.parent;
    for (int steps = 0; at != kNoCategory; ++steps) {
      if (steps > kChainLengthMax) return BadDirectory(category.code, "its parents form a circle");
      at = out_.category(at).parent;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const Directory>> Directory::Create(const DirectoryData& data,
                                                                   std::int64_t version) {
  std::shared_ptr<Directory> directory(new Directory());
  directory->version_ = version;
  SALUR_RETURN_IF_ERROR(DirectoryLoader(data, *directory).Load());
  SALUR_RETURN_IF_ERROR(directory->LoadValidity(data.validity));
  return std::shared_ptr<const Directory>(std::move(directory));
}

}  // namespace salur::routing
