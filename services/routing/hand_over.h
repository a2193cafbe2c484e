// Moves open tickets after their units: retired ones to who took over, held ones to whoever has
// officers now.
#pragma once

#include <functional>
#include <vector>

#include <absl/status/statusor.h>

#include "common/base/clock.h"
#include "services/routing/directory_holder.h"
#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

// Thread-safe; any number of replicas may do the same at the same time.
class HandOver {
 public:
  struct Parts {
    DirectoryStore& directory_store;
    DirectoryHolder& directory;
    TicketStore& store;
    const Clock& clock;
    // Called after each commit that moved something.
    std::function<void()> on_stored;
  };
  explicit HandOver(Parts parts) : parts_(std::move(parts)) {}

  struct Progress {
    int moved = 0;      // tickets, at most kHandOverBatchMax
    bool idle = false;  // no unit waits any more
  };
  // One batch: the open tickets of the units that have waited longest, each decided under its row
  // lock with the directory in force. A unit waits until none of its tickets has to move. Killed at
  // any moment, the next call goes on with what has not moved.
  absl::StatusOr<Progress> RunOnce();

 private:
  struct Group {
    std::vector<std::string> unit_ids;
    std::vector<HandOverQuery> questions;
  };
  static Group NextGroup(const std::vector<PendingHandOver>& pending, const Directory& directory);
  // Moves the first batch that any question finds; 0 when there is none.
  absl::StatusOr<int> MoveFirst(const Group& group, const RuleSet& rules);
  absl::StatusOr<int> Move(const std::vector<std::string>& ticket_ids, const RuleSet& rules);

  const Parts parts_;
};

}  // namespace salur::routing
