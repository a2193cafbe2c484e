// Comma-separated values as in RFC 4180: quoted cells, doubled quotes, CRLF or LF; a byte order
// mark is skipped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

namespace salur::cli {

struct CsvRow {
  // Line on which the row begins, from 1.
  int line = 0;
  std::vector<std::string> cells;
};

// All rows, the title row included; empty lines are left out.
// Errors: usage, "NAME:LINE: reason", for a quote that never closes or text behind a closing quote.
absl::StatusOr<std::vector<CsvRow>> ParseCsv(std::string_view text, std::string_view name);

}  // namespace salur::cli
