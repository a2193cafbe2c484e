// The metrics of escalation, built once.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include "services/escalation/domain/place.h"

namespace salur::escalation {

// What became of a proposed climb.
enum class ClimbResult {
  kApplied,
  kAlreadyApplied,
  kNotYet,
  kSuperseded,
  kUnknownTicket,
  kFailed,  // the call failed; tried again
};

// References stay valid as long as the registry. Thread-safe.
class EscalationMetrics {
 public:
  explicit EscalationMetrics(prometheus::Registry& registry);

  // By the level of the unit that was proposed to be climbed to.
  prometheus::Counter& Climbs(Level level, ClimbResult result) {
    return *climbs_.at({level, result});
  }

  // Service-clock seconds since the oldest due and not yet applied action was due; 0 when none is.
  prometheus::Gauge& clock_lag_seconds;
  prometheus::Gauge& open_clocks;
  // Years that begin within ninety days, or run, and have no holiday list.
  prometheus::Gauge& holiday_years_missing;

 private:
  std::map<std::pair<Level, ClimbResult>, prometheus::Counter*> climbs_;
};

}  // namespace salur::escalation
