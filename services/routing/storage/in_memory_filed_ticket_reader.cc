#include "services/routing/storage/in_memory_filed_ticket_reader.h"

#include <algorithm>
#include <tuple>

namespace salur::routing {

absl::StatusOr<std::vector<FiledTicket>> InMemoryFiledTicketReader::Read(
    const TicketQuery::Position& after, absl::Time until, int count) {
  std::vector<FiledTicket> found;
  for (const Ticket& t : tickets_.All()) {
    if (std::tie(t.received_time, t.id) <= std::tie(after.received_time, after.ticket_id)) continue;
    if (t.received_time > until) continue;
    found.push_back({t.id, t.tracking_number, t.category_code, t.region_code, t.about_unit_id,
                     t.confidential, t.received_time});
  }
  std::sort(found.begin(), found.end(), [](const FiledTicket& a, const FiledTicket& b) {
    return std::tie(a.received_time, a.id) < std::tie(b.received_time, b.id);
  });
  if (found.size() > static_cast<std::size_t>(count)) found.resize(static_cast<std::size_t>(count));
  return found;
}

}  // namespace salur::routing
