// Which agencies exist where, and who does the work of those that do not.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "services/routing/domain/directory_source.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {

// Kinds by places, where a place is the nation, a provinsi or a kabkota. Keeps references to the
// source it was made from.
class AgencyPlan {
 public:
  struct Entry {
    enum class State { kAbsent, kExists, kServed };
    State state = State::kAbsent;
    std::string_view name;                     // of one that exists
    const OverrideSource* override = nullptr;  // the row that decided, if any
  };

  static absl::StatusOr<AgencyPlan> Make(const DirectorySource& source);

  const std::vector<RegionCode>& places() const { return places_; }
  // `kind` counts as in the source, `place` as in places().
  const Entry& At(std::size_t kind, std::size_t place) const { return grid_[kind][place]; }
  // The unit that really answers to `id`, following served_by: a region unit, the root or an agency
  // that exists. BAD_FILE naming `column` of the override when the way leads nowhere or in a
  // circle.
  absl::StatusOr<UnitId> Resolve(const OverrideSource& from, std::string_view column,
                                 const std::string& id) const;
  // The same kind at the next level above `place` that exists or is served from there; the root
  // when there is none. This is the line of kinds that climb on their own.
  absl::StatusOr<UnitId> NextInLine(std::size_t kind, std::size_t place) const;
  // `{region}` filled in.
  static std::string Fill(std::string_view form, RegionCode region);

 private:
  explicit AgencyPlan(const DirectorySource& source) : source_(&source) {}
  absl::Status CheckOverrides() const;
  absl::Status FillGrid();
  const OverrideSource* BestOverride(const std::vector<const OverrideSource*>& rows,
                                     RegionCode place) const;
  const Entry* Find(std::string_view kind, RegionCode region) const;
  bool RegionExists(RegionCode region) const;

  const DirectorySource* source_;
  std::map<std::string_view, std::size_t> kind_index_;
  std::vector<RegionCode> places_;        // ascending, the nation first
  std::vector<std::vector<Entry>> grid_;  // [kind][place]
};

}  // namespace salur::routing
