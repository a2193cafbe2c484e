// Between the domain's forms and the contract.
#pragma once

#include <absl/status/statusor.h>

#include "salur/escalation/v1/clock.pb.h"
#include "salur/escalation/v1/escalation_service.pb.h"
#include "salur/routing/v1/ticket.pb.h"
#include "salur/routing/v1/ticket_service.pb.h"
#include "services/escalation/domain/derived_ticket.h"
#include "services/escalation/engine/action_decider.h"
#include "services/escalation/storage/clock_store.h"

namespace salur::escalation {

// A ticket of an event or an answer of routing. INVALID_ARGUMENT INVALID_TICKET with everything
// that is wrong with it. Times are cut to microseconds, as they are stored.
absl::StatusOr<TicketFacts> FromProto(const routing::v1::Ticket& message);

// A holiday of a request; violations are named below `prefix`.
Holiday FromProto(const v1::Holiday& message, const std::string& prefix,
                  std::vector<FieldViolation>* violations);

void ToProto(const Proposal& proposal, routing::v1::ClockAction* message);
void ToProto(const Holiday& holiday, v1::Holiday* message);
void ToProto(const OverdueTicket& ticket, v1::OverdueTicket* message);
// As it stands at `now`.
void ToProto(const TicketClock& clock, absl::Time now, v1::TicketClock* message);

// "3 working days", "1 working day" or "24 hours".
std::string LimitText(const Limit& limit);

}  // namespace salur::escalation
