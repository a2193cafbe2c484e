#include "services/routing/domain/ticket_state.h"

#include <array>
#include <cstddef>

namespace salur::routing {

bool IsOpen(TicketState state) {
  switch (state) {
    case TicketState::kTriage:
    case TicketState::kAssigned:
    case TicketState::kInProgress:
    case TicketState::kWaitingForReporter:
    case TicketState::kScheduled:
      return true;
    case TicketState::kResolved:
    case TicketState::kClosed:
    case TicketState::kArchived:
    case TicketState::kWithdrawn:
    case TicketState::kMerged:
      return false;
  }
  return false;
}

bool MattersToClocks(FactKind kind) {
  return kind != FactKind::kAccepted && kind != FactKind::kRated && kind != FactKind::kReturned;
}

std::string_view TicketStateName(TicketState state) {
  constexpr std::array<std::string_view, 10> kNames = {
      "TRIAGE",    "ASSIGNED", "IN_PROGRESS", "WAITING_FOR_REPORTER",
      "SCHEDULED", "RESOLVED", "CLOSED",      "ARCHIVED",
      "WITHDRAWN", "MERGED"};
  return kNames[static_cast<std::size_t>(state) - 1];
}

}  // namespace salur::routing
