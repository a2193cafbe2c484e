#include "services/routing/domain/csv.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"

namespace salur::routing {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// The length of the UTF-8 sequence at `text`, 0 when it is not a valid one. Refuses overlong forms,
// surrogates and code points above U+10FFFF.
std::size_t SequenceLength(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte(1);
  if (first == 0xE0 && second < 0xA0) return 0;
  if (first == 0xED && second > 0x9F) return 0;
  if (first == 0xF0 && second < 0x90) return 0;
  if (first == 0xF4 && second > 0x8F) return 0;
  return length;
}

bool IsUtf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = SequenceLength(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string Quoted(std::string_view name) { return '"' + std::string(name) + '"'; }

}  // namespace

absl::Status BadFile(std::string_view file, int line, std::string_view column,
                     std::string_view problem) {
  std::string message(file);
  if (line > 0) message += " line " + std::to_string(line);
  if (!column.empty()) message += ", column " + std::string(column);
  message += ": " + std::string(problem);
  return MakeError(absl::StatusCode::kInvalidArgument, "BAD_FILE", message,
                   {{"file", std::string(file)},
                    {"line", std::to_string(line)},
                    {"column", std::string(column)},
                    {"problem", std::string(problem)}});
}

CsvReader::CsvReader(std::string file, std::string_view text, std::vector<std::string> columns)
    : file_(std::move(file)), text_(text), columns_(std::move(columns)) {}

absl::StatusOr<CsvReader> CsvReader::Open(std::string file, std::string_view text,
                                          std::vector<std::string> columns) {
  CsvReader reader(std::move(file), text, std::move(columns));
  SALUR_RETURN_IF_ERROR(reader.ReadHeader());
  return reader;
}

absl::Status CsvReader::ReadHeader() {
  if (text_.substr(0, kByteOrderMark.size()) == kByteOrderMark) next_ = kByteOrderMark.size();
  SALUR_ASSIGN_OR_RETURN(const bool found, ReadRow());
  if (!found) return BadFile(file_, 0, "", "the file is empty");
  header_.assign(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(cell_count_));
  for (std::size_t i = 0; i < header_.size(); ++i) {
    if (std::find(columns_.begin(), columns_.end(), header_[i]) == columns_.end()) {
      return BadFile(file_, row_line_, "", "unknown column " + Quoted(header_[i]));
    }
    if (std::find(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(i), header_[i]) !=
        header_.begin() + static_cast<std::ptrdiff_t>(i)) {
      return BadFile(file_, row_line_, "", "column " + Quoted(header_[i]) + " appears twice");
    }
  }
  for (const std::string& column : columns_) {
    const auto found_at = std::find(header_.begin(), header_.end(), column);
    if (found_at == header_.end()) {
      return BadFile(file_, row_line_, "", "column " + Quoted(column) + " is missing");
    }
    position_.push_back(static_cast<std::size_t>(found_at - header_.begin()));
  }
  return absl::OkStatus();
}

absl::StatusOr<bool> CsvReader::Next() {
  SALUR_ASSIGN_OR_RETURN(const bool found, ReadRow());
  if (!found) return false;
  if (cell_count_ != header_.size()) {
    return RowError("has " + std::to_string(cell_count_) + " cells, the header has " +
                    std::to_string(header_.size()));
  }
  return true;
}

void CsvReader::SkipEmptyLines() {
  while (next_ < text_.size()) {
    if (text_[next_] == '\n') {
      next_ += 1;
    } else if (text_[next_] == '\r' && next_ + 1 < text_.size() && text_[next_ + 1] == '\n') {
      next_ += 2;
    } else {
      return;
    }
    ++line_;
  }
}

absl::StatusOr<bool> CsvReader::ReadRow() {
  SkipEmptyLines();
  if (next_ == text_.size()) return false;
  row_line_ = line_;
  cell_count_ = 0;
  while (true) {
    SALUR_RETURN_IF_ERROR(ReadCell());
    if (next_ == text_.size()) return true;
    const char separator = text_[next_++];
    if (separator == ',') continue;
    if (separator == '\r') ++next_;  // ReadCell stops at '\r' only when '\n' follows
    ++line_;
    return true;
  }
}

absl::Status CsvReader::ReadCell() {
  if (cell_count_ == cells_.size()) cells_.emplace_back();
  std::string& cell = cells_[cell_count_];
  cell.clear();
  if (next_ < text_.size() && text_[next_] == '"') {
    SALUR_RETURN_IF_ERROR(ReadQuoted(cell));
  } else {
    const std::size_t end = std::min(text_.find_first_of(",\n\"", next_), text_.size());
    if (end < text_.size() && text_[end] == '"') {
      return CellError("a quote may stand only around a whole cell; inside one write it twice");
    }
    cell.assign(text_.substr(next_, end - next_));
    next_ = end;
    if (!cell.empty() && cell.back() == '\r' && (end == text_.size() || text_[end] == '\n')) {
      cell.pop_back();
      if (end < text_.size()) --next_;
    }
  }
  SALUR_RETURN_IF_ERROR(CheckCell(cell));
  ++cell_count_;
  return absl::OkStatus();
}

absl::Status CsvReader::ReadQuoted(std::string& cell) {
  ++next_;
  while (true) {
    const std::size_t quote = text_.find('"', next_);
    if (quote == std::string_view::npos) return CellError("the closing quote is missing");
    const std::string_view piece = text_.substr(next_, quote - next_);
    line_ += static_cast<int>(std::count(piece.begin(), piece.end(), '\n'));
    cell.append(piece);
    next_ = quote + 1;
    if (next_ == text_.size() || text_[next_] != '"') break;
    cell += '"';
    ++next_;
  }
  const std::string_view rest = text_.substr(next_, 2);
  if (rest.empty() || rest[0] == ',' || rest[0] == '\n' || rest == "\r\n") return absl::OkStatus();
  return CellError("there is text after the closing quote");
}

absl::Status CsvReader::CheckCell(const std::string& cell) const {
  if (cell.size() > kCsvCellBytesMax) {
    return CellError("is longer than " + std::to_string(kCsvCellBytesMax) + " bytes");
  }
  if (cell.find('\0') != std::string::npos) return CellError("contains U+0000");
  if (!IsUtf8(cell)) return CellError("is not valid UTF-8");
  return absl::OkStatus();
}

absl::Status CsvReader::CellError(std::string_view problem) const {
  const std::string column = cell_count_ < header_.size() ? header_[cell_count_] : std::string();
  return BadFile(file_, row_line_, column, problem);
}

absl::Status CsvReader::Error(std::size_t column, std::string_view problem) const {
  return BadFile(file_, row_line_, columns_[column], problem);
}

absl::Status CsvReader::RowError(std::string_view problem) const {
  return BadFile(file_, row_line_, "", problem);
}

}  // namespace salur::routing
