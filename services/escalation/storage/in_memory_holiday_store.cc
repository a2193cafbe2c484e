#include "services/escalation/storage/in_memory_holiday_store.h"

namespace salur::escalation {

absl::StatusOr<std::int64_t> InMemoryHolidayStore::Version() {
  const std::lock_guard lock(mutex_);
  return lists_.empty() ? 0 : lists_.rbegin()->first;
}

absl::StatusOr<HolidayList> InMemoryHolidayStore::Current() {
  const std::lock_guard lock(mutex_);
  if (lists_.empty()) return HolidayList{};
  return HolidayList{lists_.rbegin()->first, lists_.rbegin()->second};
}

absl::StatusOr<HolidayChange> InMemoryHolidayStore::Replace(const HolidayReplacement& replacement) {
  const std::lock_guard lock(mutex_);
  std::vector<Holiday> wanted = replacement.holidays;
  SortHolidays(wanted);
  if (!replacement.validate_only) {
    const auto answered = answers_.find(replacement.request_id);
    if (answered != answers_.end()) {
      if (lists_[answered->second.version] != wanted) return RequestIdReused();
      return answered->second;
    }
  }
  const std::int64_t version = lists_.empty() ? 0 : lists_.rbegin()->first;
  HolidayChange change =
      CompareHolidays(lists_.empty() ? std::vector<Holiday>() : lists_.rbegin()->second, wanted);
  change.version = version;
  if (replacement.validate_only) return change;
  // The first list is stored even when it is empty: then that is what somebody decided.
  change.changed = change.changed || version == 0;
  if (change.changed) {
    change.version = version + 1;
    lists_[change.version] = std::move(wanted);
  }
  answers_[replacement.request_id] = change;
  return change;
}

}  // namespace salur::escalation
