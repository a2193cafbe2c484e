#include "services/escalation/calendar_watch.h"

#include "services/escalation/domain/place.h"

namespace salur::escalation {

std::vector<int> MissingHolidayYears(const Calendar& calendar, absl::Time now) {
  const absl::CivilDay today = absl::ToCivilDay(now, ZoneAt(Place{}.utc_offset_hours));
  const absl::CivilDay last = today + kHolidayListDaysAhead;
  std::vector<int> missing;
  for (absl::civil_year_t year = today.year(); year <= last.year(); ++year) {
    if (!calendar.HasYear(static_cast<int>(year))) missing.push_back(static_cast<int>(year));
  }
  return missing;
}

std::vector<std::string> CalendarNotes(const Calendar& calendar, absl::Time now) {
  if (calendar.empty()) {
    return {"no holidays are loaded; every Monday to Friday counts as a working day"};
  }
  std::vector<std::string> notes;
  for (const int year : MissingHolidayYears(calendar, now)) {
    notes.push_back("no holiday list for " + std::to_string(year) +
                    "; its Mondays to Fridays count as working days");
  }
  return notes;
}

}  // namespace salur::escalation
