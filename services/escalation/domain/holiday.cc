#include "services/escalation/domain/holiday.h"

#include <charconv>
#include <cstdint>
#include <set>
#include <tuple>

#include "services/escalation/domain/place.h"

namespace salur::escalation {
namespace {

bool ParseNumber(std::string_view text, int* number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), *number);
  return error == std::errc() && end == text.data() + text.size();
}

void Check(const Holiday& holiday, const std::string& prefix,
           std::vector<FieldViolation>* violations) {
  if (holiday.date.year() < kHolidayYearMin || holiday.date.year() > kHolidayYearMax) {
    violations->push_back({prefix + "date", "must be a date of the years 2000 to 2100"});
  }
  if (holiday.name.empty() || holiday.name.size() > kHolidayTextBytesMax) {
    violations->push_back({prefix + "name", "must have 1 to 500 bytes"});
  }
  if (holiday.decree.size() > kHolidayTextBytesMax) {
    violations->push_back({prefix + "decree", "must have at most 500 bytes"});
  }
  if (holiday.kind == HolidayKind::kLocal && !IsRegionCode(holiday.region)) {
    violations->push_back({prefix + "region", "a local holiday needs a region code as in 51.03"});
  }
  if (holiday.kind != HolidayKind::kLocal && !holiday.region.empty()) {
    violations->push_back({prefix + "region", "only a local holiday has a region"});
  }
}

}  // namespace

bool ParseDate(std::string_view text, absl::CivilDay* day) {
  int year = 0;
  int month = 0;
  int day_of_month = 0;
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  if (!ParseNumber(text.substr(0, 4), &year) || !ParseNumber(text.substr(5, 2), &month) ||
      !ParseNumber(text.substr(8, 2), &day_of_month)) {
    return false;
  }
  *day = absl::CivilDay(year, month, day_of_month);
  // Civil time carries 30 February over into March; such a date is refused, not corrected.
  return day->year() == year && day->month() == month && day->day() == day_of_month;
}

std::string FormatDate(absl::CivilDay day) {
  const auto number = [](int64_t value, std::size_t digits) {
    const std::string text = std::to_string(value);
    return text.size() >= digits ? text : std::string(digits - text.size(), '0') + text;
  };
  return number(day.year(), 4) + "-" + number(day.month(), 2) + "-" + number(day.day(), 2);
}

std::string_view HolidayKindName(HolidayKind kind) {
  switch (kind) {
    case HolidayKind::kNational:
      return "national_holiday";
    case HolidayKind::kJointLeave:
      return "joint_leave";
    case HolidayKind::kLocal:
      return "local_holiday";
  }
  return "";
}

absl::StatusOr<Holiday> ParseHoliday(const HolidayRow& row) {
  std::vector<FieldViolation> violations;
  Holiday holiday;
  holiday.date = absl::CivilDay(kHolidayYearMin, 1, 1);
  if (!ParseDate(row.date, &holiday.date)) {
    violations.push_back({"date", "must be a date as in 2026-03-20"});
    holiday.date = absl::CivilDay(kHolidayYearMin, 1, 1);
  }
  bool kind_known = false;
  for (HolidayKind kind : {HolidayKind::kNational, HolidayKind::kJointLeave, HolidayKind::kLocal}) {
    if (row.kind != HolidayKindName(kind)) continue;
    holiday.kind = kind;
    kind_known = true;
  }
  holiday.name = row.name;
  holiday.decree = row.decree;
  holiday.region = row.region;
  if (!kind_known) {
    violations.push_back({"kind", "must be national_holiday, joint_leave or local_holiday"});
    // The region cannot be judged without the kind; say only what is certain.
    holiday.region.clear();
  }
  Check(holiday, "", &violations);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  return holiday;
}

std::vector<FieldViolation> CheckHolidays(const std::vector<Holiday>& holidays) {
  std::vector<FieldViolation> violations;
  if (holidays.size() > kHolidaysMax) {
    violations.push_back({"holidays", "at most 20,000 rows"});
    return violations;
  }
  std::set<std::tuple<absl::CivilDay, HolidayKind, std::string, std::string>> seen;
  for (std::size_t i = 0; i < holidays.size(); ++i) {
    const Holiday& holiday = holidays[i];
    const std::string prefix = "holidays[" + std::to_string(i) + "].";
    Check(holiday, prefix, &violations);
    if (!seen.insert({holiday.date, holiday.kind, holiday.name, holiday.region}).second) {
      violations.push_back({prefix + "date", "the same holiday stands in the list twice"});
    }
  }
  return violations;
}

}  // namespace salur::escalation
