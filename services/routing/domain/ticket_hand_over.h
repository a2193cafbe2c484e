// What becomes of a ticket when its units are retired, or when their staff comes or goes.
#pragma once

#include <absl/time/time.h>

#include "services/routing/domain/rules.h"
#include "services/routing/domain/ticket.h"

namespace salur::routing {

enum class HandOverResult {
  kNothing,     // everybody is right as it is, or the ticket is not open
  kHolder,      // somebody else holds it for the same unit: no fact
  kReassigned,  // handled or accounted for by another unit: ASSIGNED_TO_UNIT, DIRECTORY_CHANGED
};

// A retired handling unit is followed to its successor, of several to the one that contains the
// ticket's region, else to the first; without one to the unit above; never to the unit complained
// about. Promises, step and level reached stay: after climbs the accountable unit is the successor
// of the one before when it stands above the new handling unit, else as after any other move
// (relocation.h). Total and repeatable: a second call changes nothing. Whoever calls
// holds the ticket's row lock.
HandOverResult HandOverTicket(TicketRecord& record, const RuleSet& rules, absl::Time now);

}  // namespace salur::routing
