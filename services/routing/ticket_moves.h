// What sends a ticket to another unit: returns, disposisi, corrected classifications.
#pragma once

#include <absl/status/statusor.h>

#include "services/routing/metrics.h"
#include "services/routing/promise_source.h"
#include "services/routing/ticket_actions.h"

namespace salur::routing {

// Thread-safe.
class TicketMoves {
 public:
  TicketMoves(TicketActions& actions, PromiseSource& promises, RoutingMetrics& metrics)
      : actions_(actions), promises_(promises), metrics_(metrics) {}

  // The ticket after the change, without text. Errors of every change (ticket_actions.h) and of
  // domain/assignment.h, classification.h and returns.h.
  absl::StatusOr<v1::Ticket> Assign(const Caller& caller, const v1::AssignTicketRequest& request);
  absl::StatusOr<v1::Ticket> Classify(const Caller& caller,
                                      const v1::ClassifyTicketRequest& request);
  // UNAVAILABLE CLOCKS_UNAVAILABLE when it cannot be known whether the first response was due:
  // escalation is away or has not heard of the ticket. Safe to repeat.
  absl::StatusOr<v1::Ticket> Return(const Caller& caller, const v1::ReturnTicketRequest& request);

 private:
  TicketActions& actions_;
  PromiseSource& promises_;
  RoutingMetrics& metrics_;
};

}  // namespace salur::routing
