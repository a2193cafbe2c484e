// Takes ticket events in: derives clocks and the next action, and stores them.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/time/time.h>

#include "common/events/event_stream.h"
#include "services/escalation/engine/rules_cache.h"
#include "services/escalation/storage/clock_store.h"

namespace salur::escalation {

// Thread-safe.
class TicketEventHandler {
 public:
  // `on_due` is called after a commit with the nearest due time among what was stored, to wake an
  // engine that sleeps. Store and rules outlive the handler.
  TicketEventHandler(ClockStore& store, RulesCache& rules, std::function<void(absl::Time)> on_due)
      : store_(store), rules_(rules), on_due_(std::move(on_due)) {}

  // Handler of a StreamConsumer. Repeats, gaps and any order are harmless: the event with the
  // higher ticket version holds everything the lower one did. INVALID_ARGUMENT INVALID_EVENT or
  // INVALID_TICKET for a message that can never be processed; then nothing is stored.
  absl::Status Handle(const std::vector<StreamMessage>& messages);

  // The event as JSON; "" when it cannot be read.
  static std::string ToJson(const std::string& payload);

 private:
  ClockStore& store_;
  RulesCache& rules_;
  const std::function<void(absl::Time)> on_due_;
};

}  // namespace salur::escalation
