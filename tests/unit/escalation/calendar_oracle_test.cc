// Due times against an oracle that walks hour by hour and shares no code with the calendar: its own
// arithmetic of dates, its own reading of the holiday file, no absl time.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "services/escalation/domain/calendar.h"
#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {
namespace {

using Second = std::int64_t;  // since 1970-01-01 00:00 UTC
constexpr Second kHour = 3600;
constexpr Second kDay = 24 * kHour;
constexpr Second kNever = INT64_MAX;

struct OraclePause {
  Second begin;
  Second end;
};

class Oracle {
 public:
  Oracle() {
    for (const auto& row : HolidayColumns()) {
      int year = 0, month = 0, day = 0;
      std::sscanf(row.at(0).c_str(), "%d-%d-%d", &year, &month, &day);
      off_.insert(DayNumber(year, month, day));
    }
  }

  void AddLocal(const std::string& region, int year, int month, int day) {
    local_.insert({region, DayNumber(year, month, day)});
  }

  // The rule of the design read as a story: at every hour, is it a local midnight, and of what?
  Second Due(Second start, int limit, int offset, const std::string& region,
             const std::vector<OraclePause>& pauses) const {
    const std::int64_t first_day = LocalDay(start, offset);
    int counted = 0;
    Second not_before = 0;  // set when the clock was paused at a due instant
    bool last_day_began = false;
    for (Second now = start - start % kHour; now < start + 4000 * kDay; now += kHour) {
      if ((now + offset * kHour) % kDay != 0) continue;  // only midnights matter
      if (last_day_began) {
        const OraclePause* pause = Holding(pauses, now);
        if (pause == nullptr) return now;
        if (pause->end == kNever) return kNever;
        not_before = pause->end;
        last_day_began = false;
      }
      const std::int64_t day = LocalDay(now, offset);
      if (day <= first_day || !IsWorking(day, region)) continue;
      if (counted == limit) {
        last_day_began = now >= not_before;
        continue;
      }
      if (Holding(pauses, now) != nullptr) continue;
      if (++counted == limit) last_day_began = true;
    }
    return kNever;
  }

  static Second DueRunning(Second start, Second limit, const std::vector<OraclePause>& pauses) {
    Second run = 0;
    for (Second now = start; now < start + 1000 * kHour; now += 60) {
      if (run == limit) return now;
      if (Holding(pauses, now) == nullptr) run += 60;
    }
    return kNever;
  }

 private:
  // Days since 1970-01-01, by counting months and leap years.
  static std::int64_t DayNumber(int year, int month, int day) {
    static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    std::int64_t number = day - 1;
    for (int y = 1970; y < year; ++y) number += IsLeap(y) ? 366 : 365;
    for (int m = 1; m < month; ++m) number += kDays[m - 1] + (m == 2 && IsLeap(year) ? 1 : 0);
    return number;
  }
  static bool IsLeap(int year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }
  static std::int64_t LocalDay(Second time, int offset) { return (time + offset * kHour) / kDay; }

  bool IsWorking(std::int64_t day, const std::string& region) const {
    const std::int64_t weekday = (day + 3) % 7;  // 1970-01-01 was a Thursday; 0 is Monday
    if (weekday >= 5 || off_.count(day) > 0) return false;
    for (const auto& [holiday_region, holiday] : local_) {
      if (holiday == day && (region + ".").rfind(holiday_region + ".", 0) == 0) return false;
    }
    return true;
  }

  static const OraclePause* Holding(const std::vector<OraclePause>& pauses, Second time) {
    for (const OraclePause& pause : pauses) {
      if (pause.begin <= time && time < pause.end) return &pause;
    }
    return nullptr;
  }

  std::set<std::int64_t> off_;
  std::set<std::pair<std::string, std::int64_t>> local_;
};

struct Case {
  Second start;
  int offset;
  std::string region;
  std::vector<OraclePause> pauses;
};

class Cases {
 public:
  explicit Cases(std::uint64_t seed) : random_(seed) {}

  std::int64_t Between(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }

  Case Next(Second unit, Second pause_max) {
    static const std::pair<int, const char*> kPlaces[] = {
        {7, "31.71.01.1001"}, {7, ""}, {8, "51.03.05"}, {8, "73.71"}, {9, "91.71.01.1001"}};
    const auto& [offset, region] = kPlaces[Between(0, 4)];
    Case made{RoundTo(Between(1704067200, 1830297599), unit), offset, region, {}};
    Second time = made.start - Between(0, kDay);
    const std::int64_t count = Between(0, 4);
    for (std::int64_t i = 0; i < count; ++i) {
      OraclePause pause{RoundTo(time + Between(1, pause_max), unit), 0};
      // Half of them begin or end exactly at a local midnight, where the rule has its edges.
      if (Between(0, 1) == 0) pause.begin = Midnight(pause.begin, made.offset);
      pause.end = RoundTo(pause.begin + Between(unit, pause_max), unit);
      if (Between(0, 1) == 0) pause.end = Midnight(pause.end, made.offset) + kDay;
      if (!made.pauses.empty() && pause.begin <= made.pauses.back().end) continue;
      if (i == 3 && Between(0, 9) == 0) pause.end = kNever;
      made.pauses.push_back(pause);
      if (pause.end == kNever) break;
      time = pause.end;
    }
    return made;
  }

 private:
  static Second RoundTo(Second time, Second unit) { return time - time % unit; }
  static Second Midnight(Second time, int offset) { return time - (time + offset * kHour) % kDay; }

  std::mt19937_64 random_;
};

absl::Time ToTime(Second second) {
  return second == kNever ? absl::InfiniteFuture() : absl::FromUnixSeconds(second);
}

Pauses ToPauses(const std::vector<OraclePause>& pauses) {
  std::vector<Pause> converted;
  for (const OraclePause& pause : pauses) {
    converted.push_back({ToTime(pause.begin), ToTime(pause.end)});
  }
  return Pauses(converted);
}

std::string Describe(const Case& made) {
  std::string text = "start " + std::to_string(made.start) + " offset " +
                     std::to_string(made.offset) + " region '" + made.region + "'";
  for (const OraclePause& pause : made.pauses) {
    text += " paused " + std::to_string(pause.begin) + " to " + std::to_string(pause.end);
  }
  return text;
}

TEST(CalendarOracle, WorkingDaysAgreeWithTheWalkByTheHour) {
  Oracle oracle;
  std::vector<Holiday> holidays = NationalHolidays();
  for (int month = 1; month <= 12; ++month) {
    oracle.AddLocal("51", 2025, month, 14);
    oracle.AddLocal("91.71", 2026, month, 5);
    holidays.push_back({absl::CivilDay(2025, month, 14), HolidayKind::kLocal, "Hari", "", "51"});
    holidays.push_back({absl::CivilDay(2026, month, 5), HolidayKind::kLocal, "Hari", "", "91.71"});
  }
  const Calendar calendar(holidays);
  Cases cases(20260313);
  int never = 0;
  for (int i = 0; i < 100'000; ++i) {
    const Case made = cases.Next(1, 12 * kDay);
    const int limits[] = {1, 2, 3, 5, 10, 14, 60};
    const int limit = limits[cases.Between(0, 6)];
    const Second expected = oracle.Due(made.start, limit, made.offset, made.region, made.pauses);
    const absl::Time due = DueTime(
        calendar, {ToTime(made.start), Limit::WorkingDays(limit), {made.offset, made.region}},
        ToPauses(made.pauses));
    ASSERT_EQ(due, ToTime(expected)) << Describe(made) << " limit " << limit;
    never += expected == kNever ? 1 : 0;
  }
  EXPECT_GT(never, 100) << "pauses without an end were not tried";
}

TEST(CalendarOracle, RunningTimeAgreesWithTheWalkByTheMinute) {
  Cases cases(72);
  for (int i = 0; i < 5'000; ++i) {
    const Case made = cases.Next(60, kDay);
    const Second hours = cases.Between(0, 1) == 0 ? 24 : 72;
    const Second expected = Oracle::DueRunning(made.start, hours * kHour, made.pauses);
    const absl::Time due = DueTime(
        Calendar(), {ToTime(made.start), Limit::RunningTime(absl::Hours(hours)), {made.offset, ""}},
        ToPauses(made.pauses));
    ASSERT_EQ(due, ToTime(expected)) << Describe(made);
  }
}

}  // namespace
}  // namespace salur::escalation
