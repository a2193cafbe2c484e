#include "services/routing/domain/cells.h"

#include "services/routing/domain/unit_id.h"

namespace salur::routing {

absl::StatusOr<std::string> NameCell(const CsvReader& row, std::size_t column) {
  const std::string_view cell = row.Cell(column);
  if (cell.empty()) return row.Error(column, "is empty");
  if (cell.size() > kNameBytesMax) {
    return row.Error(column, "is longer than " + std::to_string(kNameBytesMax) + " bytes");
  }
  return std::string(cell);
}

absl::StatusOr<std::string> OptionalNameCell(const CsvReader& row, std::size_t column) {
  return row.Cell(column).empty() ? std::string() : NameCell(row, column);
}

absl::StatusOr<std::string> CodeCell(const CsvReader& row, std::size_t column) {
  if (!IsCode(row.Cell(column))) {
    return row.Error(column, "\"" + std::string(row.Cell(column)) +
                                 "\" is not a code of lower case letters, digits and hyphens");
  }
  return std::string(row.Cell(column));
}

absl::StatusOr<bool> YesNoCell(const CsvReader& row, std::size_t column) {
  if (row.Cell(column) == "yes") return true;
  if (row.Cell(column) == "no") return false;
  return row.Error(column, "has to be yes or no");
}

absl::Status NotOneOf(const CsvReader& row, std::size_t column, std::string_view choices) {
  return row.Error(
      column, "\"" + std::string(row.Cell(column)) + "\" is not one of " + std::string(choices));
}

}  // namespace salur::routing
