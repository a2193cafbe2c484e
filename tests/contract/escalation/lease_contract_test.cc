// Leases of due actions, for every ClockStore.
#include "tests/contract/escalation/clock_store_under_test.h"

#include <set>
#include <thread>

namespace salur::escalation {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class LeaseContract : public ClockStoreContract {};

TEST_P(LeaseContract, LeasesWhatIsDueOldestFirstAndNothingElse) {
  Save({Made(Filed(1, "2026-08-05 10:00")), Made(Filed(2, "2026-08-03 10:00")),
        Made(Filed(3, "2026-08-04 10:00")), Made(Filed(4, "2026-09-04 10:00"))});
  EXPECT_THAT(Lease("2026-08-10 23:59"), IsEmpty());
  EXPECT_THAT(Ids(Lease("2026-08-14 00:00", kReal, 2)), ElementsAre(Id(2), Id(3)));
  EXPECT_THAT(Ids(Lease("2026-08-14 00:00")), ElementsAre(Id(1)));
  EXPECT_THAT(Lease("2026-08-14 00:00"), IsEmpty());
}

TEST_P(LeaseContract, AtTheDueInstantItIsDue) {
  Save({Made(Filed(1))});
  EXPECT_THAT(Lease("2026-08-11 00:00"), SizeIs(1));
}

TEST_P(LeaseContract, ALeasedActionComesWithTheFactsAndItsAttempts) {
  const TicketBuilder builder = Filed(1);
  const DerivedTicket derived = Made(builder, 4);
  Save({derived});
  const auto leased = Lease("2026-08-11 00:00");
  ASSERT_THAT(leased, SizeIs(1));
  EXPECT_EQ(leased[0].ticket, builder.ticket());
  EXPECT_EQ(leased[0].action, *derived.next);
  EXPECT_EQ(leased[0].rules_version, 4);
  EXPECT_EQ(leased[0].attempts, 1);
  EXPECT_EQ(Lease("2026-08-11 00:00", kReal + absl::Minutes(1)).at(0).attempts, 2);
}

TEST_P(LeaseContract, AnExpiredLeaseIsTakenAgain) {
  Save({Made(Filed(1))});
  ASSERT_THAT(Lease("2026-08-11 00:00"), SizeIs(1));
  EXPECT_THAT(Lease("2026-08-11 00:00", kReal + absl::Seconds(29)), IsEmpty());
  EXPECT_THAT(Lease("2026-08-11 00:00", kReal + absl::Seconds(30)), SizeIs(1));
}

TEST_P(LeaseContract, AReleasedLeaseRestsUntilItsTime) {
  Save({Made(Filed(1))});
  ASSERT_THAT(Lease("2026-08-11 00:00"), SizeIs(1));
  const absl::Time rest = kReal + absl::Seconds(5);
  ASSERT_TRUE(store_.Release(kReal + absl::Seconds(30), {{Id(1), rest}}).ok());
  EXPECT_THAT(Lease("2026-08-11 00:00", rest - absl::Microseconds(1)), IsEmpty());
  EXPECT_THAT(Lease("2026-08-11 00:00", rest), SizeIs(1));
}

TEST_P(LeaseContract, ALeaseThatPassedToAnotherEngineCannotBeReleased) {
  Save({Made(Filed(1))});
  ASSERT_THAT(Lease("2026-08-11 00:00"), SizeIs(1));
  const absl::Time later = kReal + absl::Seconds(31);
  ASSERT_THAT(Lease("2026-08-11 00:00", later), SizeIs(1));
  ASSERT_TRUE(store_.Release(kReal + absl::Seconds(30), {{Id(1), later}}).ok());
  EXPECT_THAT(Lease("2026-08-11 00:00", later), IsEmpty());
}

TEST_P(LeaseContract, AnEventThatChangesNothingForTheClocksKeepsTheLease) {
  TicketBuilder builder = Filed(1);
  Save({Made(builder)});
  ASSERT_THAT(Lease("2026-08-11 00:00"), SizeIs(1));
  builder.With(FactKind::kAccepted, Local("2026-08-11 00:00"));
  EXPECT_EQ(Save({Made(builder)}), 1);
  EXPECT_THAT(Lease("2026-08-11 00:00"), IsEmpty());
}

TEST_P(LeaseContract, ANewActionIsFreeOfTheOldLease) {
  TicketBuilder builder = Filed(1);
  Save({Made(builder)});
  ASSERT_THAT(Lease("2026-08-11 00:00"), SizeIs(1));
  builder.Climbed(Local("2026-08-11 00:00"));
  Save({Made(builder)});
  const auto leased = Lease("2026-09-11 00:00");
  ASSERT_THAT(leased, SizeIs(1));
  EXPECT_EQ(leased[0].action.step, 2);
  EXPECT_EQ(leased[0].attempts, 1);
}

TEST_P(LeaseContract, AnAnsweredTicketWaitsForNothing) {
  TicketBuilder builder = Filed(1);
  Save({Made(builder)});
  builder.With(FactKind::kResolved, Local("2026-08-04 09:00"));
  Save({Made(builder)});
  EXPECT_THAT(Lease("2027-01-01 00:00"), IsEmpty());
  EXPECT_THAT(Overdue({.unit_id = "", .now = Local("2027-01-01 00:00")}), IsEmpty());
  EXPECT_EQ(store_.NextWake(Local("2026-08-04 09:00"), kReal)->next_due_time, std::nullopt);
}

TEST_P(LeaseContract, TellsWhenTheNextActionIsDueAndWhenTheFirstLeaseEnds) {
  const absl::Time now = Local("2026-08-11 00:00");
  EXPECT_EQ(store_.NextWake(now, kReal)->next_due_time, std::nullopt);
  Save({Made(Filed(1, "2026-08-03 10:00")), Made(Filed(2, "2026-08-05 10:00")),
        Made(Filed(3, "2026-08-04 10:00"))});
  auto wake = store_.NextWake(now, kReal);
  ASSERT_TRUE(wake.ok()) << wake.status();
  EXPECT_EQ(wake->next_due_time, Local("2026-08-12 00:00"));
  EXPECT_EQ(wake->lease_end_time, kReal);
  ASSERT_THAT(Lease("2026-08-11 00:00"), SizeIs(1));
  wake = store_.NextWake(now, kReal + absl::Seconds(1));
  EXPECT_EQ(wake->lease_end_time, kReal + absl::Seconds(30));
}

TEST_P(LeaseContract, ManyEnginesShareTheWorkWithoutTakingAnythingTwice) {
  constexpr int kTickets = 120;
  std::vector<DerivedTicket> tickets;
  for (int number = 1; number <= kTickets; ++number) tickets.push_back(Made(Filed(number)));
  ASSERT_EQ(Save(tickets), kTickets);
  std::vector<std::vector<std::string>> taken(4);
  std::vector<std::thread> engines;
  for (auto& mine : taken) {
    engines.emplace_back([&] {
      while (true) {
        const auto leased = Lease("2026-08-11 00:00", kReal, 7);
        if (leased.empty()) return;
        for (const std::string& id : Ids(leased)) mine.push_back(id);
      }
    });
  }
  for (std::thread& engine : engines) engine.join();
  std::set<std::string> distinct;
  std::size_t total = 0;
  for (const auto& mine : taken) {
    total += mine.size();
    distinct.insert(mine.begin(), mine.end());
  }
  EXPECT_EQ(total, distinct.size());
  // An engine may find everything held by others for a moment and stop early; nothing is lost.
  for (const std::string& id : Ids(Lease("2026-08-11 00:00"))) distinct.insert(id);
  EXPECT_THAT(distinct, SizeIs(kTickets));
}

INSTANTIATE_TEST_SUITE_P(Stores, LeaseContract, ::testing::ValuesIn(ClockStoreImplementations()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace salur::escalation
