// Parameters that are bound to a statement, as PostgreSQL's text format.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/time/time.h>

namespace salur::postgres {

// Bound parameters, in the order of $1, $2 ... Text must not contain U+0000.
class Params {
 public:
  Params& Text(std::string_view value);
  Params& OptionalText(const std::optional<std::string>& value);
  // Empty text becomes NULL.
  Params& TextOrNull(std::string_view value);
  Params& Integer(std::int64_t value);
  Params& Real(double value);
  Params& Boolean(bool value);
  Params& Time(absl::Time value);
  Params& OptionalTime(std::optional<absl::Time> value);
  Params& Bytes(std::string_view value);
  Params& Null();
  // Array parameters; write $n::text[] (bigint[], timestamptz[] ...) in the statement.
  Params& TextArray(const std::vector<std::string>& values);
  Params& OptionalTextArray(const std::vector<std::optional<std::string>>& values);
  Params& IntegerArray(const std::vector<std::int64_t>& values);
  Params& BooleanArray(const std::vector<bool>& values);
  Params& TimeArray(const std::vector<absl::Time>& values);
  Params& OptionalTimeArray(const std::vector<std::optional<absl::Time>>& values);
  Params& OptionalRealArray(const std::vector<std::optional<double>>& values);
  Params& BytesArray(const std::vector<std::string>& values);

  const std::vector<std::optional<std::string>>& values() const { return values_; }

 private:
  std::vector<std::optional<std::string>> values_;
};

}  // namespace salur::postgres
