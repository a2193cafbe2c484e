// DeadLetterStore on the table <schema>.dead_letter.
#pragma once

#include <string>

#include "common/events/dead_letter_store.h"
#include "common/postgres/postgres.h"

namespace salur::postgres {

// Thread-safe. `schema` is a constant of the service.
class PostgresDeadLetterStore final : public DeadLetterStore {
 public:
  PostgresDeadLetterStore(Pool& pool, const std::string& schema);

  absl::Status Add(const DeadLetter& letter) override;
  absl::StatusOr<std::vector<DeadLetter>> List(std::int64_t before, int count) override;
  absl::StatusOr<DeadLetter> Get(std::int64_t id) override;
  absl::Status RecordFailure(std::int64_t id, const std::string& error) override;
  absl::Status Remove(std::int64_t id) override;
  absl::StatusOr<std::int64_t> Count() override;

 private:
  Pool& pool_;
  const Statement add_;
  const Statement list_;
  const Statement get_;
  const Statement record_failure_;
  const Statement remove_;
  const Statement count_;
};

}  // namespace salur::postgres
