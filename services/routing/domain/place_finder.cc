#include "services/routing/domain/place_finder.h"

#include <algorithm>
#include <cmath>

namespace salur::routing {

void PlaceFinder::Note(Step step, UnitRef unit, UnitKey key, std::string_view text) {
  decision_.reasons.push_back({step, unit, key, std::string(text)});
}

// A code that is not known, or no longer in force, stands for the nearest region above that is.
std::optional<RegionCode> PlaceFinder::KnownRegion(std::string_view code) {
  const std::optional<RegionCode> filed = RegionCode::Parse(code);
  if (!filed.has_value()) {
    Note(Step::kUnknownRegion, kNoUnit, {}, code);
    return std::nullopt;
  }
  for (RegionCode region = *filed; !region.IsNation(); region = region.Parent()) {
    const UnitRef unit = directory_.FindRegion(region);
    if (unit == kNoUnit || !directory_.unit(unit).active) continue;
    if (region != *filed) {
      const bool retired = directory_.FindRegion(*filed) != kNoUnit;
      decision_.skipped.push_back({kNoKind, *filed});
      Note(retired ? Step::kRetiredRegion : Step::kUnknownRegion, unit, {kNoKind, *filed}, code);
    }
    return region;
  }
  Note(Step::kUnknownRegion, kNoUnit, {}, code);
  return std::nullopt;
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

// What a point adds to a region that was given: the village, when it lies in that region and the
// region is a coarser one; nothing but a remark when it lies elsewhere (many report from home).
RegionCode PlaceFinder::ComparePoint(RegionCode filed) {
  const LocatedPoint& point = *request_.located;
  const UnitRef village = directory_.FindRegion(point.village);
  if (village == kNoUnit || !directory_.unit(village).active || point.village == filed) {
    return filed;
  }
  if (directory_.IsWithin(village, directory_.FindRegion(filed))) {
    if (!point.inside) return filed;
    Note(Step::kPointRefines, directory_.FindRegion(filed));
    return point.village;
  }
  const auto& near = point.neighbours;
  if (std::find(near.begin(), near.end(), filed) == near.end()) {
    Note(Step::kPointElsewhere, village);
  }
  return filed;
}

// The villages near the point, unless it lies away from the region that decides.
void PlaceFinder::FindCandidates() {
  std::vector<RegionCode> near = {request_.located->village};
  near.insert(near.end(), request_.located->neighbours.begin(), request_.located->neighbours.end());
  const RegionCode decided = directory_.unit(decision_.region).region;
  if (std::find(near.begin(), near.end(), decided) == near.end()) return;
  for (const RegionCode village : near) {
    const UnitRef unit = directory_.FindRegion(village);
    if (unit != kNoUnit && unit != decision_.region) decision_.candidates.push_back(unit);
  }
  if (!decision_.candidates.empty()) Note(Step::kBorder);
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
