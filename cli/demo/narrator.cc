#include "cli/demo/narrator.h"

#include <algorithm>

#include "cli/format/text.h"

namespace salur::cli {

Narrator::Narrator(std::ostream& out, Language language, Style style, Terminal terminal)
    : out_(out), language_(language), style_(style), is_tty_(terminal.is_tty) {
  const int columns = terminal.columns == 0 ? 96 : terminal.columns;
  columns_ = static_cast<std::size_t>(std::clamp(columns, 60, 100));
}

void Narrator::Title(std::string_view text) {
  ClearTick();
  out_ << '\n' << style_.Bold(text) << '\n';
  out_.flush();
}

void Narrator::Say(std::string_view text, std::size_t indent, Weight weight) {
  ClearTick();
  for (const std::string& line : Wrap(text, columns_ - indent)) {
    out_ << std::string(indent, ' ') << Weighted(line, weight) << '\n';
  }
  out_.flush();
}

std::string Narrator::Weighted(std::string_view text, Weight weight) const {
  switch (weight) {
    case Weight::kPlain:
      break;
    case Weight::kBold:
      return style_.Bold(text);
    case Weight::kDim:
      return style_.Dim(text);
    case Weight::kGreen:
      return style_.Green(text);
    case Weight::kRed:
      return style_.Red(text);
  }
  return std::string(text);
}

void Narrator::Line(std::string_view text) { Block(std::string(text) + '\n'); }

void Narrator::Block(std::string_view text) {
  ClearTick();
  out_ << text;
  out_.flush();
}

void Narrator::Tick(std::string_view text) {
  if (!is_tty_) return;
  out_ << '\r' << style_.Dim(Shorten(text, columns_ - 1)) << "\x1b[K";
  out_.flush();
  ticking_ = true;
}

void Narrator::ClearTick() {
  if (ticking_) out_ << "\r\x1b[K";
  ticking_ = false;
}

}  // namespace salur::cli
