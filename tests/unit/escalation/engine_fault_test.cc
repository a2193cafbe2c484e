// What happens when something breaks, is away, late or doubled.
#include "tests/unit/escalation/engine_under_test.h"

#include <string>
#include <thread>
#include <vector>

namespace salur::escalation {
namespace {

using Fault = InMemoryActionDecider::Fault;

class EngineFaults : public EngineTest {};

TEST_F(EngineFaults, TwoEnginesAtOnceClimbEachTicketOnce) {
  constexpr int kTickets = 150;
  for (int number = 1; number <= kTickets; ++number) Filed(number);
  clock_.Set(Local(kResponseDue));
  std::vector<std::thread> replicas;
  for (int replica = 0; replica < 2; ++replica) {
    replicas.emplace_back([this] {
      Engine::Options options;
      options.batch = 7;
      auto engine = MakeEngine(options);
      for (int pass = 0; pass < kTickets; ++pass) Run(*engine);
    });
  }
  for (std::thread& replica : replicas) replica.join();
  for (int number = 1; number <= kTickets; ++number) EXPECT_EQ(routing_.Climbs(Id(number)), 1);
  EXPECT_EQ(Count(Level::kKecamatan, ClimbResult::kApplied), kTickets);
}

TEST_F(EngineFaults, AfterACrashBetweenLeaseAndCallAnotherEngineTakesOverWhenTheLeaseEnds) {
  Filed();
  clock_.Set(Local(kResponseDue));
  const absl::Time real_now = real_clock_.Now();
  ASSERT_EQ(store_.LeaseDue({clock_.Now(), real_now, real_now + absl::Seconds(30), 10})->size(),
            1u);
  auto engine = MakeEngine();
  real_clock_.Advance(absl::Seconds(29));
  const Engine::Pass waiting = Run(*engine);
  EXPECT_EQ(waiting.proposed, 0);
  EXPECT_EQ(waiting.wait, absl::Seconds(1));
  real_clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Run(*engine).applied, 1);
}

TEST_F(EngineFaults, AnAnswerThatGetsLostIsAskedForAgainAndClimbsNothing) {
  Filed();
  clock_.Set(Local(kResponseDue));
  auto engine = MakeEngine();
  routing_.SetFault(Fault::kLosesAnswer);
  EXPECT_FALSE(engine->RunOnce().ok());
  EXPECT_EQ(routing_.Climbs(Id(1)), 1);
  routing_.SetFault(Fault::kNone);
  EXPECT_EQ(Run(*engine).proposed, 0) << "rests for a moment";
  real_clock_.Advance(absl::Seconds(1));
  EXPECT_EQ(Run(*engine).proposed, 1);
  EXPECT_EQ(Count(Level::kKecamatan, ClimbResult::kAlreadyApplied), 1);
  EXPECT_EQ(routing_.Climbs(Id(1)), 1);
  EXPECT_EQ(store_.GetTicket(Id(1))->step, 1) << "the ticket in the answer was taken over";
}

TEST_F(EngineFaults, WithRoutingAwayNothingIsLostAndNothingSpins) {
  Filed();
  clock_.Set(Local(kResponseDue));
  auto engine = MakeEngine();
  routing_.SetFault(Fault::kUnavailable);
  for (int minute = 0; minute < 10; ++minute) {
    EXPECT_FALSE(engine->RunOnce().ok());
    EXPECT_EQ(Run(*engine).proposed, 0);
    real_clock_.Advance(absl::Minutes(1));
  }
  routing_.SetFault(Fault::kNone);
  EXPECT_EQ(Run(*engine).applied, 1);
}

TEST_F(EngineFaults, NotYetByRoutingsClockIsProposedAgain) {
  InMemoryActionDecider behind(routing_clock_);
  const TicketBuilder ticket = Filed();
  behind.Put(ticket.ticket());
  clock_.Set(Local(kResponseDue));
  routing_clock_.Set(Local(kResponseDue) - absl::Milliseconds(300));
  Engine engine({}, {store_, rules_, behind, metrics_, clock_, real_clock_});
  EXPECT_EQ(Run(engine).applied, 0);
  EXPECT_EQ(Count(Level::kKecamatan, ClimbResult::kNotYet), 1);
  EXPECT_EQ(Run(engine).proposed, 0) << "rests for a moment";
  routing_clock_.Advance(absl::Milliseconds(500));
  real_clock_.Advance(absl::Milliseconds(500));
  EXPECT_EQ(Run(engine).applied, 1);
  EXPECT_EQ(behind.Climbs(Id(1)), 1);
}

TEST_F(EngineFaults, AnAnswerOfWhichNoEventCameYetSupersedesTheClimb) {
  TicketBuilder ticket = Filed();
  ticket.With(FactKind::kResolved, Local(kResponseDue) - absl::Milliseconds(1));
  routing_.Put(ticket.ticket());
  clock_.Set(Local(kResponseDue));
  auto engine = MakeEngine();
  EXPECT_EQ(Run(*engine).applied, 0);
  EXPECT_EQ(Count(Level::kKecamatan, ClimbResult::kSuperseded), 1);
  EXPECT_EQ(store_.GetTicket(Id(1))->state, TicketState::kResolved);
  real_clock_.Advance(absl::Hours(1));
  EXPECT_EQ(Run(*engine).proposed, 0);
}

TEST_F(EngineFaults, WithoutARungAboveByTodaysDirectoryNothingMoreIsProposed) {
  TicketBuilder ticket = Filed();
  ticket.ticket().ladder.clear();  // the same version of the ticket, another directory
  routing_.Put(ticket.ticket());
  clock_.Set(Local(kResponseDue));
  auto engine = MakeEngine();
  for (int i = 0; i < 10; ++i) {
    Run(*engine);
    real_clock_.Advance(absl::Hours(1));
  }
  EXPECT_EQ(routing_.calls(), 1);
}

// Finds every proposal outdated, and shows the ticket from which it was made.
class Contrarian final : public ActionDecider {
 public:
  explicit Contrarian(TicketFacts ticket) : ticket_(std::move(ticket)) {}
  absl::StatusOr<std::vector<DecidedAction>> Decide(
      const std::vector<Proposal>& proposals) override {
    ++calls;
    return std::vector<DecidedAction>(proposals.size(), {Decision::kSuperseded, ticket_});
  }
  int calls = 0;

 private:
  const TicketFacts ticket_;
};

TEST_F(EngineFaults, ADisagreementWithRoutingRestsLongerEachTime) {
  Contrarian routing(Filed().ticket());
  clock_.Set(Local(kResponseDue));
  Engine engine({}, {store_, rules_, routing, metrics_, clock_, real_clock_});
  for (int i = 0; i < 1'000; ++i) {
    Run(engine);
    real_clock_.Advance(absl::Seconds(1));
  }
  EXPECT_LT(routing.calls, 15);
  EXPECT_GT(routing.calls, 5);
}

TEST_F(EngineFaults, AnUnknownTicketRestsAndOthersGoOn) {
  TicketBuilder lost{Local("2026-08-03 10:00")};
  lost.ticket().ticket_id = Id(9);
  lost.Assigned(Local("2026-08-03 10:01"), kVillage);
  Deliver(lost.ticket());
  Filed(1);
  clock_.Set(Local(kResponseDue));
  auto engine = MakeEngine();
  EXPECT_EQ(Run(*engine).applied, 1);
  EXPECT_EQ(Count(Level::kKecamatan, ClimbResult::kUnknownTicket), 1);
}

TEST_F(EngineFaults, OneRefusedProposalDoesNotStopTheOthers) {
  for (int number = 1; number <= 3; ++number) Filed(number);
  routing_.Refuse(Id(2));
  clock_.Set(Local(kResponseDue));
  auto engine = MakeEngine();
  EXPECT_EQ(Run(*engine).applied, 2);
  EXPECT_EQ(routing_.Climbs(Id(1)), 1);
  EXPECT_EQ(routing_.Climbs(Id(2)), 0);
  EXPECT_EQ(routing_.Climbs(Id(3)), 1);
}

TEST_F(EngineFaults, WithTheDatabaseAwayItFailsAndGoesOnAfterwards) {
  Filed();
  clock_.Set(Local(kResponseDue));
  auto engine = MakeEngine();
  store_.SetAway(true);
  EXPECT_EQ(engine->RunOnce().status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(routing_.calls(), 0);
  store_.SetAway(false);
  EXPECT_EQ(Run(*engine).applied, 1);
}

TEST_F(EngineFaults, OldEventsThatComeLateClimbNothingAgain) {
  const TicketBuilder ticket = Filed();
  clock_.Set(Local(kResponseDue));
  auto engine = MakeEngine();
  EXPECT_EQ(Run(*engine).applied, 1);
  Deliver(ticket.ticket());
  Deliver(routing_.Get(Id(1)));
  Deliver(ticket.ticket());
  real_clock_.Advance(absl::Minutes(10));
  EXPECT_EQ(Run(*engine).proposed, 0);
  EXPECT_EQ(routing_.Climbs(Id(1)), 1);
}

}  // namespace
}  // namespace salur::escalation
