// Projects ticket events into what citizens see.
#pragma once

#include <string>
#include <vector>

#include <absl/status/status.h>

#include "common/events/event_stream.h"
#include "services/intake/storage/complaint_store.h"

namespace salur::intake {

// Idempotent: the higher ticket version stays. INVALID_ARGUMENT INVALID_TICKET_EVENT when a message
// cannot be read; nothing is applied then.
absl::Status ApplyTicketEvents(ComplaintStore& store, const std::vector<StreamMessage>& messages);

// The event as JSON for people; "" when it cannot be read.
std::string TicketEventToJson(const std::string& payload);

}  // namespace salur::intake
