// From complaints in the stream to stored tickets.
#pragma once

#include <functional>
#include <vector>

#include <absl/status/status.h>

#include "common/base/clock.h"
#include "common/events/event_stream.h"
#include "services/routing/boundaries/village_locator.h"
#include "services/routing/directory_holder.h"
#include "services/routing/domain/ticket_changes.h"
#include "services/routing/metrics.h"
#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

// Thread-safe.
class ComplaintConsumer {
 public:
  struct Parts {
    DirectoryHolder& directory;
    const boundaries::VillageLocator& locator;
    TicketStore& store;
    const Clock& clock;
    RoutingMetrics& metrics;
    // Called after each commit that stored something new.
    std::function<void()> on_stored;
  };
  explicit ComplaintConsumer(Parts parts) : parts_(std::move(parts)) {}

  // Decides and stores a batch in one transaction; complaints that have a ticket already change
  // nothing. UNAVAILABLE NO_DIRECTORY before the first import: complaints wait in the stream.
  // INVALID_ARGUMENT INVALID_COMPLAINT_EVENT when a message cannot be read; nothing is stored then.
  absl::Status Handle(const std::vector<StreamMessage>& messages);

 private:
  absl::Status DecideAndStore(const std::vector<FiledComplaint>& complaints);

  const Parts parts_;
};

}  // namespace salur::routing
