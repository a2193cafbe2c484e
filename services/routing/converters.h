// Between the domain and the wire, for tickets and complaint events.
#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "salur/events/v1/complaint_event.pb.h"
#include "salur/events/v1/ticket_event.pb.h"
#include "salur/routing/v1/ticket.pb.h"
#include "salur/routing/v1/ticket_service.pb.h"
#include "services/routing/domain/directory.h"
#include "services/routing/domain/router.h"
#include "services/routing/domain/ticket.h"
#include "services/routing/domain/ticket_changes.h"

namespace salur::routing {

// INVALID_ARGUMENT INVALID_COMPLAINT_EVENT for bytes or values that intake never sends.
absl::StatusOr<FiledComplaint> ParseComplaintEvent(const std::string& payload);
// For people; "" when the bytes cannot be read.
std::string ComplaintEventToJson(const std::string& payload);

// With names from `directory`, without facts and ladder.
v1::Ticket ToProto(const Ticket& ticket, const Directory& directory);
// With facts and the ladder ahead.
v1::Ticket ToProto(const TicketRecord& record, const Directory& directory);
// Payload of the stream "tickets".
std::string TicketEventPayload(const TicketRecord& record, const Directory& directory);

v1::Explanation ToProto(const TicketExplanation& explanation);
v1::Rung ToProto(const LadderRung& rung, const Directory& directory);

// The version as callers see it.
std::string EtagOf(const Ticket& ticket);

common::v1::Level ToProto(Level level);
common::v1::ComplaintClass ToProto(ComplaintClass complaint_class);

}  // namespace salur::routing
