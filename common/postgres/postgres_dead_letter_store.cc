#include "common/postgres/postgres_dead_letter_store.h"

#include <limits>

#include "common/base/errors.h"

namespace salur::postgres {

// All by primary key or the unique (stream, stream_id); the table is short.
PostgresDeadLetterStore::PostgresDeadLetterStore(Pool& pool, const std::string& schema)
    : pool_(pool),
      add_{"dead_letter_add", "INSERT INTO " + schema +
                                  ".dead_letter (stream, stream_id, key, payload, error, attempts) "
                                  "VALUES ($1, $2, $3, $4, $5, $6) "
                                  "ON CONFLICT (stream, stream_id) DO NOTHING"},
      list_{"dead_letter_list",
            "SELECT id, stream, stream_id, key, error, attempts, create_time FROM " + schema +
                ".dead_letter WHERE id < $1 ORDER BY id DESC LIMIT $2"},
      get_{"dead_letter_get",
           "SELECT id, stream, stream_id, key, error, attempts, create_time, payload FROM " +
               schema + ".dead_letter WHERE id = $1"},
      record_failure_{"dead_letter_record_failure",
                      "UPDATE " + schema +
                          ".dead_letter SET error = $2, attempts = attempts + 1 WHERE id = $1"},
      remove_{"dead_letter_remove", "DELETE FROM " + schema + ".dead_letter WHERE id = $1"},
      count_{"dead_letter_count", "SELECT count(*) FROM " + schema + ".dead_letter"} {}

namespace {

DeadLetter ReadLetter(const Rows& rows, std::size_t row) {
  DeadLetter letter;
  letter.id = rows.Integer(row, 0);
  letter.stream = rows.Text(row, 1);
  letter.stream_id = rows.Text(row, 2);
  letter.key = rows.Text(row, 3);
  letter.error = rows.Text(row, 4);
  letter.attempts = static_cast<int>(rows.Integer(row, 5));
  letter.create_time = rows.Time(row, 6);
  return letter;
}

}  // namespace

absl::Status PostgresDeadLetterStore::Add(const DeadLetter& letter) {
  return pool_.Run([&](Transaction& transaction) {
    transaction.Exec(add_, Params()
                               .Text(letter.stream)
                               .Text(letter.stream_id)
                               .Text(letter.key)
                               .Bytes(letter.payload)
                               .Text(letter.error)
                               .Integer(letter.attempts));
    return absl::OkStatus();
  });
}

absl::StatusOr<std::vector<DeadLetter>> PostgresDeadLetterStore::List(std::int64_t before,
                                                                      int count) {
  std::vector<DeadLetter> letters;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    letters.clear();
    const std::int64_t below = before > 0 ? before : std::numeric_limits<std::int64_t>::max();
    const Rows rows = transaction.Exec(list_, Params().Integer(below).Integer(count));
    for (std::size_t i = 0; i < rows.size(); ++i) letters.push_back(ReadLetter(rows, i));
    return absl::OkStatus();
  }));
  return letters;
}

absl::StatusOr<DeadLetter> PostgresDeadLetterStore::Get(std::int64_t id) {
  DeadLetter letter;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) -> absl::Status {
    const Rows rows = transaction.Exec(get_, Params().Integer(id));
    if (rows.empty()) {
      return MakeError(absl::StatusCode::kNotFound, "DEAD_LETTER_NOT_FOUND",
                       "there is no dead letter with this id");
    }
    letter = ReadLetter(rows, 0);
    letter.payload = rows.Bytes(0, 7);
    return absl::OkStatus();
  }));
  return letter;
}

absl::Status PostgresDeadLetterStore::RecordFailure(std::int64_t id, const std::string& error) {
  return pool_.Run([&](Transaction& transaction) {
    transaction.Exec(record_failure_, Params().Integer(id).Text(error));
    return absl::OkStatus();
  });
}

absl::Status PostgresDeadLetterStore::Remove(std::int64_t id) {
  return pool_.Run([&](Transaction& transaction) {
    transaction.Exec(remove_, Params().Integer(id));
    return absl::OkStatus();
  });
}

absl::StatusOr<std::int64_t> PostgresDeadLetterStore::Count() {
  std::int64_t count = 0;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    count = transaction.Exec(count_).Integer(0, 0);
    return absl::OkStatus();
  }));
  return count;
}

}  // namespace salur::postgres
