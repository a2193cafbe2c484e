#include "services/escalation/domain/next_action.h"

#include <gtest/gtest.h>

#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {
namespace {

constexpr char kVillage[] = "31.71.01.1001";

class Ladder : public ::testing::Test {
 protected:
  // A complaint filed and assigned on Monday 2026-08-03: response due at the end of the 10th,
  // resolution at the end of the 24th (17 August is a holiday).
  static TicketBuilder Filed(TicketClass ticket_class = TicketClass::kComplaint,
                             std::string unit = kVillage) {
    TicketBuilder ticket(Local("2026-08-03 10:00"), ticket_class);
    ticket.Assigned(Local("2026-08-03 10:01"), std::move(unit));
    return ticket;
  }

  std::optional<NextAction> Next(const TicketBuilder& ticket) const {
    return ProposeNext(ticket.ticket(), DeriveClocks(ticket.ticket(), {policy_, calendar_}));
  }

  void ExpectClimb(const TicketBuilder& ticket, const char* due, int step) const {
    const auto next = Next(ticket);
    ASSERT_TRUE(next.has_value()) << "nothing is proposed";
    EXPECT_EQ(next->kind, ActionKind::kClimb);
    EXPECT_EQ(Show(next->due_time), Show(Local(due)));
    EXPECT_EQ(next->step, step);
    EXPECT_EQ(next->cycle, ticket.ticket().cycle);
    EXPECT_EQ(next->clock_version, ticket.ticket().clock_version);
  }

  const Calendar calendar_{NationalHolidays()};
  const Policy policy_{DefaultPolicyRows()};
};

constexpr char kResponseDue[] = "2026-08-11 00:00";
constexpr char kResolutionDue[] = "2026-08-25 00:00";

TEST_F(Ladder, AVillageTicketClimbsToTheNationWhenNobodyActs) {
  TicketBuilder ticket = Filed();
  ExpectClimb(ticket, kResponseDue, 1);
  ticket.Climbed(Local("2026-08-11 00:00"));
  ExpectClimb(ticket, "2026-08-15 00:00", 2);  // kecamatan: 3 working days
  ticket.Climbed(Local("2026-08-15 00:00"));
  ExpectClimb(ticket, "2026-08-25 00:00", 3);  // kota: 5, without 17 August
  ticket.Climbed(Local("2026-08-25 00:00"));
  ExpectClimb(ticket, "2026-09-09 00:00", 4);  // provinsi: 10, without 25 August
  ticket.Climbed(Local("2026-09-09 00:00"));
  EXPECT_EQ(ticket.ticket().accountable_unit_id, "ID");
  EXPECT_EQ(Next(ticket), std::nullopt);
}

TEST_F(Ladder, ATicketThatNobodyAcceptedClimbsLikeAnyOther) {
  TicketBuilder accepted = Filed();
  accepted.With(FactKind::kAccepted, Local("2026-08-04 09:00"));
  ExpectClimb(accepted, kResponseDue, 1);
  ExpectClimb(Filed(), kResponseDue, 1);
}

TEST_F(Ladder, ASecondMissedPromiseWhileLateClimbsNothing) {
  TicketBuilder ticket = Filed(TicketClass::kInformationRequest);
  // Response and resolution are due at the same instant.
  ExpectClimb(ticket, kResponseDue, 1);
  ticket.Climbed(Local("2026-08-11 00:01"));
  ExpectClimb(ticket, "2026-08-15 00:00", 2);
}

TEST_F(Ladder, BecomingLateAgainClimbsAgain) {
  TicketBuilder ticket = Filed();
  ticket.Climbed(Local("2026-08-11 00:01")).With(FactKind::kResponded, Local("2026-08-12 09:00"));
  ExpectClimb(ticket, kResolutionDue, 2);
  ticket.Climbed(Local("2026-08-25 00:01"));
  ExpectClimb(ticket, "2026-09-02 00:00", 3);  // LEVEL of the kota from here: 5 days after the 25th
}

TEST_F(Ladder, AnEpisodeThatEndedBeforeAnybodyLookedClimbsNothing) {
  TicketBuilder ticket = Filed();
  ticket.With(FactKind::kResponded, Local("2026-08-12 09:00"));
  ExpectClimb(ticket, kResolutionDue, 1);
}

TEST_F(Ladder, AnAnswerOneMillisecondBeforeTheDueTimePreventsTheClimb) {
  TicketBuilder ticket = Filed();
  ticket.With(FactKind::kResponded, Local(kResponseDue) - absl::Milliseconds(1));
  ExpectClimb(ticket, kResolutionDue, 1);
}

TEST_F(Ladder, ALateAnswerAfterTwoClimbsKeepsTheStep) {
  TicketBuilder ticket = Filed();
  ticket.Climbed(Local("2026-08-11 00:01"))
      .Climbed(Local("2026-08-15 00:01"))
      .With(FactKind::kResponded, Local("2026-08-18 09:00"));
  ExpectClimb(ticket, kResolutionDue, 3);
}

TEST_F(Ladder, AfterAnOutageOneStepIsDueAtOnceAndTheNextCountsFromTheClimb) {
  TicketBuilder ticket = Filed();
  ExpectClimb(ticket, kResponseDue, 1);
  ticket.Climbed(Local("2026-09-01 08:00"));
  ExpectClimb(ticket, "2026-09-05 00:00", 2);
}

TEST_F(Ladder, AspirationsStopAtTheKabkota) {
  TicketBuilder ticket = Filed(TicketClass::kAspiration);
  ticket.Climbed(Local("2026-08-11 00:01")).Climbed(Local("2026-08-15 00:01"));
  EXPECT_EQ(ticket.ticket().accountable_unit_id, "31.71");
  EXPECT_EQ(Next(ticket), std::nullopt);
}

TEST_F(Ladder, AnAgencyClimbsThroughTheHeadOfItsRegion) {
  TicketBuilder ticket = Filed(TicketClass::kComplaint, "perhubungan:35.78");
  ticket.Climbed(Local("2026-08-11 00:01"));
  EXPECT_EQ(ticket.ticket().accountable_unit_id, "35.78");
  ExpectClimb(ticket, "2026-08-20 00:00", 2);  // kota: 5 working days without 17 August
}

TEST_F(Ladder, ANationalAgencyHasTenDays) {
  TicketBuilder ticket = Filed(TicketClass::kComplaint, "inspektorat:35");
  ticket.ticket().ladder = {{"inspektorat:ID", Place{}}, {"ID", Place{}}};
  ticket.Climbed(Local("2026-08-11 00:01"));
  ExpectClimb(ticket, "2026-08-28 00:00", 2);  // without the 17th and the 25th
}

TEST_F(Ladder, EndedAndAnsweredTicketsNeverClimb) {
  for (FactKind kind : {FactKind::kResolved, FactKind::kClosed, FactKind::kArchived,
                        FactKind::kWithdrawn, FactKind::kMerged}) {
    TicketBuilder early = Filed();
    early.With(kind, Local("2026-08-04 09:00"));
    EXPECT_EQ(Next(early), std::nullopt) << static_cast<int>(kind);
    TicketBuilder late = Filed();
    late.Climbed(Local("2026-08-11 00:01")).With(kind, Local("2026-08-12 09:00"));
    EXPECT_EQ(Next(late), std::nullopt) << static_cast<int>(kind);
  }
}

TEST_F(Ladder, TriageHasNowhereToClimb) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Triaged(Local("2026-08-03 10:01"));
  EXPECT_EQ(Next(ticket), std::nullopt);
}

TEST_F(Ladder, DispatchedInTimeLeavesTheLadderToTheUnit) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Triaged(Local("2026-08-03 10:01")).Assigned(Local("2026-08-05 10:00"), kVillage);
  ExpectClimb(ticket, "2026-08-13 00:00", 1);  // five days from the assignment
}

TEST_F(Ladder, DispatchedLateIsNoLongerLate) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Triaged(Local("2026-08-03 10:01")).Assigned(Local("2026-08-10 10:00"), kVillage);
  ExpectClimb(ticket, "2026-08-19 00:00", 1);
}

TEST_F(Ladder, LeavingTriageAfterTheResolutionWasDueClimbsAtOnce) {
  TicketBuilder ticket(Local("2026-08-03 10:00"));
  ticket.Triaged(Local("2026-08-03 10:01")).Assigned(Local("2026-09-10 10:00"), kVillage);
  // Late since the dispatch was due, without a moment in between.
  ExpectClimb(ticket, "2026-08-07 00:00", 1);
  ticket.Climbed(Local("2026-09-10 10:01"));
  ExpectClimb(ticket, "2026-09-16 00:00", 2);
}

TEST_F(Ladder, WaitingForTheReporterStopsTheLadderAndResumingContinuesIt) {
  TicketBuilder ticket = Filed();
  ticket.With(FactKind::kInformationRequested, Local("2026-08-05 09:00"));
  EXPECT_EQ(Next(ticket), std::nullopt);
  ticket.With(FactKind::kResumed, Local("2026-08-06 09:00"));
  ExpectClimb(ticket, "2026-08-27 00:00", 1);  // 6 August does not count, 25 August is a holiday
}

TEST_F(Ladder, APauseWhileLateStopsTheLevelOnly) {
  TicketBuilder ticket = Filed(TicketClass::kInformationRequest);
  ticket.Climbed(Local("2026-08-11 00:01"))
      .With(FactKind::kInformationRequested, Local("2026-08-12 09:00"));
  EXPECT_EQ(Next(ticket), std::nullopt);
  ticket.With(FactKind::kResumed, Local("2026-08-13 09:00"));
  ExpectClimb(ticket, "2026-08-19 00:00", 2);  // 12, 14, 18 August
}

TEST_F(Ladder, AroundTheClockCountsHours) {
  TicketBuilder ticket = Filed();
  ticket.ticket().always_calendar = true;
  ExpectClimb(ticket, "2026-08-04 10:01", 1);
  ticket.Climbed(Local("2026-08-04 10:02"));
  ExpectClimb(ticket, "2026-08-05 10:02", 2);
}

TEST_F(Ladder, AReopenedTicketClimbsInItsNewCycle) {
  TicketBuilder ticket = Filed();
  ticket.Climbed(Local("2026-08-11 00:01"))
      .With(FactKind::kResolved, Local("2026-08-12 09:00"))
      .Reopened(Local("2026-08-19 09:00"));
  ExpectClimb(ticket, "2026-08-28 00:00", 1);  // 20, 21, 24, 26, 27 August
  ticket.Climbed(Local("2026-08-28 00:01"));
  ExpectClimb(ticket, "2026-09-05 00:00", 2);
}

TEST_F(Ladder, AHolidayDeclaredAfterAClimbLetsItClimbAgainWhenItIsLateAgain) {
  TicketBuilder ticket = Filed();
  ticket.Climbed(Local("2026-08-11 00:01"));
  std::vector<Holiday> holidays = NationalHolidays();
  holidays.push_back({absl::CivilDay(2026, 8, 10), HolidayKind::kJointLeave, "Baru", "", ""});
  const Calendar changed(holidays);
  const auto clocks = DeriveClocks(ticket.ticket(), {policy_, changed});
  const auto next = ProposeNext(ticket.ticket(), clocks);
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(next->due_time, Local("2026-08-12 00:00"));
  EXPECT_EQ(next->step, 2);
}

TEST_F(Ladder, TheOldestOpenPromiseTellsSinceWhenATicketIsLate) {
  TicketBuilder ticket = Filed();
  auto clocks = DeriveClocks(ticket.ticket(), {policy_, calendar_});
  ASSERT_NE(OldestOpenPromise(ticket.ticket(), clocks), nullptr);
  EXPECT_EQ(OldestOpenPromise(ticket.ticket(), clocks)->kind, ClockKind::kFirstResponse);
  ticket.With(FactKind::kResponded, Local("2026-08-12 09:00"));
  clocks = DeriveClocks(ticket.ticket(), {policy_, calendar_});
  EXPECT_EQ(OldestOpenPromise(ticket.ticket(), clocks)->kind, ClockKind::kResolution);
  ticket.With(FactKind::kResolved, Local("2026-08-13 09:00"));
  clocks = DeriveClocks(ticket.ticket(), {policy_, calendar_});
  EXPECT_EQ(OldestOpenPromise(ticket.ticket(), clocks), nullptr);
}

}  // namespace
}  // namespace salur::escalation
