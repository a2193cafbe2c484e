// ClockStore on PostgreSQL, schema escalation.
#pragma once

#include "common/postgres/postgres.h"
#include "services/escalation/storage/clock_store.h"

namespace salur::escalation {

class PostgresClockStore final : public ClockStore {
 public:
  // `pool` outlives the store.
  explicit PostgresClockStore(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<SaveResult> Save(const std::vector<DerivedTicket>& tickets) override;
  absl::StatusOr<SaveResult> SaveAnswers(const std::vector<DerivedTicket>& tickets) override;
  absl::StatusOr<std::vector<LeasedAction>> LeaseDue(const LeaseRequest& request) override;
  absl::Status Release(absl::Time lease_until, const std::vector<LeaseRelease>& releases) override;
  absl::StatusOr<WakeTimes> NextWake(absl::Time now, absl::Time real_now) override;
  absl::StatusOr<TicketFacts> GetTicket(const std::string& ticket_id) override;
  absl::StatusOr<std::vector<OverdueTicket>> ListOverdue(const OverdueQuery& query) override;
  absl::StatusOr<std::vector<TicketFacts>> ListOutdated(std::int64_t rules_version,
                                                        int count) override;
  absl::StatusOr<ClockUsage> Usage(absl::Time now) override;

 private:
  absl::StatusOr<SaveResult> Store(const std::vector<DerivedTicket>& tickets, bool replace_same);

  postgres::Pool& pool_;
};

}  // namespace salur::escalation
