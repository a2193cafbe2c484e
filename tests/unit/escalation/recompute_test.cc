#include "services/escalation/engine/recompute.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "services/escalation/calendar_watch.h"
#include "services/escalation/storage/in_memory_clock_store.h"
#include "services/escalation/storage/in_memory_holiday_store.h"
#include "services/escalation/upkeep.h"
#include "tests/support/fake_clock.h"
#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {
namespace {

class RecomputeTest : public ::testing::Test {
 protected:
  RecomputeTest() {
    Replace("first", NationalHolidays());
    EXPECT_TRUE(rules_.Refresh().ok());
  }

  void Replace(const std::string& request_id, std::vector<Holiday> holidays) {
    EXPECT_TRUE(holidays_.Replace({request_id, std::move(holidays), false, clock_.Now()}).ok());
  }

  static std::vector<Holiday> WithATenthOfAugust() {
    std::vector<Holiday> holidays = NationalHolidays();
    holidays.push_back({absl::CivilDay(2026, 8, 10), HolidayKind::kJointLeave, "Baru", "", ""});
    return holidays;
  }

  void Deliver(int number) {
    TicketBuilder builder{Local("2026-08-03 10:00")};
    builder.ticket().ticket_id += std::to_string(number);
    builder.Assigned(Local("2026-08-03 10:01"), "31.71.01.1001");
    EXPECT_TRUE(store_.Save({Derive(builder.ticket(), *rules_.Get())}).ok());
  }

  testing::FakeClock clock_{Local("2026-08-04 09:00")};
  InMemoryClockStore store_;
  InMemoryHolidayStore holidays_;
  RulesCache rules_{holidays_};
};

TEST_F(RecomputeTest, NewHolidaysReachOpenTicketsInBatches) {
  for (int number = 0; number < 450; ++number) Deliver(number);
  Recompute recompute(store_, rules_);
  EXPECT_EQ(recompute.RunOnce()->derived, 0);
  Replace("second", WithATenthOfAugust());
  EXPECT_EQ(recompute.RunOnce()->derived, 200);
  EXPECT_EQ(recompute.RunOnce()->derived, 200);
  const auto last = recompute.RunOnce();
  EXPECT_EQ(last->derived, 50);
  EXPECT_EQ(last->nearest_due_time, Local("2026-08-12 00:00"));
  EXPECT_EQ(recompute.RunOnce()->derived, 0);
  EXPECT_EQ(store_.NextWake(clock_.Now(), clock_.Now())->next_due_time, Local("2026-08-12 00:00"));
}

TEST_F(RecomputeTest, AnotherProcessGoesOnWhereOneStopped) {
  for (int number = 0; number < 250; ++number) Deliver(number);
  Replace("second", WithATenthOfAugust());
  EXPECT_EQ(Recompute(store_, rules_).RunOnce()->derived, 200);
  EXPECT_EQ(Recompute(store_, rules_).RunOnce()->derived, 50);
}

TEST_F(RecomputeTest, TheSameListAgainRecomputesNothing) {
  Deliver(1);
  Replace("second", NationalHolidays());
  EXPECT_EQ(Recompute(store_, rules_).RunOnce()->derived, 0);
}

TEST(CalendarWatch, WarnsNinetyDaysAhead) {
  const Calendar calendar(NationalHolidays());
  EXPECT_TRUE(MissingHolidayYears(calendar, Local("2027-10-02 12:00")).empty());
  EXPECT_EQ(MissingHolidayYears(calendar, Local("2027-10-03 12:00")), std::vector<int>{2028});
  EXPECT_EQ(MissingHolidayYears(calendar, Local("2028-11-01 12:00")),
            (std::vector<int>{2028, 2029}));
  EXPECT_EQ(CalendarNotes(calendar, Local("2027-10-03 12:00")).size(), 1u);
}

TEST_F(RecomputeTest, NoHolidaysAtAllIsSaidInNotesAndMetric) {
  InMemoryHolidayStore nothing;
  RulesCache rules(nothing);
  prometheus::Registry registry;
  EscalationMetrics metrics(registry);
  Upkeep upkeep({store_, rules, metrics, clock_});
  ASSERT_TRUE(upkeep.Measure().ok());
  ASSERT_EQ(upkeep.Notes().size(), 1u);
  EXPECT_NE(upkeep.Notes()[0].find("no holidays are loaded"), std::string::npos);
  EXPECT_EQ(metrics.holiday_years_missing.Value(), 1);
}

TEST_F(RecomputeTest, TheLagIsTheAgeOfTheOldestDueAction) {
  Deliver(1);
  prometheus::Registry registry;
  EscalationMetrics metrics(registry);
  Upkeep upkeep({store_, rules_, metrics, clock_});
  ASSERT_TRUE(upkeep.Measure().ok());
  EXPECT_EQ(metrics.clock_lag_seconds.Value(), 0);
  EXPECT_EQ(metrics.open_clocks.Value(), 2);
  clock_.Set(Local("2026-08-11 00:10"));
  ASSERT_TRUE(upkeep.Measure().ok());
  EXPECT_EQ(metrics.clock_lag_seconds.Value(), 600);
}

}  // namespace
}  // namespace salur::escalation
