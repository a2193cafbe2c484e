// A decision in words that an officer understands, in Indonesian and English.
#pragma once

#include <string>

#include "services/routing/domain/router.h"

namespace salur::routing {

struct Words {
  std::string id;  // Bahasa Indonesia
  std::string en;
};

// Sentences that change when staff comes or goes; names are as people say them.
Words UnstaffedWords(const std::string& named, const std::string& holder);
Words DesaWords();

// A few full sentences: where it goes, then why, in the order of the decision's reasons.
Words Explain(const RuleSet& rules, const Decision& decision);

}  // namespace salur::routing
