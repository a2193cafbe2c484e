// ClockStore in memory, for tests: passes the same contract suite as PostgreSQL.
#pragma once

#include <map>
#include <mutex>

#include "services/escalation/storage/clock_store.h"

namespace salur::escalation {

class InMemoryClockStore final : public ClockStore {
 public:
  // While set, every call is UNAVAILABLE.
  void SetAway(bool away);

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
  struct Row {
    DerivedTicket derived;
    absl::Time lease_until = absl::InfinitePast();
    int attempts = 0;
  };

  absl::Status CheckAway() const;
  absl::StatusOr<SaveResult> Store(const std::vector<DerivedTicket>& tickets, bool replace_same);
  // Rows with a next action, oldest due first.
  std::vector<Row*> ByDueTime();

  mutable std::mutex mutex_;
  bool away_ = false;
  std::map<std::string, Row> rows_;
};

}  // namespace salur::escalation
