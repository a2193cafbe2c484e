// The escalation service as a whole.
#pragma once

#include "common/runtime/service.h"

namespace salur::escalation {

// What RunService needs. Call once.
ServiceDefinition Definition();

}  // namespace salur::escalation
