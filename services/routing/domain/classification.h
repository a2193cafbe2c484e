// Correcting class, category or supervision of a ticket, and routing it again.
#pragma once

#include <optional>
#include <string>

#include <absl/status/status.h>
#include <absl/time/time.h>

#include "services/routing/domain/relocation.h"
#include "services/routing/domain/rules.h"

namespace salur::routing {

struct ClassifyRequest {
  Actor actor;
  std::optional<ComplaintClass> complaint_class;  // nothing: stays
  std::string category_code;                      // empty: stays
  std::optional<bool> needs_supervision;          // nothing: stays
  std::string note;                               // masked
};

// TRIAGE, ASSIGNED or IN_PROGRESS. Another category asks the router again, for the same location.
// The ticket moves when the router names another unit, except from an arbiter and from whom an
// arbitration named. A unit that so passes its ticket on uses a hop; after kHopsMax of them, or
// when the router names a unit that has had it in this cycle, the common unit above arbitrates. A
// confidential category makes the ticket confidential, for good, and always moves it.
// Errors: ILLEGAL_STATE, TOO_MANY_FACTS, OUT_OF_SCOPE; INVALID_FIELDS for a category that is
// unknown or inactive, supervision of what is no complaint, or when nothing would change;
// PERMISSION_DENIED LONGER_LIMIT for a longer limit unless the actor is above the handling unit
// (above ID there is nobody).
absl::Status Classify(TicketRecord& record, const RuleSet& rules, const ClassifyRequest& request,
                      absl::Time now);

}  // namespace salur::routing
