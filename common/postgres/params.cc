#include "common/postgres/params.h"

#include <cstdio>

namespace salur::postgres {
namespace {

std::string FormatTimestamp(absl::Time value) {
  return absl::FormatTime("%Y-%m-%d %H:%M:%E6S+00", value, absl::UTCTimeZone());
}

std::string FormatReal(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.17g", value);
  return text;
}

std::string FormatBytes(std::string_view value) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text = "\\x";
  text.reserve(2 + value.size() * 2);
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    text += kDigits[byte >> 4U];
    text += kDigits[byte & 15U];
  }
  return text;
}

// PostgreSQL's array literal: elements in quotes with backslash escapes, NULL bare.
class ArrayLiteral {
 public:
  void AddNull() { Separate() += "NULL"; }
  void AddBare(std::string_view element) { Separate() += element; }
  void AddQuoted(std::string_view element) {
    Separate() += '"';
    for (const char c : element) {
      if (c == '"' || c == '\\') text_ += '\\';
      text_ += c;
    }
    text_ += '"';
  }
  std::string Finish() && { return std::move(text_) + "}"; }

 private:
  std::string& Separate() {
    if (text_.size() > 1) text_ += ',';
    return text_;
  }
  std::string text_ = "{";
};

}  // namespace

Params& Params::Text(std::string_view value) {
  values_.emplace_back(std::string(value));
  return *this;
}
Params& Params::OptionalText(const std::optional<std::string>& value) {
  values_.push_back(value);
  return *this;
}
Params& Params::TextOrNull(std::string_view value) { return value.empty() ? Null() : Text(value); }
Params& Params::Integer(std::int64_t value) { return Text(std::to_string(value)); }
Params& Params::Real(double value) { return Text(FormatReal(value)); }
Params& Params::Boolean(bool value) { return Text(value ? "t" : "f"); }
Params& Params::Time(absl::Time value) { return Text(FormatTimestamp(value)); }
Params& Params::OptionalTime(std::optional<absl::Time> value) {
  return value.has_value() ? Time(*value) : Null();
}
Params& Params::Bytes(std::string_view value) { return Text(FormatBytes(value)); }
Params& Params::Null() {
  values_.emplace_back(std::nullopt);
  return *this;
}

Params& Params::TextArray(const std::vector<std::string>& values) {
  ArrayLiteral array;
  for (const auto& value : values) array.AddQuoted(value);
  return Text(std::move(array).Finish());
}
Params& Params::OptionalTextArray(const std::vector<std::optional<std::string>>& values) {
  ArrayLiteral array;
  for (const auto& value : values) value.has_value() ? array.AddQuoted(*value) : array.AddNull();
  return Text(std::move(array).Finish());
}
Params& Params::IntegerArray(const std::vector<std::int64_t>& values) {
  ArrayLiteral array;
  for (const auto value : values) array.AddBare(std::to_string(value));
  return Text(std::move(array).Finish());
}
Params& Params::BooleanArray(const std::vector<bool>& values) {
  ArrayLiteral array;
  for (const bool value : values) array.AddBare(value ? "t" : "f");
  return Text(std::move(array).Finish());
}
Params& Params::TimeArray(const std::vector<absl::Time>& values) {
  ArrayLiteral array;
  for (const auto value : values) array.AddQuoted(FormatTimestamp(value));
  return Text(std::move(array).Finish());
}
Params& Params::OptionalTimeArray(const std::vector<std::optional<absl::Time>>& values) {
  ArrayLiteral array;
  for (const auto& value : values) {
    value.has_value() ? array.AddQuoted(FormatTimestamp(*value)) : array.AddNull();
  }
  return Text(std::move(array).Finish());
}
Params& Params::OptionalRealArray(const std::vector<std::optional<double>>& values) {
  ArrayLiteral array;
  for (const auto& value : values) {
    value.has_value() ? array.AddBare(FormatReal(*value)) : array.AddNull();
  }
  return Text(std::move(array).Finish());
}
Params& Params::BytesArray(const std::vector<std::string>& values) {
  ArrayLiteral array;
  for (const auto& value : values) array.AddQuoted(FormatBytes(value));
  return Text(std::move(array).Finish());
}

}  // namespace salur::postgres
