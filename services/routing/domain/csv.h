// Comma-separated files as in RFC 4180, read row by row; the first fault is named by file, line,
// column and reason, so that a person can repair it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

namespace salur::routing {

inline constexpr std::size_t kCsvCellBytesMax = 4096;

// INVALID_ARGUMENT BAD_FILE "regions.csv line 7, column name: is empty", with the metadata file,
// line, column and problem. Line 0 means the file as a whole; column may be empty.
absl::Status BadFile(std::string_view file, int line, std::string_view column,
                     std::string_view problem);

// Reads one file. The text must outlive the reader. Accepts LF and CRLF, a leading byte order mark
// and empty lines; refuses invalid UTF-8, U+0000, cells over kCsvCellBytesMax and stray quotes.
class CsvReader {
 public:
  // The header must name exactly `columns`, in any order; `columns` decides how Cell() counts.
  static absl::StatusOr<CsvReader> Open(std::string file, std::string_view text,
                                        std::vector<std::string> columns);

  // Moves to the next row; false at the end of the file.
  absl::StatusOr<bool> Next();

  // A cell of the current row, valid until the next call of Next().
  std::string_view Cell(std::size_t column) const { return cells_[position_[column]]; }
  // Where the current row starts; the header is line 1.
  int line() const { return row_line_; }
  const std::string& file() const { return file_; }

  // BAD_FILE for a cell, or the whole, of the current row.
  absl::Status Error(std::size_t column, std::string_view problem) const;
  absl::Status RowError(std::string_view problem) const;

 private:
  CsvReader(std::string file, std::string_view text, std::vector<std::string> columns);
  absl::Status ReadHeader();
  absl::StatusOr<bool> ReadRow();
  absl::Status ReadCell();
  absl::Status ReadQuoted(std::string& cell);
  void SkipEmptyLines();
  absl::Status CheckCell(const std::string& cell) const;
  absl::Status CellError(std::string_view problem) const;

  std::string file_;
  std::string_view text_;
  std::size_t next_ = 0;  // first byte not read yet
  int line_ = 1;          // of next_
  int row_line_ = 1;
  std::vector<std::string> columns_;   // as asked for
  std::vector<std::string> header_;    // as in the file
  std::vector<std::size_t> position_;  // of an asked column in the file
  std::vector<std::string> cells_;     // reused from row to row
  std::size_t cell_count_ = 0;
};

}  // namespace salur::routing
