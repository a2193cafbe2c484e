// "Not ours": where a ticket goes that a unit gives back (design rule 8).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/routing/domain/relocation.h"
#include "services/routing/domain/router.h"

namespace salur::routing {

// The promise of a first response in the ticket's present cycle, as measured elsewhere.
struct FirstResponsePromise {
  std::int64_t clock_version = 0;      // of the facts that it was computed from
  std::optional<absl::Time> due_time;  // nothing: none was made
};

struct ReturnRequest {
  Actor actor;
  std::string reason;             // masked
  std::string suggested_unit_id;  // empty for none
  // Nothing: not asked for yet.
  std::optional<FirstResponsePromise> promise;
};

enum class ReturnResult { kSuggested, kCandidate, kArbitration };

struct ReturnOutcome {
  UnitRef from = kRootUnit;
  ReturnResult result = ReturnResult::kArbitration;
};

// FAILED_PRECONDITION: the promise is needed and is not there, or facts that could have moved it
// have been added since. Never leaves the service.
inline constexpr char kPromiseNeeded[] = "PROMISE_NEEDED";

// ASSIGNED or IN_PROGRESS. To the unit suggested if it may handle the ticket, else to the first
// border candidate that has not had it in this cycle, else to arbitration; after kHopsMax hops, or
// when a unit would get or give back for the second time what it gave back before, always to
// arbitration.
// Errors: ILLEGAL_STATE, TOO_MANY_FACTS, OUT_OF_SCOPE; INVALID_FIELDS for a suggestion that is not
// a unit or is the returning one; FAILED_PRECONDITION ASSIGNMENT_IS_BINDING, also for an arbiter,
// which has to assign; FAILED_PRECONDITION RETURN_TOO_LATE for officers of the handling unit from
// the due time of the first response on, met or not; kPromiseNeeded.
absl::StatusOr<ReturnOutcome> Return(TicketRecord& record, const RuleSet& rules,
                                     const ReturnRequest& request, absl::Time now);

// The units of the ticket's border candidates, as the router names them today.
std::vector<UnitRef> BorderCandidates(const Ticket& ticket, const RuleSet& rules);

// The question that a ticket puts to the router: its category, the same location. Points into
// `ticket`.
RoutingRequest ToRoutingRequest(const Ticket& ticket);

}  // namespace salur::routing
