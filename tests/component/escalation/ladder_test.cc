// Events in, climbs out: the whole way through Redis, PostgreSQL and gRPC.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include "common/events/stream_consumer.h"
#include "common/postgres/postgres_dead_letter_store.h"
#include "common/rpc/peer.h"
#include "services/escalation/engine/engine.h"
#include "services/escalation/grpc_action_decider.h"
#include "services/escalation/storage/postgres_clock_store.h"
#include "services/escalation/storage/postgres_holiday_store.h"
#include "services/escalation/ticket_event_handler.h"
#include "tests/component/escalation/escalation_under_test.h"
#include "tests/support/await.h"

namespace salur::escalation {
namespace {

using testing::Await;
using ::testing::ElementsAre;

constexpr char kResponseDue[] = "2026-08-11 00:00";
constexpr char kClimbs[] = "SELECT count(*) FROM escalation.escalation";

class LadderTest : public ::testing::Test {
 protected:
  SetUpForEscalation setup_{Local("2026-08-04 09:00")};
};

TEST_F(LadderTest, TwoReplicasClimbEveryTicketExactlyOnce) {
  constexpr int kTickets = 300;
  auto first = setup_.NewReplica("first");
  auto second = setup_.NewReplica("second");
  setup_.LoadNationalHolidays(*first);
  setup_.clock().Set(Local(kResponseDue));
  first->StartLoops();
  second->StartLoops();
  for (int number = 1; number <= kTickets; ++number) {
    setup_.Publish(setup_.File(number).ticket());
  }
  EXPECT_TRUE(Await([&] { return setup_.Query(kClimbs) == kTickets; }));
  for (int number = 1; number <= kTickets; ++number) {
    ASSERT_EQ(setup_.routing().Climbs(SetUpForEscalation::Id(number)), 1);
  }
}

TEST_F(LadderTest, AnEventThatIsDueAtOnceWakesTheSleepingEngine) {
  auto replica = setup_.NewReplica("one");
  setup_.LoadNationalHolidays(*replica);
  setup_.clock().Set(Local("2026-09-20 09:00"));
  replica->StartLoops();
  // The engine finds nothing and goes to sleep for seconds.
  setup_.Publish(setup_.File(1, "2026-09-14 10:00").ticket());
  ASSERT_TRUE(Await([&] { return setup_.Query("SELECT count(*) FROM escalation.fact") > 0; }));
  setup_.Publish(setup_.File(2).ticket());
  EXPECT_TRUE(Await([&] { return setup_.routing().Climbs(SetUpForEscalation::Id(2)) == 1; },
                    std::chrono::seconds(3)));
}

// The parts by hand, so that leases go by a clock that the test moves.
class EngineOnPostgres : public LadderTest {
 protected:
  EngineOnPostgres() {
    postgres::Pool::Options options;
    options.dsn = setup_.database().ServiceDsn("escalation");
    pool_ = std::make_unique<postgres::Pool>(options);
    store_ = std::make_unique<PostgresClockStore>(*pool_);
    holidays_ = std::make_unique<PostgresHolidayStore>(*pool_);
    rules_ = std::make_unique<RulesCache>(*holidays_);
    decider_ = std::make_unique<GrpcActionDecider>(MakePeerChannel(setup_.routing_address()),
                                                   absl::Seconds(10));
    handler_ = std::make_unique<TicketEventHandler>(*store_, *rules_, nullptr);
    EXPECT_TRUE(holidays_->Replace({"first", NationalHolidays(), false, real_clock_.Now()}).ok());
    EXPECT_TRUE(rules_->Refresh().ok());
  }

  std::unique_ptr<Engine> MakeEngine() {
    return std::make_unique<Engine>(
        Engine::Options{},
        Engine::Parts{*store_, *rules_, *decider_, metrics_, setup_.clock(), real_clock_});
  }

  absl::Status Handle(const std::vector<TicketFacts>& tickets) {
    std::vector<StreamMessage> messages;
    for (const TicketFacts& ticket : tickets) {
      messages.push_back({"1-1", ticket.ticket_id, EventPayload(ticket)});
    }
    return handler_->Handle(messages);
  }

  Engine::Pass Run(Engine& engine) {
    const auto pass = engine.RunOnce();
    EXPECT_TRUE(pass.ok()) << pass.status();
    return pass.ok() ? *pass : Engine::Pass{};
  }

  testing::FakeClock real_clock_{absl::FromUnixSeconds(1'900'000'000)};
  std::unique_ptr<postgres::Pool> pool_;
  std::unique_ptr<PostgresClockStore> store_;
  std::unique_ptr<PostgresHolidayStore> holidays_;
  std::unique_ptr<RulesCache> rules_;
  std::unique_ptr<GrpcActionDecider> decider_;
  std::unique_ptr<TicketEventHandler> handler_;
  prometheus::Registry registry_;
  EscalationMetrics metrics_{registry_};
};

TEST_F(EngineOnPostgres, ASilentTicketClimbsFromVillageToNation) {
  ASSERT_TRUE(Handle({setup_.File(1).ticket()}).ok());
  auto engine = MakeEngine();
  std::vector<std::string> climbs;
  for (int hour = 0; hour < 24 * 40; ++hour) {
    setup_.clock().Advance(absl::Hours(1));
    real_clock_.Advance(absl::Hours(1));
    if (Run(*engine).applied == 0) continue;
    const Fact climb = setup_.routing().Get(SetUpForEscalation::Id(1)).facts.back();
    climbs.push_back(Show(climb.time).substr(0, 16) + " " + climb.unit_id);
  }
  EXPECT_THAT(climbs, ElementsAre("2026-08-11 00:00 31.71.01", "2026-08-15 00:00 31.71",
                                  "2026-08-25 00:00 31", "2026-09-09 00:00 ID"));
  EXPECT_EQ(setup_.Query(kClimbs), 4);
  EXPECT_EQ(setup_.Query("SELECT count(*) FROM escalation.next_action"), 0);
}

TEST_F(EngineOnPostgres, ACrashBetweenLeaseAndCallIsTakenOverWhenTheLeaseEnds) {
  ASSERT_TRUE(Handle({setup_.File(1).ticket()}).ok());
  setup_.clock().Set(Local(kResponseDue));
  const absl::Time real_now = real_clock_.Now();
  ASSERT_EQ(
      store_->LeaseDue({setup_.clock().Now(), real_now, real_now + absl::Seconds(30), 10})->size(),
      1u);
  auto engine = MakeEngine();
  real_clock_.Advance(absl::Seconds(29));
  EXPECT_EQ(Run(*engine).proposed, 0);
  real_clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Run(*engine).applied, 1);
  EXPECT_EQ(setup_.routing().Climbs(SetUpForEscalation::Id(1)), 1);
}

TEST_F(EngineOnPostgres, ACrashBetweenRoutingsCommitAndItsAnswerClimbsNothingTwice) {
  ASSERT_TRUE(Handle({setup_.File(1).ticket()}).ok());
  setup_.clock().Set(Local(kResponseDue));
  auto engine = MakeEngine();
  setup_.routing().SetFault(InMemoryActionDecider::Fault::kLosesAnswer);
  EXPECT_EQ(engine->RunOnce().status().code(), absl::StatusCode::kDeadlineExceeded);
  setup_.routing().SetFault(InMemoryActionDecider::Fault::kNone);
  real_clock_.Advance(absl::Seconds(1));
  auto successor = MakeEngine();
  EXPECT_EQ(Run(*successor).proposed, 1);
  EXPECT_EQ(setup_.routing().Climbs(SetUpForEscalation::Id(1)), 1);
  EXPECT_EQ(setup_.Query(kClimbs), 1);
}

TEST_F(EngineOnPostgres, DuplicatedAndReorderedEventsEndAtTheSameState) {
  TicketBuilder builder = setup_.File(1);
  std::vector<TicketFacts> history = {builder.ticket()};
  builder.With(FactKind::kAccepted, Local("2026-08-04 10:00"));
  history.push_back(builder.ticket());
  builder.With(FactKind::kInformationRequested, Local("2026-08-05 10:00"));
  history.push_back(builder.ticket());
  builder.With(FactKind::kResumed, Local("2026-08-06 10:00"));
  history.push_back(builder.ticket());
  const DerivedTicket expected = Derive(builder.ticket(), *rules_->Get());
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::vector<TicketFacts> delivered = history;
    for (TicketFacts& ticket : history) delivered.push_back(ticket);
    std::shuffle(delivered.begin(), delivered.end(), random);
    for (TicketFacts& ticket : delivered) {
      ticket.ticket_id = SetUpForEscalation::Id(100 + round);
      ASSERT_TRUE(Handle({ticket}).ok());
    }
    const auto stored = store_->GetTicket(SetUpForEscalation::Id(100 + round));
    ASSERT_TRUE(stored.ok()) << stored.status();
    EXPECT_EQ(stored->facts, expected.ticket.facts);
    const auto wake = store_->NextWake(setup_.clock().Now(), real_clock_.Now());
    EXPECT_EQ(wake->next_due_time, expected.next->due_time);
  }
}

TEST_F(EngineOnPostgres, ABatchWithSeveralEventsOfOneTicketKeepsTheNewest) {
  TicketBuilder builder = setup_.File(1);
  const TicketFacts older = builder.ticket();
  builder.With(FactKind::kResolved, Local("2026-08-04 10:00"));
  ASSERT_TRUE(Handle({builder.ticket(), older}).ok());
  EXPECT_EQ(store_->GetTicket(older.ticket_id)->state, TicketState::kResolved);
}

TEST_F(EngineOnPostgres, NotYetIsProposedAgainAndClimbsOnce) {
  ASSERT_TRUE(Handle({setup_.File(1).ticket()}).ok());
  // Escalation's clock runs ahead of routing's.
  testing::FakeClock ahead(Local(kResponseDue));
  setup_.clock().Set(Local(kResponseDue) - absl::Milliseconds(200));
  Engine engine({}, {*store_, *rules_, *decider_, metrics_, ahead, real_clock_});
  EXPECT_EQ(Run(engine).applied, 0);
  EXPECT_EQ(metrics_.Climbs(Level::kKecamatan, ClimbResult::kNotYet).Value(), 1);
  setup_.clock().Set(Local(kResponseDue));
  real_clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Run(engine).applied, 1);
  EXPECT_EQ(setup_.routing().Climbs(SetUpForEscalation::Id(1)), 1);
}

TEST_F(EngineOnPostgres, SupersededTakesOverTheTicketInTheAnswer) {
  TicketBuilder builder = setup_.File(1);
  ASSERT_TRUE(Handle({builder.ticket()}).ok());
  builder.With(FactKind::kResponded, Local(kResponseDue) - absl::Milliseconds(1));
  setup_.routing().Put(builder.ticket());
  setup_.clock().Set(Local(kResponseDue));
  auto engine = MakeEngine();
  EXPECT_EQ(Run(*engine).applied, 0);
  EXPECT_EQ(metrics_.Climbs(Level::kKecamatan, ClimbResult::kSuperseded).Value(), 1);
  EXPECT_EQ(*store_->GetTicket(builder.ticket().ticket_id), builder.ticket());
  EXPECT_EQ(store_->NextWake(setup_.clock().Now(), real_clock_.Now())->next_due_time,
            Local("2026-08-25 00:00"));
}

TEST_F(EngineOnPostgres, AnInvalidEventIsPutAsideAndTheOthersAreProcessed) {
  postgres::PostgresDeadLetterStore dead_letters(*pool_, "escalation");
  redis::RedisEventStream stream({.url = setup_.redis().url()}, streams::kTickets);
  StreamConsumer consumer(
      {.stream = streams::kTickets,
       .group = streams::kGroupEscalation,
       .consumer = "test",
       .block = absl::Milliseconds(50)},
      stream, dead_letters,
      [this](const std::vector<StreamMessage>& batch) { return handler_->Handle(batch); },
      registry_);
  TicketFacts without_facts = setup_.File(3).ticket();
  without_facts.facts.clear();
  setup_.Publish(setup_.File(1).ticket());
  setup_.PublishRaw("x", "\xff\xff no event");
  setup_.Publish(without_facts);
  setup_.Publish(setup_.File(2).ticket());
  ASSERT_TRUE(Await([&] {
    EXPECT_TRUE(consumer.RunOnce().ok());
    return setup_.Query("SELECT count(*) FROM escalation.ticket_snapshot") == 2;
  }));
  const auto letters = dead_letters.List(0, 10);
  ASSERT_TRUE(letters.ok()) << letters.status();
  ASSERT_EQ(letters->size(), 2u);
  EXPECT_NE(letters->at(0).error.find("INVALID_TICKET"), std::string::npos);
  EXPECT_NE(letters->at(1).error.find("INVALID_EVENT"), std::string::npos);
}

TEST_F(EngineOnPostgres, WithRoutingUnreachableTheCallIsTransient) {
  ASSERT_TRUE(Handle({setup_.File(1).ticket()}).ok());
  setup_.clock().Set(Local(kResponseDue));
  GrpcActionDecider nowhere(MakePeerChannel("unix:/nonexistent/routing.sock"), absl::Seconds(2));
  Engine engine({}, {*store_, *rules_, nowhere, metrics_, setup_.clock(), real_clock_});
  EXPECT_EQ(engine.RunOnce().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(metrics_.Climbs(Level::kKecamatan, ClimbResult::kFailed).Value(), 1);
  real_clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Run(*MakeEngine()).applied, 1);
}

}  // namespace
}  // namespace salur::escalation
