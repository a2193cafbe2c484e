#include "services/escalation/upkeep.h"

#include <utility>

#include "common/base/errors.h"
#include "common/log/log.h"
#include "services/escalation/calendar_watch.h"

namespace salur::escalation {

absl::Status Upkeep::Measure() {
  const absl::Time now = parts_.clock.Now();
  const auto rules = parts_.rules.Get();
  parts_.metrics.holiday_years_missing.Set(
      static_cast<double>(MissingHolidayYears(rules->calendar, now).size()));
  std::vector<std::string> notes = CalendarNotes(rules->calendar, now);
  if (notes != Notes()) {
    for (const std::string& note : notes) log::Warn("calendar", {{"problem", note}});
    if (notes.empty()) log::Info("the calendar is complete");
    const std::lock_guard lock(mutex_);
    notes_ = std::move(notes);
  }
  SALUR_ASSIGN_OR_RETURN(const ClockUsage usage, parts_.clocks.Usage(now));
  parts_.metrics.open_clocks.Set(static_cast<double>(usage.open_clocks));
  parts_.metrics.clock_lag_seconds.Set(
      usage.oldest_due_time.has_value() ? absl::ToDoubleSeconds(now - *usage.oldest_due_time) : 0);
  return absl::OkStatus();
}

std::vector<std::string> Upkeep::Notes() const {
  const std::lock_guard lock(mutex_);
  return notes_;
}

}  // namespace salur::escalation
