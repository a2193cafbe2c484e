// The variables that only intake has.
#pragma once

#include <string>

#include "common/config/config_reader.h"

namespace salur::intake {

struct IntakeConfig {
  // SALUR_ROUTING_ADDRESS: gRPC target of routing, for the catalog.
  std::string routing_address;
  // SALUR_TRACKING_KEY_FILE and SALUR_PIN_KEY_FILE: files of 32 random bytes each. Secret; another
  // key gives other tracking numbers (which may then clash with old ones) and other PINs.
  std::string tracking_key;
  std::string pin_key;
};

// Errors stay in `reader`.
IntakeConfig ReadIntakeConfig(ConfigReader& reader);

}  // namespace salur::intake
