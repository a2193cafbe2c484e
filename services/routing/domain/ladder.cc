#include "services/routing/domain/ladder.h"

#include "services/routing/domain/succession.h"

namespace salur::routing {

UnitRef NextInOwnLine(const Directory& directory, UnitRef unit_ref, std::vector<UnitKey>& skipped) {
  const Unit& unit = directory.unit(unit_ref);
  const Unit& above = directory.unit(unit.escalation_parent);
  if (!unit.IsAgency()) return unit.escalation_parent;
  // An override may lead the line to another agency, but never down.
  if (above.IsAgency() && above.level >= unit.level) return unit.escalation_parent;
  for (RegionCode region = unit.region; !region.IsNation();) {
    region = region.Parent();
    const UnitKey key{unit.kind, region};
    UnitRef next = directory.Find(key);
    if (next == kNoUnit || !directory.unit(next).active) next = directory.ServedBy(key);
    if (next != kNoUnit && directory.unit(next).active &&
        directory.unit(next).level >= region.level()) {
      return next;
    }
    skipped.push_back(key);
  }
  return kRootUnit;
}

UnitRef HolderOf(const Directory& directory, const HolderRequest& request) {
  std::vector<UnitKey> ignored;
  UnitRef holder = request.named;
  const auto excluded = [&](UnitRef unit) {
    return request.about != kNoUnit && IsAbout(directory, unit, request.about);
  };
  // Both ways end at the root, which is staffed and active. A complaint about the root itself is
  // in triage, and there the root holds it all the same.
  while (holder != kRootUnit &&
         (!directory.unit(holder).staffed || !directory.unit(holder).active || excluded(holder))) {
    holder = request.confidential ? NextInOwnLine(directory, holder, ignored)
                                  : directory.unit(holder).parent;
  }
  return holder;
}

std::vector<LadderRung> Ladder(const Directory& directory, const LadderRequest& request) {
  std::vector<LadderRung> rungs;
  std::vector<UnitKey> skipped;
  UnitRef at = request.from;
  // Both ways end at the root: chains of escalation parents do (the directory has checked it), and
  // an own line rises, or follows such a chain within one level.
  while (at != kRootUnit) {
    const UnitRef next = request.confidential ? NextInOwnLine(directory, at, skipped)
                                              : directory.unit(at).escalation_parent;
    const Unit& unit = directory.unit(next);
    if (request.aspiration && unit.level > Level::kKabkota) break;
    const bool excluded = request.about != kNoUnit && IsAbout(directory, next, request.about);
    if (!unit.active || !unit.staffed || excluded) {
      skipped.push_back(directory.Key(next));
    } else {
      rungs.push_back({next, std::move(skipped)});
      skipped.clear();
    }
    at = next;
  }
  return rungs;
}

}  // namespace salur::routing
