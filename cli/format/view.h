// How an answer is shown to people.
#pragma once

#include "cli/format/language.h"
#include "cli/format/style.h"
#include "cli/format/table.h"

namespace salur::cli {

struct View {
  Language language = Language::kEnglish;
  Style style;
  Table::Layout layout;
};

}  // namespace salur::cli
