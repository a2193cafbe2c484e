#include "services/routing/routing_config.h"

namespace salur::routing {

RoutingConfig ReadRoutingConfig(ConfigReader& reader) {
  RoutingConfig config;
  config.intake_address = reader.Required("SALUR_INTAKE_ADDRESS");
  config.boundaries_file = reader.Required("SALUR_BOUNDARIES_FILE");
  config.escalation_address = reader.Required("SALUR_ESCALATION_ADDRESS");
  return config;
}

}  // namespace salur::routing
