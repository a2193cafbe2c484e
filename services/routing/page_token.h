// Positions in a queue as callers carry them.
#pragma once

#include <optional>
#include <string>

#include "salur/routing/v1/ticket_service.pb.h"
#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

// Bound to everything else in the request, so that it is refused with another filter.
std::string MakePageToken(const v1::ListTicketsRequest& request, const Ticket& last);
// Nothing for a token that this request's filter did not give.
std::optional<TicketQuery::Position> ReadPageToken(const v1::ListTicketsRequest& request);

}  // namespace salur::routing
