// Derives open tickets again after the rules have changed: in batches, in the background, resumable
// because every ticket remembers by which rules it was derived.
#pragma once

#include <absl/status/statusor.h>

#include "services/escalation/engine/engine.h"
#include "services/escalation/engine/rules_cache.h"
#include "services/escalation/storage/clock_store.h"

namespace salur::escalation {

class Recompute {
 public:
  // All outlive it. Called by one thread.
  Recompute(ClockStore& store, RulesCache& rules) : store_(store), rules_(rules) {}

  struct Pass {
    int derived = 0;
    // The nearest action that came out.
    std::optional<absl::Time> nearest_due_time;
  };

  // Loads the newest rules and derives one batch; zero tickets when all are up to date.
  absl::StatusOr<Pass> RunOnce();

 private:
  ClockStore& store_;
  RulesCache& rules_;
  std::int64_t in_progress_ = 0;  // tickets since the last time that all were up to date
};

}  // namespace salur::escalation
