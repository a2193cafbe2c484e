// From the point of a complaint to what the router wants to know of it.
#pragma once

#include <optional>

#include "services/routing/boundaries/village_locator.h"
#include "services/routing/domain/ticket_changes.h"

namespace salur::routing {

// Nothing when the point lies in no village and near none, or is no place at all.
std::optional<LocatedPoint> LocateFor(const boundaries::VillageLocator& locator,
                                      const FiledPoint& point);

}  // namespace salur::routing
