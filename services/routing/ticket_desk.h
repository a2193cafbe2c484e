// What officers see: queues and single tickets, within their scope.
#pragma once

#include <vector>

#include <absl/status/statusor.h>

#include "common/rpc/caller.h"
#include "salur/routing/v1/ticket_service.pb.h"
#include "services/routing/directory_holder.h"
#include "services/routing/domain/visibility.h"
#include "services/routing/storage/ticket_store.h"
#include "services/routing/text_source.h"

namespace salur::routing {

// Administrators see the whole country, but nothing that is confidential.
Viewer ViewerOf(const Caller& caller);

// NOT_FOUND TICKET_NOT_FOUND; also for tickets that the caller may not open.
absl::Status TicketNotFound();

// Thread-safe.
class TicketDesk {
 public:
  TicketDesk(DirectoryHolder& directory, TicketStore& store, TextSource& texts)
      : directory_(directory), store_(store), texts_(texts) {}

  // INVALID_ARGUMENT INVALID_FIELDS; PERMISSION_DENIED OUT_OF_SCOPE for a unit outside the caller's
  // scope. With intake away the tickets come without texts and say so.
  absl::Status List(const Caller& caller, const v1::ListTicketsRequest& request,
                    v1::ListTicketsResponse& response);
  absl::Status Get(const Caller& caller, const v1::GetTicketRequest& request, v1::Ticket& response);

  // Adds text and address to tickets that the caller may open; administrators do not read them.
  void AddTexts(const Caller& caller, const std::vector<v1::Ticket*>& tickets);

 private:
  absl::StatusOr<TicketQuery> ToQuery(const Viewer& viewer, const v1::ListTicketsRequest& request,
                                      const Directory& directory) const;

  DirectoryHolder& directory_;
  TicketStore& store_;
  TextSource& texts_;
};

}  // namespace salur::routing
