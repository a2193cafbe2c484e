// HolidayStore in memory, for tests: passes the same contract suite as PostgreSQL.
#pragma once

#include <map>
#include <mutex>

#include "services/escalation/storage/holiday_store.h"

namespace salur::escalation {

class InMemoryHolidayStore final : public HolidayStore {
 public:
  absl::StatusOr<std::int64_t> Version() override;
  absl::StatusOr<HolidayList> Current() override;
  absl::StatusOr<HolidayChange> Replace(const HolidayReplacement& replacement) override;

 private:
  std::mutex mutex_;
  std::map<std::int64_t, std::vector<Holiday>> lists_;
  std::map<std::string, HolidayChange> answers_;  // by request_id
};

}  // namespace salur::escalation
