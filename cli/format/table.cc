#include "cli/format/table.h"

#include <algorithm>
#include <utility>

#include "cli/format/text.h"

namespace salur::cli {
namespace {

constexpr std::size_t kGap = 2;
constexpr std::size_t kFlexibleMin = 12;
// What is wrapped when there is no terminal that says its width.
constexpr std::size_t kSheetColumns = 100;

std::string Cell(const std::string& text, std::size_t width, bool right) {
  const std::string shortened = Shorten(text, width);
  if (!right) return PadRight(shortened, width);
  return std::string(width - DisplayWidth(shortened), ' ') + shortened;
}

void TrimRight(std::string& line) {
  while (!line.empty() && line.back() == ' ') line.pop_back();
}

}  // namespace

void Table::AddRow(std::vector<std::string> cells) {
  cells.resize(columns_.size());
  for (std::string& cell : cells) cell = Printable(cell);
  rows_.push_back(std::move(cells));
}

std::vector<std::size_t> Table::Widths(Layout layout) const {
  std::vector<std::size_t> widths;
  std::size_t total = layout.indent;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    std::size_t width = DisplayWidth(columns_[i].title);
    for (const auto& row : rows_) width = std::max(width, DisplayWidth(row[i]));
    widths.push_back(width);
    total += width + (i > 0 ? kGap : 0);
  }
  // The widest flexible column gives way first, one column of the terminal at a time.
  while (layout.columns > 0 && total > layout.columns) {
    std::size_t widest = columns_.size();
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (!columns_[i].flexible || widths[i] <= kFlexibleMin) continue;
      if (widest == columns_.size() || widths[i] > widths[widest]) widest = i;
    }
    if (widest == columns_.size()) break;
    --widths[widest];
    --total;
  }
  return widths;
}

std::string Table::Render(const Style& style, Layout layout) const {
  const std::vector<std::size_t> widths = Widths(layout);
  const std::string indent(layout.indent, ' ');
  const std::string gap(kGap, ' ');
  std::string title;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    title += (i > 0 ? gap : "") + Cell(columns_[i].title, widths[i], columns_[i].right);
  }
  TrimRight(title);
  std::string result = indent + style.Bold(title) + '\n';
  for (const auto& row : rows_) {
    std::string line = indent;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      line += (i > 0 ? gap : "") + Cell(row[i], widths[i], columns_[i].right);
    }
    TrimRight(line);
    result += line + '\n';
  }
  return result;
}

void Sheet::Add(std::string name, std::string value) {
  if (value.empty()) return;
  rows_.emplace_back(std::move(name), Printable(value, true));
}

std::string Sheet::Render(const Style& style, Table::Layout layout) const {
  std::size_t width = 0;
  for (const auto& [name, value] : rows_) width = std::max(width, DisplayWidth(name));
  const std::size_t start = layout.indent + width + kGap;
  const std::size_t columns = layout.columns == 0 ? kSheetColumns : layout.columns;
  const std::size_t room = columns > start + 20 ? columns - start : 20;
  std::string result;
  for (const auto& [name, value] : rows_) {
    std::string lead =
        std::string(layout.indent, ' ') + style.Dim(PadRight(name, width)) + std::string(kGap, ' ');
    for (const std::string& line : Wrap(value, room)) {
      result += lead + line + '\n';
      lead = std::string(start, ' ');
    }
  }
  return result;
}

}  // namespace salur::cli
