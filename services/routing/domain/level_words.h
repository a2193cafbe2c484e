// Levels as explanations name them.
#pragma once

#include <string_view>

#include "services/routing/domain/level.h"

namespace salur::routing {

struct LevelWords {
  std::string_view id;  // Bahasa Indonesia
  std::string_view en;
};

LevelWords LevelInWords(Level level);

}  // namespace salur::routing
