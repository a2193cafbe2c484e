#include "services/routing/domain/target_resolver.h"

#include <algorithm>

#include "services/routing/domain/succession.h"

namespace salur::routing {

UnitRef TargetResolver::Resolve(const Target& target, bool confidential) {
  switch (target.form) {
    case Target::Form::kRegion:
      return ResolveRegion(target.level);
    case Target::Form::kAgency:
      return ResolveAgency(target.kind, target.level, confidential);
    case Target::Form::kUnit:
      return ResolveUnit(target.unit, confidential);
  }
  return kRootUnit;
}

void TargetResolver::Skip(UnitKey key) {
  const bool exists = directory_.Find(key) != kNoUnit;
  decision_.skipped.push_back(key);
  decision_.reasons.push_back(
      {exists ? Step::kTargetInactive : Step::kTargetMissing, kNoUnit, key, {}});
}

void TargetResolver::NoteCoarse() {
  decision_.reasons.push_back({Step::kCoarseLocation, directory_.FindRegion(region_), {}, {}});
}

UnitRef TargetResolver::ActiveUpward(UnitRef unit) {
  while (!directory_.unit(unit).active) {
    Skip(directory_.Key(unit));
    unit = directory_.unit(unit).parent;
  }
  return unit;
}

UnitRef TargetResolver::ActiveAgency(UnitKey key) {
  const UnitRef unit = directory_.Find(key);
  if (unit != kNoUnit && directory_.unit(unit).active) return unit;
  const UnitRef served_by = directory_.ServedBy(key);
  if (served_by != kNoUnit && directory_.unit(served_by).active) {
    decision_.reasons.push_back({Step::kMergedOffice, served_by, key, {}});
    return served_by;
  }
  Skip(key);
  return kNoUnit;
}

// `region` itself first, then everything above it.
UnitRef TargetResolver::AgencyUpward(KindRef kind, RegionCode region) {
  while (true) {
    const UnitRef unit = ActiveAgency({kind, region});
    if (unit != kNoUnit || region.IsNation()) return unit;
    region = region.Parent();
  }
}

UnitRef TargetResolver::ResolveRegion(Level level) {
  if (region_.level() > level) {
    NoteCoarse();
    return directory_.FindRegion(region_);
  }
  return ActiveUpward(directory_.FindRegion(region_.AncestorAt(level)));
}

UnitRef TargetResolver::ResolveAgency(KindRef kind, Level level, bool confidential) {
  RegionCode region = region_;
  if (region_.level() > level) {
    NoteCoarse();
    if (!confidential) {
      const UnitRef own_level = ActiveAgency({kind, region_});
      return own_level != kNoUnit ? own_level : directory_.FindRegion(region_);
    }
  } else {
    region = region_.AncestorAt(level);
  }
  const UnitRef unit = AgencyUpward(kind, region);
  if (unit != kNoUnit) return unit;
  return confidential ? kNoUnit : kRootUnit;
}

UnitRef TargetResolver::ResolveUnit(UnitRef target, bool confidential) {
  const Unit& unit = directory_.unit(target);
  if (unit.active) return target;
  const Succession standing = InForce(directory_, target);
  if (standing.how == Succession::How::kSuccessor &&
      (!confidential || directory_.unit(standing.unit).IsAgency())) {
    decision_.reasons.push_back({Step::kMergedOffice, standing.unit, directory_.Key(target), {}});
    return standing.unit;
  }
  if (!unit.IsAgency()) return ActiveUpward(target);
  const UnitRef found = AgencyUpward(unit.kind, unit.region);
  if (found != kNoUnit) return found;
  return confidential ? kNoUnit : kRootUnit;
}

}  // namespace salur::routing
