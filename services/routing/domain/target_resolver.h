// From what a category or a rule names to a unit that exists: a step of router.h.
#pragma once

#include <optional>

#include "services/routing/domain/router.h"

namespace salur::routing {

inline constexpr std::string_view kInspectorateKind = "inspektorat";

// Resolves for one location and writes what happens on the way into a decision.
class TargetResolver {
 public:
  // `region` is an active region; both references have to outlive this.
  TargetResolver(const Directory& directory, RegionCode region, Decision& decision)
      : directory_(directory), region_(region), decision_(decision) {}

  // The unit for `target`. Missing and inactive ones are skipped upward, to the root at last. When
  // the location is coarser than the target's level: that kind at the location's own level, else
  // the region's own unit. A confidential complaint never falls back to a region's unit: for it
  // only agencies are tried, and kNoUnit says that there is none.
  UnitRef Resolve(const Target& target, bool confidential);

 private:
  UnitRef ResolveRegion(Level level);
  UnitRef ResolveAgency(KindRef kind, Level level, bool confidential);
  UnitRef ResolveUnit(UnitRef unit, bool confidential);
  // The agency of a kind at a region or who serves for it; kNoUnit, with the reason, if neither.
  UnitRef ActiveAgency(UnitKey key);
  UnitRef ActiveUpward(UnitRef unit);
  UnitRef AgencyUpward(KindRef kind, RegionCode region);
  void NoteCoarse();
  void Skip(UnitKey key);

  const Directory& directory_;
  const RegionCode region_;
  Decision& decision_;
};

}  // namespace salur::routing
