#include "services/routing/domain/place_finder.h"

#include <algorithm>
#include <cmath>

#include "services/routing/domain/succession.h"

namespace salur::routing {

void PlaceFinder::Note(Step step, UnitRef unit, UnitKey key, std::string_view text) {
  decision_.reasons.push_back({step, unit, key, std::string(text)});
}

// A code that is no longer in force stands for its only successor; without one, or when it is not
// known, for the nearest region above that is in force.
std::optional<RegionCode> PlaceFinder::KnownRegion(std::string_view code) {
  const std::optional<RegionCode> filed = RegionCode::Parse(code);
  RegionCode known = filed.value_or(RegionCode());
  while (!known.IsNation() && directory_.FindRegion(known) == kNoUnit) known = known.Parent();
  const Succession standing = InForce(directory_, directory_.FindRegion(known));
  const RegionCode region = directory_.unit(standing.unit).region;
  if (!filed.has_value() || region.IsNation()) {
    Note(Step::kUnknownRegion, kNoUnit, {}, code);
    return std::nullopt;
  }
  if (region == *filed) return region;
  decision_.skipped.push_back({kNoKind, *filed});
  Step step = Step::kRetiredRegion;
  if (known != *filed) {
    step = Step::kUnknownRegion;
  } else if (standing.how == Succession::How::kSuccessor) {
    step = Step::kSuccessorRegion;
  }
  Note(step, standing.unit, {kNoKind, *filed}, code);
  return region;
}

std::optional<RegionCode> PlaceFinder::RegionOfPoint() {
  if (!request_.located.has_value()) {
    Note(request_.has_point ? Step::kPointNotLocated : Step::kNoLocation);
    return std::nullopt;
  }
  const std::optional<RegionCode> region = KnownRegion(request_.located->village.ToString());
  if (region.has_value() && !request_.located->inside) {
    Note(Step::kNearestVillage, directory_.FindRegion(*region), {},
         std::to_string(std::llround(request_.located->distance_m)));
  }
  return region;
}

// The village, or the one that took over from it: boundaries are older than decrees.
UnitRef PlaceFinder::InForceVillage(RegionCode village) const {
  const UnitRef unit = directory_.FindRegion(village);
  if (unit == kNoUnit || directory_.unit(unit).active) return unit;
  const Succession standing = InForce(directory_, unit);
  return standing.how == Succession::How::kSuccessor ? standing.unit : kNoUnit;
}

// What a point adds to a region that was given: the village, when it lies in that region and the
// region is a coarser one; nothing but a remark when it lies elsewhere (many report from home).
RegionCode PlaceFinder::ComparePoint(RegionCode filed) {
  const UnitRef region = directory_.FindRegion(filed);
  const UnitRef village = InForceVillage(request_.located->village);
  if (village == kNoUnit || village == region) return filed;
  if (directory_.IsWithin(village, region)) {
    if (!request_.located->inside) return filed;
    Note(Step::kPointRefines, region);
    return directory_.unit(village).region;
  }
  const auto& near = request_.located->neighbours;
  if (std::none_of(near.begin(), near.end(),
                   [&](RegionCode code) { return InForceVillage(code) == region; })) {
    Note(Step::kPointElsewhere, village);
  }
  return filed;
}

// The villages near the point, unless it lies away from the region that decides.
void PlaceFinder::FindCandidates() {
  std::vector<UnitRef> near = {InForceVillage(request_.located->village)};
  for (const RegionCode code : request_.located->neighbours) near.push_back(InForceVillage(code));
  if (std::find(near.begin(), near.end(), decision_.region) == near.end()) return;
  auto& candidates = decision_.candidates;
  for (const UnitRef unit : near) {
    if (unit == kNoUnit || unit == decision_.region) continue;
    if (std::find(candidates.begin(), candidates.end(), unit) == candidates.end()) {
      candidates.push_back(unit);
    }
  }
  if (!candidates.empty()) Note(Step::kBorder);
}

std::optional<RegionCode> PlaceFinder::Find() {
  std::optional<RegionCode> region;
  if (request_.region_code.empty()) {
    region = RegionOfPoint();
  } else {
    region = KnownRegion(request_.region_code);
    if (region.has_value() && request_.located.has_value()) region = ComparePoint(*region);
  }
  if (!region.has_value()) return std::nullopt;
  decision_.region = directory_.FindRegion(*region);
  Note(Step::kLocation, decision_.region);
  if (request_.located.has_value()) FindCandidates();
  return region;
}

}  // namespace salur::routing
