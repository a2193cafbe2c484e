// One contract for every ClockStore: the fake that other tests believe, and PostgreSQL.
#include "tests/contract/escalation/clock_store_under_test.h"

#include <algorithm>
#include <thread>

#include "common/base/errors.h"

namespace salur::escalation {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST_P(ClockStoreContract, KeepsATicketWithEveryFactAndRung) {
  TicketBuilder builder = Filed(1);
  builder.ticket().category_code = "jalan-rusak";
  builder.ticket().confidential = true;
  builder.With(FactKind::kAccepted, Local("2026-08-04 09:00") + absl::Microseconds(7))
      .Climbed(Local("2026-08-11 00:01"));
  builder.ticket().facts.back().due_time = Local("2026-08-11 00:00");
  EXPECT_EQ(Save({Made(builder)}), 1);
  const auto stored = store_.GetTicket(Id(1));
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(*stored, builder.ticket());
  EXPECT_EQ(ErrorReason(store_.GetTicket(Id(2)).status()), "TICKET_NOT_FOUND");
}

TEST_P(ClockStoreContract, AnOlderEventNeverOverwritesANewerSnapshot) {
  TicketBuilder builder = Filed(1);
  const DerivedTicket older = Made(builder);
  builder.With(FactKind::kResponded, Local("2026-08-04 09:00"));
  const DerivedTicket newer = Made(builder);
  EXPECT_EQ(Save({newer}), 1);
  EXPECT_EQ(Save({older}), 0);
  EXPECT_EQ(Save({newer}), 0);
  EXPECT_EQ(*store_.GetTicket(Id(1)), newer.ticket);
  EXPECT_EQ(Lease("2027-01-01 00:00").at(0).action, *newer.next);
}

TEST_P(ClockStoreContract, TheSameVersionIsStoredAgainOnlyWithNewerRules) {
  const TicketBuilder builder = Filed(1);
  EXPECT_EQ(Save({Made(builder, 2)}), 1);
  EXPECT_EQ(Save({Made(builder, 1)}), 0);
  EXPECT_EQ(Save({Made(builder, 3)}), 1);
}

TEST_P(ClockStoreContract, AnAnswerOfRoutingReplacesTheSameVersionButNoNewerOne) {
  TicketBuilder builder = Filed(1);
  EXPECT_EQ(Save({Made(builder)}), 1);
  const TicketFacts before = builder.ticket();
  builder.ticket().ladder.clear();
  EXPECT_EQ(store_.SaveAnswers({Made(builder)})->stored, 1);
  EXPECT_TRUE(store_.GetTicket(Id(1))->ladder.empty());
  EXPECT_EQ(store_.NextWake(Local("2026-08-04 00:00"), kReal)->next_due_time, std::nullopt);
  builder.With(FactKind::kAccepted, Local("2026-08-04 09:00"));
  EXPECT_EQ(Save({Made(builder)}), 1);
  EXPECT_EQ(store_.SaveAnswers({Derive(before, rules_)})->stored, 0);
}

TEST_P(ClockStoreContract, SaveTellsTheNearestDueTimeThatItStored) {
  const DerivedTicket first = Made(Filed(1, "2026-08-05 10:00"));
  const DerivedTicket second = Made(Filed(2, "2026-08-03 10:00"));
  const auto saved = store_.Save({first, second});
  ASSERT_TRUE(saved.ok());
  EXPECT_EQ(saved->nearest_due_time, second.next->due_time);
  EXPECT_EQ(store_.Save({second})->nearest_due_time, std::nullopt);
}

TEST_P(ClockStoreContract, ListsLateTicketsOldestFirstByPages) {
  std::vector<DerivedTicket> tickets;
  for (int number = 1; number <= 5; ++number) tickets.push_back(Made(Filed(number)));
  tickets.push_back(Made(Filed(6, "2026-08-04 10:00")));
  tickets.push_back(Made(Filed(7, "2026-09-04 10:00")));
  Save(tickets);
  OverdueQuery query;
  query.now = Local("2026-08-12 00:00");
  query.count = 4;
  const auto first = store_.ListOverdue(query);
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_THAT(*first, SizeIs(4));
  EXPECT_EQ(first->at(0).late.kind, ClockKind::kFirstResponse);
  EXPECT_EQ(first->at(0).late.due_time, Local("2026-08-11 00:00"));
  EXPECT_EQ(first->at(0).handling_unit_id, kVillage);
  EXPECT_EQ(first->at(0).next_climb_time, Local("2026-08-11 00:00"));
  query.after_time = first->at(3).late.due_time;
  query.after_ticket_id = first->at(3).ticket_id;
  EXPECT_THAT(Overdue(query), ElementsAre(Id(5), Id(6)));
}

TEST_P(ClockStoreContract, ListsLateTicketsOfTheHandlingAndTheAccountableUnit) {
  TicketBuilder climbed = Filed(1);
  climbed.Climbed(Local("2026-08-11 00:01"));
  TicketBuilder elsewhere{Local("2026-08-03 10:00")};
  elsewhere.ticket().ticket_id = Id(2);
  elsewhere.Assigned(Local("2026-08-03 10:01"), "35.78.01.1001");
  Save({Made(climbed), Made(elsewhere)});
  OverdueQuery query;
  query.now = Local("2026-08-12 00:00");
  query.unit_id = kVillage;
  EXPECT_THAT(Overdue(query), ElementsAre(Id(1)));
  query.unit_id = "31.71.01";
  EXPECT_THAT(Overdue(query), ElementsAre(Id(1)));
  query.unit_id = "31.71";
  EXPECT_THAT(Overdue(query), IsEmpty());
  query.unit_id = "";
  EXPECT_THAT(Overdue(query), ElementsAre(Id(1), Id(2)));
}

TEST_P(ClockStoreContract, HidesConfidentialTicketsUnlessAsked) {
  TicketBuilder builder = Filed(1);
  builder.ticket().confidential = true;
  Save({Made(builder)});
  OverdueQuery query;
  query.now = Local("2026-08-12 00:00");
  for (const char* unit : {"", kVillage}) {
    query.unit_id = unit;
    query.include_confidential = false;
    EXPECT_THAT(Overdue(query), IsEmpty());
    query.include_confidential = true;
    EXPECT_THAT(Overdue(query), ElementsAre(Id(1)));
  }
}

TEST_P(ClockStoreContract, ListsOpenTicketsOfOlderRules) {
  TicketBuilder answered = Filed(3);
  answered.With(FactKind::kResolved, Local("2026-08-04 09:00"));
  Save({Made(Filed(1), 1), Made(Filed(2), 2), Made(answered, 1)});
  const auto outdated = store_.ListOutdated(2, 10);
  ASSERT_TRUE(outdated.ok()) << outdated.status();
  ASSERT_THAT(*outdated, SizeIs(1));
  EXPECT_EQ(outdated->at(0), Filed(1).ticket());
  EXPECT_THAT(*store_.ListOutdated(3, 1), SizeIs(1));
  EXPECT_THAT(*store_.ListOutdated(1, 10), IsEmpty());
}

TEST_P(ClockStoreContract, TellsTheOldestDueActionAndCountsOpenClocks) {
  EXPECT_EQ(store_.Usage(Local("2026-08-12 00:00"))->open_clocks, 0);
  Save({Made(Filed(1)), Made(Filed(2, "2026-08-04 10:00"))});
  const auto usage = store_.Usage(Local("2026-08-12 00:00"));
  ASSERT_TRUE(usage.ok()) << usage.status();
  EXPECT_EQ(usage->open_clocks, 4);
  EXPECT_EQ(usage->oldest_due_time, Local("2026-08-11 00:00"));
  EXPECT_EQ(store_.Usage(Local("2026-08-10 00:00"))->oldest_due_time, std::nullopt);
}

TEST_P(ClockStoreContract, ConcurrentSavesOfTheSameTicketsEndAtTheNewestVersion) {
  constexpr int kTickets = 20;
  std::vector<std::vector<DerivedTicket>> versions(3);
  for (int number = 1; number <= kTickets; ++number) {
    TicketBuilder builder = Filed(number);
    for (auto& batch : versions) {
      batch.push_back(Made(builder));
      builder.With(FactKind::kAccepted, Local("2026-08-04 09:00"));
    }
  }
  std::reverse(versions[1].begin(), versions[1].end());
  std::vector<std::thread> consumers;
  for (const auto& batch : versions) {
    consumers.emplace_back([&] {
      for (int i = 0; i < 10; ++i) EXPECT_TRUE(store_.Save(batch).ok());
    });
  }
  for (std::thread& consumer : consumers) consumer.join();
  for (const DerivedTicket& newest : versions[2]) {
    EXPECT_EQ(*store_.GetTicket(newest.ticket.ticket_id), newest.ticket);
  }
}

TEST_P(ClockStoreContract, RefusesABatchThatIsTooLarge) {
  std::vector<DerivedTicket> tickets(kStoreBatchMax + 1, Made(Filed(1)));
  EXPECT_EQ(ErrorReason(store_.Save(tickets).status()), "BATCH_TOO_LARGE");
}

INSTANTIATE_TEST_SUITE_P(Stores, ClockStoreContract,
                         ::testing::ValuesIn(ClockStoreImplementations()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace salur::escalation
