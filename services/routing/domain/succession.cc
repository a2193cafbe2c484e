#include "services/routing/domain/succession.h"

#include <algorithm>
#include <optional>

namespace salur::routing {
namespace {

void AddHeirs(const Directory& directory, UnitRef unit, std::vector<UnitRef>& heirs) {
  if (directory.unit(unit).active) {
    if (std::find(heirs.begin(), heirs.end(), unit) == heirs.end()) heirs.push_back(unit);
    return;
  }
  const Validity* validity = directory.ValidityOf(unit);
  if (validity != nullptr && !validity->successors.empty()) {
    for (const UnitRef next : validity->successors) AddHeirs(directory, next, heirs);
  } else if (const UnitRef serving = directory.ServedBy(directory.Key(unit)); serving != kNoUnit) {
    // Who serves is a unit of the same version; when that is retired too nobody took over.
    if (directory.unit(serving).active) AddHeirs(directory, serving, heirs);
  }
}

}  // namespace

std::vector<UnitRef> Heirs(const Directory& directory, UnitRef unit) {
  std::vector<UnitRef> heirs;
  AddHeirs(directory, unit, heirs);
  return heirs;
}

Succession InForce(const Directory& directory, UnitRef unit) {
  if (directory.unit(unit).active) return {unit, Succession::How::kItself};
  Succession standing{unit, Succession::How::kSuccessor};
  // Ends at the root at the latest: parents do, and heirs are in force.
  while (!directory.unit(standing.unit).active) {
    const std::vector<UnitRef> heirs = Heirs(directory, standing.unit);
    if (heirs.size() == 1) {
      standing.unit = heirs.front();
    } else {
      standing = {directory.unit(standing.unit).parent, Succession::How::kAbove};
    }
  }
  return standing;
}

Succession SuccessorAt(const Directory& directory, UnitRef unit, std::string_view region_code) {
  const std::vector<UnitRef> heirs = Heirs(directory, unit);
  if (heirs.size() < 2) return InForce(directory, unit);
  const std::optional<RegionCode> code = RegionCode::Parse(region_code);
  const UnitRef located = code.has_value() ? directory.FindRegion(*code) : kNoUnit;
  if (located != kNoUnit) {
    const Succession place = InForce(directory, located);
    for (const UnitRef heir : heirs) {
      if (place.how != Succession::How::kAbove &&
          directory.unit(place.unit).region.IsWithin(directory.unit(heir).region)) {
        return {heir, Succession::How::kChosen};
      }
    }
  }
  return {heirs.front(), Succession::How::kFirst};
}

bool IsAbout(const Directory& directory, UnitRef unit, UnitRef about) {
  if (directory.IsWithin(unit, about)) return true;
  if (directory.unit(about).active) return false;
  const std::vector<UnitRef> heirs = Heirs(directory, about);
  return std::any_of(heirs.begin(), heirs.end(),
                     [&](UnitRef heir) { return directory.IsWithin(unit, heir); });
}

}  // namespace salur::routing
