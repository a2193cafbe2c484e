// The answer of a statement.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <absl/time/time.h>

namespace salur::postgres {

// The answer of a statement, as text. Columns count from 0. Reading a value of another type than
// the column's, or NULL where the reader is not optional, aborts the transaction with INTERNAL.
class Rows {
 public:
  struct Impl;
  explicit Rows(std::shared_ptr<const Impl> impl);

  std::size_t size() const;
  bool empty() const { return size() == 0; }
  // Rows that an INSERT, UPDATE or DELETE touched.
  std::int64_t affected() const;

  bool IsNull(std::size_t row, int column) const;
  std::string Text(std::size_t row, int column) const;  // NULL reads as ""
  std::int64_t Integer(std::size_t row, int column) const;
  double Real(std::size_t row, int column) const;
  bool Boolean(std::size_t row, int column) const;
  absl::Time Time(std::size_t row, int column) const;
  std::optional<absl::Time> OptionalTime(std::size_t row, int column) const;
  std::string Bytes(std::size_t row, int column) const;
  // A text[] column without NULLs.
  std::vector<std::string> TextArray(std::size_t row, int column) const;

 private:
  std::shared_ptr<const Impl> impl_;
};

// Thrown by readers of Rows inside Pool::Run; ends there as INTERNAL DATABASE_UNREADABLE.
struct UnreadableValue {
  std::string what;
};

}  // namespace salur::postgres
