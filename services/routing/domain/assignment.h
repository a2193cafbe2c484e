// Disposisi: an officer names the unit that shall handle a ticket.
#pragma once

#include <string>

#include <absl/status/status.h>
#include <absl/time/time.h>

#include "services/routing/domain/relocation.h"
#include "services/routing/domain/rules.h"

namespace salur::routing {

struct AssignRequest {
  Actor actor;
  std::string unit_id;
  std::string note;  // masked
};

// TRIAGE, ASSIGNED or IN_PROGRESS to ASSIGNED, at a unit within the subtree of the actor's own
// (for a confidential ticket also below it in its own line). What an arbiter, or a unit above it,
// assigns is binding; it stays so when it is passed on below the unit so named.
// Errors: ILLEGAL_STATE, TOO_MANY_FACTS; INVALID_FIELDS for a unit that is unknown, inactive (with
// who took over), complained about, closed to a confidential ticket, or handles it already;
// PERMISSION_DENIED OUT_OF_SCOPE.
absl::Status Assign(TicketRecord& record, const RuleSet& rules, const AssignRequest& request,
                    absl::Time now);

}  // namespace salur::routing
