// Escalation's own variables.
#pragma once

#include <string>

#include "common/config/config_reader.h"

namespace salur::escalation {

struct EscalationConfig {
  // SALUR_ROUTING_ADDRESS: gRPC target of routing, as in unix:/dir/routing.sock. Required.
  std::string routing_address;
  // SALUR_CLIMBS_PER_SECOND: at most so many actions are proposed in a second of real time by each
  // replica; bounds the load after an outage. 1 to 100,000, default 1,000.
  int climbs_per_second_max = 1000;
  // SALUR_LEASE_MS: real time in which a replica has to finish a batch before another one takes it
  // over. 1,000 to 600,000, default 15,000.
  int lease_ms = 15'000;
};

// Errors are collected in `reader`.
EscalationConfig ReadEscalationConfig(ConfigReader& reader);

}  // namespace salur::escalation
