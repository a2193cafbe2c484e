#include "cli/requests/csv.h"

#include <utility>

#include "cli/client/error.h"

namespace salur::cli {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

class Reader {
 public:
  Reader(std::string_view text, std::string_view name) : text_(text), name_(name) {}

  absl::StatusOr<std::vector<CsvRow>> Read() {
    std::vector<CsvRow> rows;
    while (at_ < text_.size()) {
      CsvRow row;
      row.line = line_;
      SALUR_RETURN_IF_ERROR(ReadRow(row));
      const bool empty = row.cells.size() == 1 && row.cells.front().empty();
      if (!empty) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  absl::Status ReadRow(CsvRow& row) {
    for (;;) {
      std::string cell;
      SALUR_RETURN_IF_ERROR(ReadCell(cell));
      row.cells.push_back(std::move(cell));
      if (at_ >= text_.size()) return absl::OkStatus();
      const char end = text_[at_++];
      if (end == ',') continue;
      if (end == '\r' && at_ < text_.size() && text_[at_] == '\n') ++at_;
      ++line_;
      return absl::OkStatus();
    }
  }

  absl::Status ReadCell(std::string& cell) {
    if (at_ < text_.size() && text_[at_] == '"') return ReadQuoted(cell);
    while (at_ < text_.size() && !AtEnd(text_[at_])) cell += text_[at_++];
    return absl::OkStatus();
  }

  absl::Status ReadQuoted(std::string& cell) {
    const int begin = line_;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        cell += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += '"';
        ++at_;
      } else {
        ++at_;
        if (at_ == text_.size() || AtEnd(text_[at_])) return absl::OkStatus();
        return Bad(line_, "text behind a closing quote; quotes inside a cell are doubled");
      }
    }
    return Bad(begin, "a quote is opened here and never closed");
  }

  static bool AtEnd(char character) {
    return character == ',' || character == '\n' || character == '\r';
  }

  absl::Status Bad(int line, std::string_view reason) const {
    return UsageError(std::string(name_) + ":" + std::to_string(line) + ": " + std::string(reason));
  }

  std::string_view text_;
  std::string_view name_;
  std::size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

absl::StatusOr<std::vector<CsvRow>> ParseCsv(std::string_view text, std::string_view name) {
  if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    text.remove_prefix(kByteOrderMark.size());
  }
  return Reader(text, name).Read();
}

}  // namespace salur::cli
