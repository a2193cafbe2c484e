#include "services/escalation/domain/calendar.h"

#include <gtest/gtest.h>

#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {
namespace {

const Calendar& National() {
  static const Calendar calendar(NationalHolidays());
  return calendar;
}

absl::Time Due(absl::Time start, int working_days, const Pauses& pauses = {},
               const Place& place = Jakarta(), const Calendar& calendar = National()) {
  return DueTime(calendar, {start, Limit::WorkingDays(working_days), place}, pauses);
}

Pauses PausedFrom(std::string_view begin, std::string_view end) {
  return Pauses({{Local(begin), Local(end)}});
}

TEST(WorkingDays, PublishedCases) {
  const struct {
    const char* start;
    int working_days;
    const char* last_day;
  } cases[] = {
      {"2026-03-13 10:00", 3, "2026-03-25"},
      {"2026-03-13 10:00", 14, "2026-04-10"},
      {"2026-03-13 10:00", 60, "2026-06-24"},
      {"2025-03-27 10:00", 3, "2025-04-10"},
  };
  for (const auto& row : cases) {
    const absl::Time end = Local(std::string(row.last_day) + " 00:00") + absl::Hours(24);
    EXPECT_EQ(Show(Due(Local(row.start), row.working_days)), Show(end))
        << row.start << " + " << row.working_days;
  }
}

TEST(WorkingDays, EveryMinuteOfTheFirstDayGivesTheSame) {
  EXPECT_EQ(Due(Local("2026-03-13 00:00"), 3), Local("2026-03-26 00:00"));
  EXPECT_EQ(Due(Local("2026-03-13 23:59"), 3), Local("2026-03-26 00:00"));
  EXPECT_EQ(Due(Local("2026-03-14 00:00"), 3), Local("2026-03-26 00:00"));  // Saturday
}

TEST(WorkingDays, HalfPastMidnightMondayInJayapuraIsSundayInJakarta) {
  const absl::Time start = Local("2026-08-03 00:30", 9);
  EXPECT_EQ(start, Local("2026-08-02 22:30", 7));
  EXPECT_EQ(Due(start, 1, {}, Place{9, "91.71"}), Local("2026-08-05 00:00", 9));
  EXPECT_EQ(Due(start, 1, {}, Place{7, "31.71"}), Local("2026-08-04 00:00", 7));
}

TEST(WorkingDays, SkipCutiBersama) {
  // 18 August 2025 was declared a day off eleven days ahead.
  EXPECT_EQ(Due(Local("2025-08-15 09:00"), 1), Local("2025-08-20 00:00"));
}

TEST(WorkingDays, CutiBersamaCanBeSwitchedOff) {
  const Calendar calendar(NationalHolidays(), {.joint_leave_is_off = false});
  EXPECT_EQ(Due(Local("2025-08-15 09:00"), 1, {}, Jakarta(), calendar), Local("2025-08-19 00:00"));
}

TEST(WorkingDays, LocalHolidayHoldsForItsRegionAndEverythingBelow) {
  const Calendar calendar({{absl::CivilDay(2026, 8, 4), HolidayKind::kLocal, "Hari", "", "51.03"}});
  const absl::CivilDay day(2026, 8, 4);
  for (const char* off : {"51.03", "51.03.05", "51.03.05.2001"}) {
    EXPECT_FALSE(calendar.IsWorkingDay(day, off)) << off;
  }
  for (const char* on : {"51", "51.04", "51.04.03.2001", "35.78", ""}) {
    EXPECT_TRUE(calendar.IsWorkingDay(day, on)) << on;
  }
}

TEST(WorkingDays, ALocalHolidayDoesNotMakeAYearKnown) {
  const Calendar calendar({{absl::CivilDay(2030, 8, 5), HolidayKind::kLocal, "Hari", "", "51"}});
  EXPECT_FALSE(calendar.HasYear(2030));
  EXPECT_TRUE(calendar.empty());
}

TEST(WorkingDays, YearsWithoutHolidaysAreKnown) {
  for (int year = 2024; year <= 2027; ++year) EXPECT_TRUE(National().HasYear(year)) << year;
  EXPECT_FALSE(National().HasYear(2023));
  EXPECT_FALSE(National().HasYear(2028));
  EXPECT_EQ(National().KnownUntil(absl::CivilDay(2026, 3, 1)), absl::CivilDay(2027, 12, 31));
  EXPECT_EQ(National().KnownUntil(absl::CivilDay(2028, 3, 1)), std::nullopt);
}

TEST(WorkingDays, ANewYearWithoutAListCountsMondayToFriday) {
  EXPECT_EQ(Due(Local("2028-08-16 09:00"), 2), Local("2028-08-19 00:00"));
}

TEST(Pauses, OneOverAWeekendCostsNothing) {
  // Saturday and Sunday would not have counted; at Monday 00:00 the clock runs again.
  EXPECT_EQ(Due(Local("2026-08-06 09:00"), 3, PausedFrom("2026-08-08 10:00", "2026-08-09 18:00")),
            Due(Local("2026-08-06 09:00"), 3));
}

TEST(Pauses, AWorkingDayCountsWhenTheClockRunsAtItsMidnight) {
  const absl::Time monday = Local("2026-08-03 09:00");
  // Paused at the 00:00 of Tuesday only.
  EXPECT_EQ(Due(monday, 2, PausedFrom("2026-08-03 12:00", "2026-08-04 00:01")),
            Local("2026-08-07 00:00"));
  // The same pause, ended at the 00:00 itself: Tuesday counts.
  EXPECT_EQ(Due(monday, 2, PausedFrom("2026-08-03 12:00", "2026-08-04 00:00")),
            Local("2026-08-06 00:00"));
  // Begun at that 00:00: Tuesday does not count.
  EXPECT_EQ(Due(monday, 2, PausedFrom("2026-08-04 00:00", "2026-08-04 00:01")),
            Local("2026-08-07 00:00"));
  // Within one day: costs nothing.
  EXPECT_EQ(Due(monday, 2, PausedFrom("2026-08-04 00:01", "2026-08-04 23:59")),
            Local("2026-08-06 00:00"));
}

TEST(Pauses, PausedAtTheDueInstantIsDueAfterAWholeWorkingDay) {
  const absl::Time monday = Local("2026-08-03 09:00");
  ASSERT_EQ(Due(monday, 2), Local("2026-08-06 00:00"));
  // Resumed on Friday afternoon: the first working day whose 00:00 comes after is Monday.
  EXPECT_EQ(Due(monday, 2, PausedFrom("2026-08-05 12:00", "2026-08-07 15:00")),
            Local("2026-08-11 00:00"));
  // Resumed at a working day's 00:00: that day.
  EXPECT_EQ(Due(monday, 2, PausedFrom("2026-08-05 12:00", "2026-08-07 00:00")),
            Local("2026-08-08 00:00"));
  // The pause ends at the due instant itself: not paused then.
  EXPECT_EQ(Due(monday, 2, PausedFrom("2026-08-05 12:00", "2026-08-06 00:00")),
            Local("2026-08-06 00:00"));
}

TEST(Pauses, WithoutAnEndNothingIsDue) {
  const Pauses open({{Local("2026-08-04 12:00"), absl::InfiniteFuture()}});
  EXPECT_EQ(Due(Local("2026-08-03 09:00"), 1, open), absl::InfiniteFuture());
  EXPECT_EQ(Due(Local("2026-08-03 09:00"), 5, open), absl::InfiniteFuture());
  // It was due before it was paused.
  EXPECT_EQ(Due(Local("2026-07-30 09:00"), 1, open), Local("2026-08-01 00:00"));
}

TEST(Pauses, AreSortedAndUnited) {
  const Pauses pauses({{Local("2026-08-05 00:00"), Local("2026-08-06 00:00")},
                       {Local("2026-08-03 00:00"), Local("2026-08-04 00:00")},
                       {Local("2026-08-03 12:00"), Local("2026-08-05 00:00")},
                       {Local("2026-08-09 00:00"), Local("2026-08-09 00:00")},
                       {Local("2026-08-08 00:00"), Local("2026-08-07 00:00")}});
  ASSERT_EQ(pauses.intervals().size(), 1u);
  EXPECT_EQ(pauses.intervals()[0].begin, Local("2026-08-03 00:00"));
  EXPECT_EQ(pauses.intervals()[0].end, Local("2026-08-06 00:00"));
}

TEST(RunningTime, CountsAroundTheClockOutsideOfPauses) {
  const absl::Time start = Local("2026-03-20 22:15");  // a holiday, at night
  const auto due = [&](const Pauses& pauses) {
    return DueTime(National(), {start, Limit::RunningTime(absl::Hours(24)), Jakarta()}, pauses);
  };
  EXPECT_EQ(due({}), start + absl::Hours(24));
  EXPECT_EQ(due(Pauses({{start + absl::Hours(1), start + absl::Hours(3)},
                        {start + absl::Hours(20), start + absl::Hours(27)}})),
            start + absl::Hours(33));
  // Paused from the start on, and again after it was due.
  EXPECT_EQ(due(Pauses({{start - absl::Hours(1), start + absl::Hours(2)},
                        {start + absl::Hours(26), start + absl::Hours(90)}})),
            start + absl::Hours(26));
  EXPECT_EQ(due(Pauses({{start + absl::Hours(23), absl::InfiniteFuture()}})),
            absl::InfiniteFuture());
}

TEST(WorkingDays, ACalendarWithoutWorkingDaysEnds) {
  std::vector<Holiday> holidays;
  for (absl::CivilDay day(2026, 1, 1); day < absl::CivilDay(2090, 1, 1); ++day) {
    holidays.push_back({day, HolidayKind::kNational, "Libur", "", ""});
  }
  EXPECT_EQ(Due(Local("2026-01-05 09:00"), 1, {}, Jakarta(), Calendar(holidays)),
            absl::InfiniteFuture());
}

}  // namespace
}  // namespace salur::escalation
