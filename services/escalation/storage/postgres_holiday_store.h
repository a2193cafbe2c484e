// HolidayStore on PostgreSQL, schema escalation.
#pragma once

#include "common/postgres/postgres.h"
#include "services/escalation/storage/holiday_store.h"

namespace salur::escalation {

class PostgresHolidayStore final : public HolidayStore {
 public:
  // `pool` outlives the store.
  explicit PostgresHolidayStore(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::int64_t> Version() override;
  absl::StatusOr<HolidayList> Current() override;
  absl::StatusOr<HolidayChange> Replace(const HolidayReplacement& replacement) override;

 private:
  postgres::Pool& pool_;
};

}  // namespace salur::escalation
