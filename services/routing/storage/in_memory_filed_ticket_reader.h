// FiledTicketReader in memory, for tests: passes the same contract suite as PostgreSQL.
#pragma once

#include "services/routing/storage/filed_ticket_reader.h"
#include "services/routing/storage/in_memory_ticket_store.h"

namespace salur::routing {

// Thread-safe.
class InMemoryFiledTicketReader final : public FiledTicketReader {
 public:
  explicit InMemoryFiledTicketReader(InMemoryTicketStore& tickets) : tickets_(tickets) {}

  absl::StatusOr<std::vector<FiledTicket>> Read(const TicketQuery::Position& after,
                                                absl::Time until, int count) override;

 private:
  InMemoryTicketStore& tickets_;
};

}  // namespace salur::routing
