#include "services/routing/storage/postgres_filed_ticket_reader.h"

#include "common/base/errors.h"

namespace salur::routing {
namespace {

// Index ticket_by_age.
const postgres::Statement kReadFiledTickets{
    "routing_read_filed_tickets",
    "SELECT ticket_id, tracking_number, category_code, region_code, about_unit_id, confidential,"
    " received_time FROM routing.ticket"
    " WHERE (received_time, ticket_id) > ($1::timestamptz, $2::uuid)"
    " AND received_time <= $3::timestamptz ORDER BY received_time, ticket_id LIMIT $4::integer"};

constexpr char kFirstUuid[] = "00000000-0000-0000-0000-000000000000";

}  // namespace

absl::StatusOr<std::vector<FiledTicket>> PostgresFiledTicketReader::Read(
    const TicketQuery::Position& after, absl::Time until, int count) {
  std::vector<FiledTicket> tickets;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](postgres::Transaction& transaction) {
    tickets.clear();
    const postgres::Rows rows = transaction.Exec(
        kReadFiledTickets, postgres::Params()
                               .Time(after.received_time)
                               .Text(after.ticket_id.empty() ? kFirstUuid : after.ticket_id)
                               .Time(until)
                               .Integer(count));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      tickets.push_back({rows.Text(i, 0), rows.Text(i, 1), rows.Text(i, 2), rows.Text(i, 3),
                         rows.Text(i, 4), rows.Boolean(i, 5), rows.Time(i, 6)});
    }
    return absl::OkStatus();
  }));
  return tickets;
}

}  // namespace salur::routing
