// A decision in words that an officer understands, in Indonesian and English.
#pragma once

#include <string>

#include "services/routing/domain/router.h"

namespace salur::routing {

struct Words {
  std::string id;  // Bahasa Indonesia
  std::string en;
};

// A few full sentences: where it goes, then why, in the order of the decision's reasons.
Words Explain(const RuleSet& rules, const Decision& decision);

}  // namespace salur::routing
