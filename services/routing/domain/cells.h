// Typed cells of CSV files, with the complaints that go with them; shared by the *_source.cc files.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include "services/routing/domain/csv.h"

namespace salur::routing {

inline constexpr std::size_t kNameBytesMax = 200;

// A name: not empty, at most kNameBytesMax bytes. All errors here are BAD_FILE (csv.h).
absl::StatusOr<std::string> NameCell(const CsvReader& row, std::size_t column);
// The same, but may be empty.
absl::StatusOr<std::string> OptionalNameCell(const CsvReader& row, std::size_t column);
// A code of a kind or a category (IsCode in unit_id.h).
absl::StatusOr<std::string> CodeCell(const CsvReader& row, std::size_t column);
// "yes" or "no".
absl::StatusOr<bool> YesNoCell(const CsvReader& row, std::size_t column);
// The error for a cell that is none of `choices`, a list in words.
absl::Status NotOneOf(const CsvReader& row, std::size_t column, std::string_view choices);

}  // namespace salur::routing
