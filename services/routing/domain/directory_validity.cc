// The part of a Directory that only changed units have.
#include <algorithm>
#include <set>

#include "common/base/errors.h"
#include "services/routing/domain/directory.h"

namespace salur::routing {
namespace {

absl::Status BadValidity(std::string_view id, std::string_view problem) {
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_DIRECTORY",
                   std::string(id) + ": " + std::string(problem), {{"id", std::string(id)}});
}

// Walks along successors, each unit once.
class CircleSearch {
 public:
  explicit CircleSearch(const Directory& directory) : directory_(directory) {}

  bool Finds(UnitRef unit) {
    if (clear_.count(unit) > 0) return false;
    if (!open_.insert(unit).second) return true;
    if (const Validity* validity = directory_.ValidityOf(unit)) {
      for (const UnitRef next : validity->successors) {
        if (Finds(next)) return true;
      }
    }
    open_.erase(unit);
    clear_.insert(unit);
    return false;
  }

 private:
  const Directory& directory_;
  std::set<UnitRef> open_;   // on the way to the unit at hand
  std::set<UnitRef> clear_;  // lead to no circle
};

}  // namespace

absl::Status Directory::LoadValidity(const std::vector<ValidityRow>& rows) {
  for (const ValidityRow& row : rows) {
    const UnitRef ref = FindUnit(row.id);
    if (ref == kNoUnit) return BadValidity(row.id, "has a validity but does not exist");
    if (unit(ref).active && !row.successors.empty()) {
      return BadValidity(row.id, "has successors but is active");
    }
    Validity validity{row.valid_from, row.valid_to, row.decree, {}};
    for (const std::string& id : row.successors) {
      validity.successors.push_back(FindUnit(id));
      if (validity.successors.back() == kNoUnit) {
        return BadValidity(row.id, "its successor \"" + id + "\" does not exist");
      }
    }
    validity_.emplace_back(ref, std::move(validity));
  }
  const auto by_unit = [](const auto& a, const auto& b) { return a.first < b.first; };
  std::sort(validity_.begin(), validity_.end(), by_unit);
  CircleSearch circles(*this);
  for (std::size_t i = 0; i < validity_.size(); ++i) {
    const UnitRef ref = validity_[i].first;
    if (i > 0 && ref == validity_[i - 1].first) return BadValidity(Id(ref), "has two validities");
    if (circles.Finds(ref)) return BadValidity(Id(ref), "its successors form a circle");
  }
  return absl::OkStatus();
}

const Validity* Directory::ValidityOf(UnitRef ref) const {
  const auto found =
      std::lower_bound(validity_.begin(), validity_.end(), ref,
                       [](const auto& entry, UnitRef sought) { return entry.first < sought; });
  return found == validity_.end() || found->first != ref ? nullptr : &found->second;
}

std::vector<ValidityRow> Directory::ValidityRows() const {
  std::vector<ValidityRow> rows;
  rows.reserve(validity_.size());
  for (const auto& [ref, validity] : validity_) {
    ValidityRow row{Id(ref), validity.valid_from, validity.valid_to, validity.decree, {}};
    for (const UnitRef successor : validity.successors) row.successors.push_back(Id(successor));
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace salur::routing
