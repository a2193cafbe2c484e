// Tickets between rows and the domain's form, within a transaction of PostgresClockStore.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "common/postgres/postgres.h"
#include "services/escalation/domain/derived_ticket.h"

namespace salur::escalation {

struct StoredTicket {
  TicketFacts ticket;
  std::int64_t rules_version = 0;
};

// The tickets that exist, by id, with their facts.
std::map<std::string, StoredTicket> ReadTickets(postgres::Transaction& transaction,
                                                const std::vector<std::string>& ticket_ids);

// Writes snapshots that are newer than what is stored, or with `replace_same` as new, with their
// new facts and their clocks; answers those that were.
std::vector<const DerivedTicket*> WriteTickets(postgres::Transaction& transaction,
                                               const std::vector<DerivedTicket>& tickets,
                                               bool replace_same);

}  // namespace salur::escalation
