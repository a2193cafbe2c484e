// The boring loops around RunOnce.
#pragma once

#include <functional>

#include <absl/time/time.h>

#include "services/escalation/engine/engine.h"
#include "services/escalation/upkeep.h"

namespace salur::escalation {

// Bodies for Loop; they answer the real time to wait. The objects outlive them.
std::function<absl::Duration()> EngineBody(Engine& engine);
// `on_due` is called with the nearest due time that a recomputation brought.
std::function<absl::Duration()> UpkeepBody(Upkeep& upkeep, std::function<void(absl::Time)> on_due);

}  // namespace salur::escalation
