#include "services/escalation/domain/clocks.h"

#include <gtest/gtest.h>

#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {
namespace {

constexpr char kVillage[] = "31.71.01.1001";

class Clocks : public ::testing::Test {
 protected:
  std::vector<TicketClock> Derive(const TicketBuilder& builder) const {
    return DeriveClocks(builder.ticket(), {policy_, calendar_});
  }

  TicketClock Only(const std::vector<TicketClock>& clocks, ClockKind kind, int cycle = 1,
                   int step = 0) const {
    for (const TicketClock& clock : clocks) {
      if (clock.kind == kind && clock.cycle == cycle && clock.step == step) return clock;
    }
    ADD_FAILURE() << "no clock " << ClockKindName(kind) << " " << cycle << " " << step;
    return {};
  }

  static bool Has(const std::vector<TicketClock>& clocks, ClockKind kind) {
    for (const TicketClock& clock : clocks) {
      if (clock.kind == kind) return true;
    }
    return false;
  }

  const Calendar calendar_{NationalHolidays()};
  const Policy policy_{DefaultPolicyRows()};
};

TEST_F(Clocks, BeginAtFilingAndAtTheFirstAssignment) {
  TicketBuilder ticket(Local("2026-03-13 10:00"));
  ticket.Assigned(Local("2026-03-16 00:10"), kVillage);
  const auto clocks = Derive(ticket);
  ASSERT_EQ(clocks.size(), 2u);
  const TicketClock resolution = Only(clocks, ClockKind::kResolution);
  EXPECT_EQ(resolution.start_time, Local("2026-03-13 10:00"));
  EXPECT_EQ(Show(resolution.due_time), Show(Local("2026-04-11 00:00")));
  EXPECT_EQ(resolution.unit_id, kVillage);
  const TicketClock response = Only(clocks, ClockKind::kFirstResponse);
  EXPECT_EQ(response.start_time, Local("2026-03-16 00:10"));
  // Day 0 is Monday the 16th: 17, 25, 26, 27 and 30 March.
  EXPECT_EQ(Show(response.due_time), Show(Local("2026-03-31 00:00")));
}

TEST_F(Clocks, TriageIsMeasuredFromFilingInTheDaysOfTheNation) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Triaged(Local("2026-08-03 10:01"));
  auto clocks = Derive(ticket);
  TicketClock dispatch = Only(clocks, ClockKind::kDispatch);
  EXPECT_EQ(dispatch.start_time, Local("2026-08-03 10:00"));
  EXPECT_EQ(dispatch.due_time, Local("2026-08-07 00:00"));
  EXPECT_EQ(dispatch.unit_id, "ID");
  EXPECT_FALSE(Has(clocks, ClockKind::kFirstResponse));

  // Dispatched to Jayapura at 23:30 of Jakarta, 01:30 there: still in time.
  ticket.Assigned(Local("2026-08-06 23:30"), "91.71.01.1001", 9);
  clocks = Derive(ticket);
  dispatch = Only(clocks, ClockKind::kDispatch);
  EXPECT_EQ(dispatch.due_time, Local("2026-08-07 00:00"));
  EXPECT_EQ(StateAt(dispatch, Local("2027-01-01 00:00")), ClockState::kMet);
  // From here on the days of Jayapura count, for RESOLUTION too.
  EXPECT_EQ(Only(clocks, ClockKind::kFirstResponse).due_time, Local("2026-08-15 00:00", 9));
  EXPECT_EQ(Only(clocks, ClockKind::kResolution).place.utc_offset_hours, 9);
}

TEST_F(Clocks, ATicketThatWasRoutedAtOnceHasNoDispatch) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Assigned(Local("2026-08-03 10:01"), kVillage);
  EXPECT_FALSE(Has(Derive(ticket), ClockKind::kDispatch));
}

TEST_F(Clocks, WhatMeetsAFirstResponse) {
  for (FactKind kind :
       {FactKind::kResponded, FactKind::kInformationRequested, FactKind::kResolved}) {
    TicketBuilder ticket(Local("2026-08-03 10:00"));
    ticket.Assigned(Local("2026-08-03 10:01"), kVillage).With(kind, Local("2026-08-04 09:00"));
    EXPECT_EQ(Only(Derive(ticket), ClockKind::kFirstResponse).met_time, Local("2026-08-04 09:00"));
  }
  for (FactKind kind : {FactKind::kAccepted, FactKind::kClassified, FactKind::kReturned,
                        FactKind::kRated, FactKind::kResumed}) {
    TicketBuilder ticket(Local("2026-08-03 10:00"));
    ticket.Assigned(Local("2026-08-03 10:01"), kVillage).With(kind, Local("2026-08-04 09:00"));
    EXPECT_TRUE(Only(Derive(ticket), ClockKind::kFirstResponse).IsOpen());
  }
}

TEST_F(Clocks, NothingResetsAPromise) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Assigned(Local("2026-08-03 10:01"), kVillage);
  const auto before = Derive(ticket);
  ticket.With(FactKind::kAccepted, Local("2026-08-04 09:00"))
      .With(FactKind::kRated, Local("2026-08-04 10:00"))
      .With(FactKind::kReturned, Local("2026-08-04 11:00"))
      .Assigned(Local("2026-08-05 09:00"), "91.71.01.1001", 9);
  EXPECT_EQ(Derive(ticket), before);
}

TEST_F(Clocks, MetAtTheDueInstantIsKept) {
  TicketClock clock;
  clock.due_time = Local("2026-08-07 00:00");
  EXPECT_EQ(StateAt(clock, clock.due_time - absl::Microseconds(1)), ClockState::kRunning);
  EXPECT_EQ(StateAt(clock, clock.due_time), ClockState::kBreached);
  clock.met_time = clock.due_time;
  EXPECT_EQ(StateAt(clock, Local("2027-01-01 00:00")), ClockState::kMet);
  clock.met_time = clock.due_time + absl::Microseconds(1);
  EXPECT_EQ(StateAt(clock, Local("2027-01-01 00:00")), ClockState::kBreached);
  clock.met_time.reset();
  clock.cancelled_time = clock.due_time;
  EXPECT_EQ(StateAt(clock, Local("2027-01-01 00:00")), ClockState::kCancelled);
}

TEST_F(Clocks, WaitingForTheReporterPausesResolutionAndNotTheResponse) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Assigned(Local("2026-08-03 10:01"), kVillage)
      .With(FactKind::kInformationRequested, Local("2026-08-04 09:00"));
  TicketClock resolution = Only(Derive(ticket), ClockKind::kResolution);
  EXPECT_EQ(resolution.due_time, absl::InfiniteFuture());
  EXPECT_EQ(StateAt(resolution, Local("2027-01-01 00:00")), ClockState::kPaused);

  ticket.With(FactKind::kResumed, Local("2026-08-11 09:00"));
  resolution = Only(Derive(ticket), ClockKind::kResolution);
  // Five working days (5, 6, 7, 10, 11 August) do not count.
  EXPECT_EQ(Show(resolution.due_time), Show(Local("2026-09-02 00:00")));
  EXPECT_EQ(StateAt(resolution, Local("2026-08-20 00:00")), ClockState::kRunning);
  EXPECT_EQ(Only(Derive(ticket), ClockKind::kFirstResponse).due_time, Local("2026-08-11 00:00"));
}

TEST_F(Clocks, LevelRunsFromAClimbInTheDaysOfTheNewUnitUntilTheNextClimb) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Assigned(Local("2026-08-03 10:01"), kVillage).Climbed(Local("2026-08-11 00:01"));
  TicketClock level = Only(Derive(ticket), ClockKind::kLevel, 1, 1);
  EXPECT_EQ(level.unit_id, "31.71.01");
  EXPECT_EQ(level.limit, Limit::WorkingDays(3));
  EXPECT_EQ(level.due_time, Local("2026-08-15 00:00"));
  EXPECT_TRUE(level.IsOpen());

  ticket.Climbed(Local("2026-08-15 00:01"));
  level = Only(Derive(ticket), ClockKind::kLevel, 1, 1);
  EXPECT_EQ(StateAt(level, Local("2026-08-15 00:01")), ClockState::kBreached);
  const TicketClock kota = Only(Derive(ticket), ClockKind::kLevel, 1, 2);
  EXPECT_EQ(kota.unit_id, "31.71");
  EXPECT_EQ(kota.limit, Limit::WorkingDays(5));
}

TEST_F(Clocks, LevelIsCancelledWhenTheTicketIsNoLongerLate) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Assigned(Local("2026-08-03 10:01"), kVillage)
      .Climbed(Local("2026-08-11 00:01"))
      .With(FactKind::kResponded, Local("2026-08-12 09:00"));
  const TicketClock level = Only(Derive(ticket), ClockKind::kLevel, 1, 1);
  EXPECT_EQ(level.cancelled_time, Local("2026-08-12 09:00"));
  EXPECT_EQ(StateAt(level, Local("2027-01-01 00:00")), ClockState::kCancelled);
}

TEST_F(Clocks, TheRootHasNoLevelClock) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Assigned(Local("2026-08-03 10:01"), "31").Climbed(Local("2026-08-11 00:01"));
  ASSERT_EQ(ticket.ticket().accountable_unit_id, "ID");
  EXPECT_FALSE(Has(Derive(ticket), ClockKind::kLevel));
}

TEST_F(Clocks, AnEndedTicketCancelsWhatIsOpen) {
  for (FactKind kind : {FactKind::kWithdrawn, FactKind::kArchived, FactKind::kMerged}) {
    TicketBuilder ticket(Local("2026-08-03 10:00"));
    ticket.Assigned(Local("2026-08-03 10:01"), kVillage).With(kind, Local("2026-08-04 09:00"));
    for (const TicketClock& clock : Derive(ticket)) {
      EXPECT_EQ(clock.cancelled_time, Local("2026-08-04 09:00"));
    }
  }
}

TEST_F(Clocks, AReopeningBeginsNewPromisesAndKeepsTheOldOnes) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Assigned(Local("2026-08-03 10:01"), kVillage)
      .With(FactKind::kResolved, Local("2026-08-05 09:00"))
      .With(FactKind::kClosed, Local("2026-08-06 09:00"))
      .Reopened(Local("2026-08-20 09:00"));
  const auto clocks = Derive(ticket);
  EXPECT_EQ(Only(clocks, ClockKind::kResolution, 1).met_time, Local("2026-08-05 09:00"));
  EXPECT_EQ(Only(clocks, ClockKind::kResolution, 2).start_time, Local("2026-08-20 09:00"));
  EXPECT_TRUE(Only(clocks, ClockKind::kResolution, 2).IsOpen());
  EXPECT_EQ(Only(clocks, ClockKind::kFirstResponse, 2).start_time, Local("2026-08-20 09:00"));
}

TEST_F(Clocks, LateStretchesUniteWhereTheyTouch) {
  const auto clock = [](ClockKind kind, const char* due, const char* met) {
    TicketClock made;
    made.kind = kind;
    made.due_time = Local(due);
    if (met != nullptr) made.met_time = Local(met);
    return made;
  };
  const auto episodes =
      LateEpisodes({clock(ClockKind::kDispatch, "2026-08-03 00:00", "2026-08-05 00:00"),
                    clock(ClockKind::kFirstResponse, "2026-08-10 00:00", "2026-08-12 00:00"),
                    clock(ClockKind::kResolution, "2026-08-12 00:00", nullptr),
                    clock(ClockKind::kLevel, "2026-08-01 00:00", nullptr)},
                   1);
  ASSERT_EQ(episodes.size(), 2u);
  EXPECT_EQ(episodes[0], (LateEpisode{Local("2026-08-03 00:00"), Local("2026-08-05 00:00")}));
  EXPECT_EQ(episodes[1], (LateEpisode{Local("2026-08-10 00:00"), absl::InfiniteFuture()}));
}

TEST_F(Clocks, ATicketWithoutFactsHasNone) {
  EXPECT_TRUE(DeriveClocks(TicketFacts{}, {policy_, calendar_}).empty());
}

}  // namespace
}  // namespace salur::escalation
