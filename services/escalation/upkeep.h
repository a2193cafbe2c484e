// What happens beside the engine: new rules reach open tickets, metrics and warnings stay true.
#pragma once

#include <mutex>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "common/base/clock.h"
#include "services/escalation/engine/recompute.h"
#include "services/escalation/metrics.h"

namespace salur::escalation {

// RunOnce and Measure are called by one thread; Notes by any.
class Upkeep {
 public:
  // All outlive it.
  struct Parts {
    ClockStore& clocks;
    RulesCache& rules;
    EscalationMetrics& metrics;
    const Clock& clock;
  };
  explicit Upkeep(Parts parts) : parts_(parts), recompute_(parts.clocks, parts.rules) {}

  // One batch of the recomputation.
  absl::StatusOr<Recompute::Pass> RunOnce() { return recompute_.RunOnce(); }
  // Sets the gauges, and logs warnings about the calendar when they change.
  absl::Status Measure();
  // What is missing, for people; one sentence each.
  std::vector<std::string> Notes() const;

 private:
  const Parts parts_;
  Recompute recompute_;
  mutable std::mutex mutex_;
  std::vector<std::string> notes_;
};

}  // namespace salur::escalation
