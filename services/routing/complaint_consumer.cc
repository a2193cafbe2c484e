#include "services/routing/complaint_consumer.h"

#include <set>

#include "common/base/errors.h"
#include "services/routing/converters.h"
#include "services/routing/domain/limits.h"
#include "services/routing/locating.h"

namespace salur::routing {

absl::Status ComplaintConsumer::Handle(const std::vector<StreamMessage>& messages) {
  std::vector<FiledComplaint> complaints;
  std::set<std::string> seen;
  for (const StreamMessage& message : messages) {
    SALUR_ASSIGN_OR_RETURN(FiledComplaint complaint, ParseComplaintEvent(message.payload));
    if (!seen.insert(complaint.id).second) continue;
    if (complaint.point.has_value()) {
      complaint.located = LocateFor(parts_.locator, *complaint.point);
    }
    complaints.push_back(std::move(complaint));
  }
  absl::Status status;
  for (int attempt = 0; attempt <= kVersionRetriesMax; ++attempt) {
    status = DecideAndStore(complaints);
    if (ErrorReason(status) != "DIRECTORY_CHANGED") return status;
    SALUR_RETURN_IF_ERROR(parts_.directory.Refresh());
  }
  return status;
}

absl::Status ComplaintConsumer::DecideAndStore(const std::vector<FiledComplaint>& complaints) {
  SALUR_ASSIGN_OR_RETURN(const std::shared_ptr<const RuleSet> rules, parts_.directory.Current());
  const absl::Time now = parts_.clock.Now();
  std::vector<TicketWrite> writes;
  writes.reserve(complaints.size());
  for (const FiledComplaint& complaint : complaints) {
    TicketWrite write;
    write.record = OpenTicket(complaint, *rules, Decide(*rules, ToRoutingRequest(complaint)), now);
    write.event = TicketEventPayload(write.record, rules->directory());
    writes.push_back(std::move(write));
  }
  SALUR_ASSIGN_OR_RETURN(const std::vector<bool> fresh,
                         parts_.store.Add(VersionsOf(*rules), writes));
  bool stored = false;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    if (!fresh[i]) continue;
    stored = true;
    const Ticket& ticket = writes[i].record.ticket;
    parts_.metrics.Routed(ticket.accountable_level, ticket.state);
  }
  if (stored && parts_.on_stored) parts_.on_stored();
  return absl::OkStatus();
}

}  // namespace salur::routing
