#include "tests/unit/escalation/engine_under_test.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

namespace salur::escalation {
namespace {

using ::testing::ElementsAre;

TEST_F(EngineTest, ClimbsOnceWhenDueAndNeverBefore) {
  Filed();
  auto engine = MakeEngine();
  clock_.Set(Local(kResponseDue) - absl::Microseconds(1));
  EXPECT_EQ(Run(*engine).proposed, 0);
  clock_.Set(Local(kResponseDue));
  EXPECT_EQ(Run(*engine).applied, 1);
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Run(*engine).proposed, 0);
  EXPECT_EQ(routing_.Climbs(Id(1)), 1);
  EXPECT_EQ(routing_.Get(Id(1)).facts.back().due_time, Local(kResponseDue));
  EXPECT_EQ(Count(Level::kKecamatan, ClimbResult::kApplied), 1);
}

TEST_F(EngineTest, ASilentLadderIsClimbedToTheNationStepByStep) {
  Filed();
  auto engine = MakeEngine();
  std::vector<std::string> climbs;
  for (int hour = 0; hour < 24 * 60; ++hour) {
    clock_.Advance(absl::Hours(1));
    real_clock_.Advance(absl::Hours(1));
    if (Run(*engine).applied == 1) {
      const Fact climb = routing_.Get(Id(1)).facts.back();
      climbs.push_back(Show(climb.time).substr(0, 16) + " " + climb.unit_id);
    }
  }
  EXPECT_THAT(climbs, ElementsAre("2026-08-11 00:00 31.71.01", "2026-08-15 00:00 31.71",
                                  "2026-08-25 00:00 31", "2026-09-09 00:00 ID"));
}

TEST_F(EngineTest, AfterAnOutageOfThreeWeeksEachTicketClimbsOneStepOldestFirst) {
  Filed(3, "2026-08-05 10:00");
  Filed(1, "2026-08-03 10:00");
  Filed(2, "2026-08-04 10:00");
  clock_.Set(Local("2026-09-02 08:00"));
  Engine::Options options;
  options.batch = 1;
  auto engine = MakeEngine(options);
  std::vector<std::string> order;
  for (int i = 0; i < 10; ++i) {
    Run(*engine);
    for (int number = 1; number <= 3; ++number) {
      const bool listed = std::find(order.begin(), order.end(), Id(number)) != order.end();
      if (routing_.Climbs(Id(number)) > 0 && !listed) order.push_back(Id(number));
    }
  }
  EXPECT_THAT(order, ElementsAre(Id(1), Id(2), Id(3)));
  for (int number = 1; number <= 3; ++number) EXPECT_EQ(routing_.Climbs(Id(number)), 1);
}

TEST_F(EngineTest, TheBacklogIsWorkedOffAtABoundedRate) {
  for (int number = 1; number <= 30; ++number) Filed(number);
  clock_.Set(Local(kResponseDue));
  Engine::Options options;
  options.per_second_max = 10;
  auto engine = MakeEngine(options);
  EXPECT_EQ(Run(*engine).applied, 10);
  const Engine::Pass held = Run(*engine);
  EXPECT_EQ(held.proposed, 0);
  EXPECT_GT(held.wait, absl::ZeroDuration());
  EXPECT_LE(held.wait, absl::Milliseconds(100));
  real_clock_.Advance(absl::Milliseconds(500));
  EXPECT_EQ(Run(*engine).applied, 5);
  real_clock_.Advance(-absl::Hours(1));  // the system's clock is set back
  EXPECT_EQ(Run(*engine).applied, 0);
  real_clock_.Advance(absl::Seconds(5));
  EXPECT_EQ(Run(*engine).applied, 10);
}

TEST_F(EngineTest, AHolidayDeclaredInTheLastMomentHoldsBackTheClimb) {
  Filed();
  std::vector<Holiday> holidays = NationalHolidays();
  holidays.push_back({absl::CivilDay(2026, 8, 10), HolidayKind::kJointLeave, "Baru", "", ""});
  ASSERT_TRUE(holidays_.Replace({"declared", holidays, false, clock_.Now()}).ok());
  clock_.Set(Local(kResponseDue));
  auto engine = MakeEngine();
  EXPECT_EQ(Run(*engine).proposed, 0);
  EXPECT_EQ(routing_.calls(), 0);
  clock_.Set(Local("2026-08-12 00:00"));
  EXPECT_EQ(Run(*engine).applied, 1);
}

TEST_F(EngineTest, SleepsUntilTheNextDueTimeInRealTimeAndKnowsWhatIsNearer) {
  Filed();
  Engine::Options options;
  options.sleep_max = absl::Hours(1000);
  auto engine = MakeEngine(options);
  clock_.Set(Local(kResponseDue) - absl::Minutes(90));
  EXPECT_EQ(Run(*engine).wait, absl::Minutes(90));
  EXPECT_TRUE(engine->IsNearer(Local(kResponseDue) - absl::Seconds(1)));
  EXPECT_FALSE(engine->IsNearer(Local(kResponseDue)));
  auto cautious = MakeEngine();
  EXPECT_EQ(Run(*cautious).wait, absl::Seconds(5)) << "another replica may have stored work";
}

}  // namespace
}  // namespace salur::escalation
