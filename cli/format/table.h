// Tables for people, aligned by what is seen rather than by bytes.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cli/format/style.h"

namespace salur::cli {

// Cells are plain text without colour; they are made printable when they are added.
class Table {
 public:
  struct Column {
    std::string title;
    bool right = false;
    // May be shortened, down to 12 columns, when the table is wider than the terminal.
    bool flexible = false;
  };
  struct Layout {
    std::size_t indent = 0;
    // 0: as wide as it likes.
    std::size_t columns = 0;
  };

  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}

  // Missing cells are empty, surplus ones are left out.
  void AddRow(std::vector<std::string> cells);
  std::size_t rows() const { return rows_.size(); }

  // Title line and rows, each ending in a line break, without trailing spaces.
  std::string Render(const Style& style, Layout layout) const;

 private:
  std::vector<std::size_t> Widths(Layout layout) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

// Two columns, "name  value", for a single thing; empty values are left out.
class Sheet {
 public:
  void Add(std::string name, std::string value);
  // Long values are wrapped under themselves.
  std::string Render(const Style& style, Table::Layout layout) const;

 private:
  std::vector<std::pair<std::string, std::string>> rows_;
};

}  // namespace salur::cli
