// Who decides whose a ticket is when the units below cannot agree.
#pragma once

#include <vector>

#include "services/routing/domain/directory.h"
#include "services/routing/domain/ticket.h"

namespace salur::routing {

struct Arbiter {
  UnitRef unit = kRootUnit;
  std::vector<UnitKey> skipped;  // inactive or complained about, in the order tried
};

// The lowest common ancestor by parent of all units that handled the ticket in this cycle since the
// first of them passed it on, the present one included; for a confidential ticket along the
// agencies' own lines. Never one that gave it back itself: the arbiter stands over all of those.
// Inactive units and those complained about are skipped upward.
Arbiter FindArbiter(const TicketRecord& record, const Directory& directory);

}  // namespace salur::routing
