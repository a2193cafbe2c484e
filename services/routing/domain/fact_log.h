// The one way in which facts are added to a ticket.
#pragma once

#include <initializer_list>

#include <absl/status/status.h>
#include <absl/time/time.h>

#include "services/routing/domain/directory.h"
#include "services/routing/domain/ticket.h"

namespace salur::routing {

// Appends a fact and keeps the ticket's counters in step with it. Times never run backwards within
// a ticket, whatever the clocks of several replicas show. The reference holds until the next fact.
Fact& AddFact(TicketRecord& record, FactKind kind, absl::Time now);

// Writes the unit into the fact as it is now.
void SetUnit(Fact& fact, const Directory& directory, UnitRef unit);

// Whether a ticket in one of the states `from` can take `facts` more. FAILED_PRECONDITION
// ILLEGAL_STATE with the current state; TOO_MANY_FACTS.
absl::Status CheckChange(const TicketRecord& record, std::initializer_list<TicketState> from,
                         int facts = 1);

}  // namespace salur::routing
