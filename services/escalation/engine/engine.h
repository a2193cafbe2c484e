// Finds due actions, proposes them to routing, and takes over what routing decided.
#pragma once

#include <atomic>
#include <cstdint>
#include <limits>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "common/base/clock.h"
#include "services/escalation/engine/action_decider.h"
#include "services/escalation/engine/rate_limit.h"
#include "services/escalation/engine/rules_cache.h"
#include "services/escalation/metrics.h"
#include "services/escalation/storage/clock_store.h"

namespace salur::escalation {

// Any number of engines may run on one store. RunOnce is called by one thread; IsNearer by any.
class Engine {
 public:
  struct Options {
    int batch = kProposalsMax;
    // Real time in which a leased action has to be proposed and its answer stored; longer than a
    // call to routing may take.
    absl::Duration lease = absl::Seconds(30);
    // Proposals in a second of real time: the rate at which an outage is worked off.
    double per_second_max = 1000;
    // Even with nothing in sight another replica's work is looked for so often (real time).
    absl::Duration sleep_max = absl::Seconds(5);
    // Rest of one action after an answer that did not help, doubled with each attempt (real time).
    absl::Duration rest_first = absl::Milliseconds(500);
    absl::Duration rest_max = absl::Minutes(10);
  };

  // Two clocks: what is due goes by `clock`, leases and rests by `real_clock`. All outlive the
  // engine.
  struct Parts {
    ClockStore& store;
    RulesCache& rules;
    ActionDecider& decider;
    EscalationMetrics& metrics;
    const Clock& clock;
    const Clock& real_clock;
  };

  struct Pass {
    int proposed = 0;
    int applied = 0;
    // Real time to sleep before the next pass; zero when there is more to do now.
    absl::Duration wait;
  };

  Engine(Options options, Parts parts);

  // One batch: lease, derive again from facts, commit, propose, store the answers. An error means:
  // call again after a pause; what was leased is free again at the latest when the lease ends.
  absl::StatusOr<Pass> RunOnce();

  // Whether an action due then comes before what the sleeping engine waits for.
  bool IsNearer(absl::Time due_time) const {
    return absl::ToUnixMicros(due_time) < planned_us_.load();
  }

 private:
  struct Batch;

  absl::Status Propose(Batch& batch);
  // Permanent errors are narrowed down to the proposal that causes them.
  absl::StatusOr<std::vector<DecidedAction>> DecideOneByOne(const Batch& batch);
  void Take(const LeasedAction& leased, const DecidedAction& decided, Batch& batch);
  absl::StatusOr<absl::Duration> PlanSleep(absl::Time now, absl::Time real_now);
  absl::Duration RestAfter(int attempts) const;

  const Options options_;
  const Parts parts_;
  RateLimit rate_;
  // What the sleeping engine waits for; the maximum while it works, so that anything is nearer.
  std::atomic<std::int64_t> planned_us_{std::numeric_limits<std::int64_t>::max()};
};

}  // namespace salur::escalation
