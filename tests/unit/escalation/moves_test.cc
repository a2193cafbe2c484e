// Promises run on while a ticket is returned, reassigned and classified.
#include <gtest/gtest.h>

#include <random>

#include "services/escalation/domain/clocks.h"
#include "services/escalation/domain/next_action.h"
#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {
namespace {

constexpr char kVillageA[] = "31.71.01.1001";
constexpr char kVillageB[] = "31.71.01.1002";

class Moves : public ::testing::Test {
 protected:
  std::vector<TicketClock> Derive(const TicketBuilder& builder) const {
    return DeriveClocks(builder.ticket(), {policy_, calendar_});
  }
  // The only clock of a kind in the first cycle.
  TicketClock Only(const TicketBuilder& builder, ClockKind kind) const {
    TicketClock found;
    int count = 0;
    for (const TicketClock& clock : Derive(builder)) {
      if (clock.kind != kind) continue;
      found = clock;
      ++count;
    }
    EXPECT_EQ(count, 1) << ClockKindName(kind);
    return found;
  }

  const Calendar calendar_{NationalHolidays()};
  const Policy policy_{DefaultPolicyRows()};
};

TEST_F(Moves, ReturnsAndReassignmentsRestartNothing) {
  TicketBuilder ticket(Local("2026-03-02 10:00"));
  ticket.Assigned(Local("2026-03-02 10:01"), kVillageA);
  const TicketClock response = Only(ticket, ClockKind::kFirstResponse);
  const TicketClock resolution = Only(ticket, ClockKind::kResolution);
  ticket.With(FactKind::kReturned, Local("2026-03-03 09:00"));
  ticket.Assigned(Local("2026-03-03 09:00"), kVillageB);
  ticket.With(FactKind::kReturned, Local("2026-03-04 09:00"));
  // Across two time zones: the days of the first unit count for good.
  ticket.Assigned(Local("2026-03-04 09:00"), "91.71.01.1001", 9);
  EXPECT_EQ(Only(ticket, ClockKind::kFirstResponse), response);
  EXPECT_EQ(Only(ticket, ClockKind::kResolution), resolution);
}

TEST_F(Moves, LevelRunsOnWhenALateTicketIsReassigned) {
  TicketBuilder ticket(Local("2026-03-02 10:00"));
  ticket.Assigned(Local("2026-03-02 10:01"), kVillageA);
  const absl::Time due = Only(ticket, ClockKind::kFirstResponse).due_time;
  ticket.Climbed(due);
  const TicketClock level = Only(ticket, ClockKind::kLevel);
  ticket.With(FactKind::kReturned, due + absl::Hours(1));
  ticket.Assigned(due + absl::Hours(1), kVillageB);
  EXPECT_EQ(Only(ticket, ClockKind::kLevel), level);
  EXPECT_TRUE(level.IsOpen());
}

TEST_F(Moves, ACorrectedClassCountsFromFiling) {
  TicketBuilder ticket(Local("2026-03-02 10:00"));
  ticket.Assigned(Local("2026-03-03 10:00"), kVillageA);
  const TicketClock complaint = Only(ticket, ClockKind::kResolution);
  const TicketClock response = Only(ticket, ClockKind::kFirstResponse);
  ticket.With(FactKind::kClassified, Local("2026-03-04 09:00"));
  ticket.ticket().ticket_class = TicketClass::kInformationRequest;
  const TicketClock information = Only(ticket, ClockKind::kResolution);
  EXPECT_EQ(information.start_time, complaint.start_time);
  EXPECT_EQ(information.limit, Limit::WorkingDays(5));
  EXPECT_EQ(Show(information.due_time), Show(Local("2026-03-10 00:00")));
  EXPECT_EQ(Only(ticket, ClockKind::kFirstResponse), response);
  ticket.ticket().ticket_class = TicketClass::kComplaint;
  ticket.ticket().needs_supervision = true;
  EXPECT_EQ(Only(ticket, ClockKind::kResolution).start_time, complaint.start_time);
  EXPECT_EQ(Only(ticket, ClockKind::kResolution).limit, Limit::WorkingDays(60));
}

TEST_F(Moves, ACategoryAroundTheClockCountsFromTheOldStarts) {
  TicketBuilder ticket(Local("2026-03-02 10:00"));
  ticket.Assigned(Local("2026-03-02 10:01"), kVillageA);
  ticket.With(FactKind::kClassified, Local("2026-03-02 12:00"));
  ticket.ticket().always_calendar = true;
  EXPECT_EQ(Only(ticket, ClockKind::kFirstResponse).due_time, Local("2026-03-03 10:01"));
  EXPECT_EQ(Only(ticket, ClockKind::kResolution).due_time, Local("2026-03-05 10:00"));
}

TEST_F(Moves, RandomMovesNeverMoveAPromise) {
  std::mt19937 random(20260817);
  for (int i = 0; i < 200; ++i) {
    TicketBuilder ticket(Local("2026-03-02 10:00"));
    ticket.Assigned(Local("2026-03-02 10:01"), kVillageA);
    const TicketClock response = Only(ticket, ClockKind::kFirstResponse);
    const TicketClock resolution = Only(ticket, ClockKind::kResolution);
    absl::Time now = Local("2026-03-02 11:00");
    for (int move = 0; move < 30; ++move) {
      now += absl::Minutes(random() % 2'000);
      switch (random() % 3) {
        case 0:
          ticket.With(FactKind::kReturned, now);
          break;
        case 1:
          ticket.With(FactKind::kClassified, now);
          break;
        default:
          break;
      }
      ticket.Assigned(now, random() % 2 == 0 ? kVillageB : "91.71.01.1001",
                      random() % 2 == 0 ? 7 : 9);
      ASSERT_EQ(Only(ticket, ClockKind::kFirstResponse), response);
      ASSERT_EQ(Only(ticket, ClockKind::kResolution), resolution);
    }
  }
}

}  // namespace
}  // namespace salur::escalation
