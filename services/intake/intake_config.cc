#include "services/intake/intake_config.h"

namespace salur::intake {
namespace {

constexpr std::size_t kKeyBytes = 32;

}  // namespace

IntakeConfig ReadIntakeConfig(ConfigReader& reader) {
  IntakeConfig config;
  config.routing_address = reader.Required("SALUR_ROUTING_ADDRESS");
  config.tracking_key = reader.KeyFile("SALUR_TRACKING_KEY_FILE", kKeyBytes);
  config.pin_key = reader.KeyFile("SALUR_PIN_KEY_FILE", kKeyBytes);
  if (!config.pin_key.empty() && config.pin_key == config.tracking_key) {
    reader.AddError("SALUR_PIN_KEY_FILE", "must hold another key than SALUR_TRACKING_KEY_FILE");
  }
  return config;
}

}  // namespace salur::intake
