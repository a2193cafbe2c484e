#include "services/escalation/domain/ticket_facts.h"

namespace salur::escalation {

bool IsEnded(TicketState state) {
  return state == TicketState::kClosed || state == TicketState::kArchived ||
         state == TicketState::kWithdrawn || state == TicketState::kMerged;
}

bool EndsTicket(FactKind kind) {
  return kind == FactKind::kClosed || kind == FactKind::kArchived || kind == FactKind::kWithdrawn ||
         kind == FactKind::kMerged;
}

bool IsResponse(FactKind kind) {
  return kind == FactKind::kResponded || kind == FactKind::kInformationRequested ||
         kind == FactKind::kResolved;
}

}  // namespace salur::escalation
