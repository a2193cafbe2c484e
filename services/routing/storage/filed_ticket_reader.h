// The port to what tickets were filed with, for deciding about them again.
#pragma once

#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

// The category is the present one: a ticket that was classified anew is decided as what it is now.
struct FiledTicket {
  std::string id;
  std::string tracking_number;
  std::string category_code;  // empty when unknown
  std::string region_code;    // of the location as decided; empty when unknown
  std::string about_unit_id;  // empty for none
  bool confidential = false;
  absl::Time received_time;
  bool operator==(const FiledTicket&) const = default;
};

// Thread-safe. UNAVAILABLE when the database is away.
class FiledTicketReader {
 public:
  virtual ~FiledTicketReader() = default;

  // At most `count` tickets, confidential ones too, received after the position and until `until`
  // (included), by received_time, then id. An empty id in the position is before every ticket.
  virtual absl::StatusOr<std::vector<FiledTicket>> Read(const TicketQuery::Position& after,
                                                        absl::Time until, int count) = 0;
};

}  // namespace salur::routing
