// The variables that only routing has.
#pragma once

#include <string>

#include "common/config/config_reader.h"

namespace salur::routing {

struct RoutingConfig {
  // SALUR_INTAKE_ADDRESS: gRPC target of intake, for complaint texts.
  std::string intake_address;
  // SALUR_BOUNDARIES_FILE: the villages' boundaries (data/boundaries.bin), to locate points.
  std::string boundaries_file;
  // SALUR_ESCALATION_ADDRESS: gRPC target of escalation, for the promises of tickets.
  std::string escalation_address;
};

// Errors stay in `reader`.
RoutingConfig ReadRoutingConfig(ConfigReader& reader);

}  // namespace salur::routing
