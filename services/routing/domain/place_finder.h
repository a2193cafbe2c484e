// From the region code and the point of a complaint to the region that decides: a step of router.h.
#pragma once

#include <optional>
#include <string_view>

#include "services/routing/domain/router.h"

namespace salur::routing {

// Writes what it finds into a decision: the region, the candidates and the reasons.
class PlaceFinder {
 public:
  // All references have to outlive this.
  PlaceFinder(const Directory& directory, const RoutingRequest& request, Decision& decision)
      : directory_(directory), request_(request), decision_(decision) {}

  // An active region; nothing when the complaint does not say where.
  std::optional<RegionCode> Find();

 private:
  void Note(Step step, UnitRef unit = kNoUnit, UnitKey key = {}, std::string_view text = {});
  std::optional<RegionCode> KnownRegion(std::string_view code);
  std::optional<RegionCode> RegionOfPoint();
  UnitRef InForceVillage(RegionCode village) const;
  RegionCode ComparePoint(RegionCode filed);
  void FindCandidates();

  const Directory& directory_;
  const RoutingRequest& request_;
  Decision& decision_;
};

}  // namespace salur::routing
