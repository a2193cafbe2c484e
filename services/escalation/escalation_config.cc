#include "services/escalation/escalation_config.h"

namespace salur::escalation {

EscalationConfig ReadEscalationConfig(ConfigReader& reader) {
  EscalationConfig config;
  config.routing_address = reader.Required("SALUR_ROUTING_ADDRESS");
  config.climbs_per_second_max = static_cast<int>(
      reader.Integer("SALUR_CLIMBS_PER_SECOND", {.min = 1, .max = 100'000, .fallback = 1'000}));
  config.lease_ms = static_cast<int>(
      reader.Integer("SALUR_LEASE_MS", {.min = 1'000, .max = 600'000, .fallback = 15'000}));
  return config;
}

}  // namespace salur::escalation
