// The service intake, put together.
#pragma once

#include "common/runtime/service.h"

namespace salur::intake {

ServiceDefinition Definition();

}  // namespace salur::intake
