// The voice of the demonstration: titles, wrapped sentences, and one line that moves on a terminal.
#pragma once

#include <ostream>
#include <string>
#include <string_view>

#include "cli/format/language.h"
#include "cli/format/style.h"
#include "cli/process/process.h"

namespace salur::cli {

class Narrator {
 public:
  enum class Weight { kPlain, kBold, kDim, kGreen, kRed };

  // Text is laid out for 80 to 100 columns, by the terminal's width.
  Narrator(std::ostream& out, Language language, Style style, Terminal terminal);

  Language language() const { return language_; }
  const Style& style() const { return style_; }
  std::size_t columns() const { return columns_; }
  std::string Text(std::string_view indonesian, std::string_view english) const {
    return std::string(Pick(language_, indonesian, english));
  }

  // An empty line and a heading.
  void Title(std::string_view text);
  // A sentence, wrapped, after `indent` spaces.
  void Say(std::string_view text, std::size_t indent = 0, Weight weight = Weight::kPlain);
  // A line as it is, without its line break.
  void Line(std::string_view text);
  // Whole lines as they are, with their line breaks.
  void Block(std::string_view text);
  // Replaces the moving line; nothing without a terminal.
  void Tick(std::string_view text);

 private:
  void ClearTick();
  std::string Weighted(std::string_view text, Weight weight) const;

  std::ostream& out_;
  Language language_;
  Style style_;
  bool is_tty_;
  std::size_t columns_;
  bool ticking_ = false;
};

}  // namespace salur::cli
