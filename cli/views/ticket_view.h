// What an officer sees.
#pragma once

#include <string>

#include "cli/format/view.h"
#include "salur/escalation/v1/escalation_service.pb.h"
#include "salur/routing/v1/ticket_service.pb.h"

namespace salur::cli {

// A queue, one ticket a line, and how to get the next page.
std::string RenderTickets(const routing::v1::ListTicketsResponse& response, const View& view);

// One ticket with text, explanation, facts and the ladder ahead.
std::string RenderTicket(const routing::v1::Ticket& ticket, const View& view);

// One line after a change: number, state, unit, etag.
std::string RenderChanged(const routing::v1::Ticket& ticket, const View& view);

// The promises on a ticket and what happens next.
std::string RenderClocks(const escalation::v1::GetClocksResponse& response, const View& view);

// Late tickets.
std::string RenderOverdue(const escalation::v1::ListOverdueResponse& response, const View& view);

}  // namespace salur::cli
