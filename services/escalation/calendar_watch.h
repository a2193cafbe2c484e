// What is wrong with the calendar, for health, metrics and log: never a silent assumption.
#pragma once

#include <string>
#include <vector>

#include <absl/time/time.h>

#include "services/escalation/domain/calendar.h"

namespace salur::escalation {

// How far ahead a holiday list must be loaded.
inline constexpr int kHolidayListDaysAhead = 90;

// Years that run at `now` or begin within ninety days and have no list. Ascending.
std::vector<int> MissingHolidayYears(const Calendar& calendar, absl::Time now);

// One sentence for each problem; empty when all is well.
std::vector<std::string> CalendarNotes(const Calendar& calendar, absl::Time now);

}  // namespace salur::escalation
