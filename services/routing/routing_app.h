// Routing's parts and the order in which they start.
#pragma once

#include "common/runtime/service.h"

namespace salur::routing {

ServiceDefinition Definition();

}  // namespace salur::routing
