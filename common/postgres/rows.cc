#include "common/postgres/rows.h"

#include "common/postgres/connection.h"

namespace salur::postgres {

Rows::Rows(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}

namespace {

using RowIndex = pqxx::result::size_type;

pqxx::field Field(const Rows::Impl& impl, std::size_t row, int column) {
  return impl.result[static_cast<RowIndex>(row)][static_cast<pqxx::row::size_type>(column)];
}

std::string NotNull(const Rows::Impl& impl, std::size_t row, int column) {
  const pqxx::field field = Field(impl, row, column);
  if (field.is_null()) throw UnreadableValue{"column " + std::to_string(column) + " is NULL"};
  return field.c_str();
}

}  // namespace

std::size_t Rows::size() const { return static_cast<std::size_t>(impl_->result.size()); }
std::int64_t Rows::affected() const {
  return static_cast<std::int64_t>(impl_->result.affected_rows());
}
bool Rows::IsNull(std::size_t row, int column) const {
  return Field(*impl_, row, column).is_null();
}
std::string Rows::Text(std::size_t row, int column) const {
  const pqxx::field field = Field(*impl_, row, column);
  return field.is_null() ? std::string() : std::string(field.c_str(), field.size());
}
std::int64_t Rows::Integer(std::size_t row, int column) const {
  return std::stoll(NotNull(*impl_, row, column));
}
double Rows::Real(std::size_t row, int column) const {
  return std::stod(NotNull(*impl_, row, column));
}
bool Rows::Boolean(std::size_t row, int column) const {
  return NotNull(*impl_, row, column) == "t";
}
absl::Time Rows::Time(std::size_t row, int column) const {
  const std::string text = NotNull(*impl_, row, column);
  absl::Time time;
  std::string error;
  if (!absl::ParseTime("%Y-%m-%d%ET%H:%M:%E*S%Ez", text, &time, &error) &&
      !absl::ParseTime("%Y-%m-%d %H:%M:%E*S%Ez", text, &time, &error)) {
    throw UnreadableValue{"column " + std::to_string(column) + " is no timestamp"};
  }
  return time;
}
std::optional<absl::Time> Rows::OptionalTime(std::size_t row, int column) const {
  if (IsNull(row, column)) return std::nullopt;
  return Time(row, column);
}
std::string Rows::Bytes(std::size_t row, int column) const {
  const std::string text = Text(row, column);
  if (text.size() < 2 || text[0] != '\\' || text[1] != 'x') return text;
  const auto digit = [](char c) {
    return static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
  };
  std::string bytes;
  bytes.reserve((text.size() - 2) / 2);
  for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
    bytes += static_cast<char>((digit(text[i]) << 4U) | digit(text[i + 1]));
  }
  return bytes;
}
std::vector<std::string> Rows::TextArray(std::size_t row, int column) const {
  std::vector<std::string> items;
  if (IsNull(row, column)) return items;
  const std::string text = Text(row, column);
  pqxx::array_parser parser(text.c_str());
  for (auto step = parser.get_next(); step.first != pqxx::array_parser::done;
       step = parser.get_next()) {
    if (step.first == pqxx::array_parser::string_value) items.push_back(step.second);
  }
  return items;
}

}  // namespace salur::postgres
