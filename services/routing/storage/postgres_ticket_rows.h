// Tickets and facts as rows and parameters, in the column order of ticket_queries.h.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/postgres/postgres.h"
#include "services/routing/domain/ticket.h"
#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

Ticket ReadTicket(const postgres::Rows& rows, std::size_t row);
// The fact, and the id of the ticket it belongs to.
Fact ReadFact(const postgres::Rows& rows, std::size_t row, std::string& ticket_id);

// One array for each column.
postgres::Params TicketParams(const std::vector<const TicketWrite*>& tickets);
// The facts that are not stored yet.
postgres::Params FactParams(const std::vector<const TicketWrite*>& tickets);
// Keys and payloads of the events.
postgres::Params EventParams(const std::vector<const TicketWrite*>& tickets);

}  // namespace salur::routing
