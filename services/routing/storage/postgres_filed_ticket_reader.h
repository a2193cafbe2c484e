// FiledTicketReader on the schema "routing".
#pragma once

#include "common/postgres/postgres.h"
#include "services/routing/storage/filed_ticket_reader.h"

namespace salur::routing {

// Thread-safe. One short transaction for each call.
class PostgresFiledTicketReader final : public FiledTicketReader {
 public:
  explicit PostgresFiledTicketReader(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::vector<FiledTicket>> Read(const TicketQuery::Position& after,
                                                absl::Time until, int count) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace salur::routing
