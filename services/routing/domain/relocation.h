// What every move of a ticket from one unit to another has in common: who may make it, who holds
// the ticket afterwards, and who has to see that it is done.
#pragma once

#include <string>
#include <string_view>

#include <absl/status/status.h>

#include "services/routing/domain/fact_log.h"

namespace salur::routing {

// The officer who acts.
struct Actor {
  std::string_view unit_id;
  std::string_view officer;
};

// In what right somebody acts on a ticket.
enum class Standing {
  kNone,
  kHandling,  // of the handling unit, or of the unit that holds the ticket for it
  kAbove,     // of a unit above the handling one that does not hold it
};

// Whether `above` stands over `below` by parent; for a confidential ticket also in its own line.
bool IsAbove(const Directory& directory, UnitRef above, UnitRef below, bool confidential);

Standing StandingOf(const Ticket& ticket, const Directory& directory, std::string_view unit_id);

// Standing, or PERMISSION_DENIED OUT_OF_SCOPE.
absl::Status CheckStanding(Standing standing);

// Whether the actor is over the unit that the last arbitration of this cycle named.
bool IsAboveBinding(const TicketRecord& record, const Directory& directory,
                    std::string_view unit_id);

// Whether it is the unit complained about, one that took over from it, or below one of them.
bool IsAboutUnit(const Ticket& ticket, const Directory& directory, UnitRef unit);

// Whether a confidential ticket may not go there: only agencies, and the root, see it.
bool IsClosedTo(const Ticket& ticket, const Directory& directory, UnitRef unit);

// Who is accountable when `unit` handles the ticket: before the first climb the unit itself; after
// it the first rung of its ladder, itself included, that is not below the highest level reached.
UnitRef AccountableFor(const TicketRecord& record, const Directory& directory, UnitRef unit);

// Sets handling, holding and accountable unit.
void PlaceAt(TicketRecord& record, const Directory& directory, UnitRef unit);

struct Relocation {
  UnitRef to = kRootUnit;
  AssignmentCause cause = AssignmentCause::kDisposition;
  std::string actor;  // an officer's name or kSystemActor
  std::string note;   // masked
};

// Adds ASSIGNED_TO_UNIT and places the ticket there: ASSIGNED, accepted by nobody. Does not touch
// version and explanation.
void Relocate(TicketRecord& record, const Directory& directory, const Relocation& relocation,
              absl::Time now);

// Who was given it, or gave it back, in the ticket's present cycle.
bool HasReturned(const TicketRecord& record, std::string_view unit_id);
bool HasHandled(const TicketRecord& record, std::string_view unit_id);
// Given again to a unit that had returned it.
bool HasComeBack(const TicketRecord& record, std::string_view unit_id);

}  // namespace salur::routing
