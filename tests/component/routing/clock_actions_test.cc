// Escalation proposes, routing disposes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "common/rpc/time_conversion.h"
#include "tests/component/routing/routing_under_test.h"

namespace salur {
namespace {

using routing::v1::ClockAction;
using ::testing::ElementsAre;
using testing::Reason;
using testing::RoutingUnderTest;

constexpr char kUnknown[] = "0197f000-0000-7000-8000-00000000dead";

class ClockActions : public ::testing::Test {
 protected:
  ClockActions() { routing_.ImportSmall(); }

  ClockAction Climb(const routing::v1::Ticket& ticket, int step) {
    ClockAction action;
    action.set_ticket_id(ticket.ticket_id());
    action.set_cycle(ticket.cycle());
    action.set_step(step);
    action.set_action(routing::v1::CLIMB);
    action.set_clock_version(ticket.clock_version());
    SetTimestamp(routing_.clock().Now(), action.mutable_due_time());
    return action;
  }
  grpc::Status Apply(const std::vector<ClockAction>& actions,
                     routing::v1::ApplyClockActionsResponse& response,
                     const std::string& caller = "service/escalation") {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    routing::v1::ApplyClockActionsRequest request;
    for (const ClockAction& action : actions) *request.add_actions() = action;
    return routing_.tickets().ApplyClockActions(&context, request, &response);
  }
  routing::v1::ClockActionOutcome ApplyOne(const ClockAction& action) {
    routing::v1::ApplyClockActionsResponse response;
    const grpc::Status status = Apply({action}, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.outcomes_size() == 1 ? response.outcomes(0) : routing::v1::ClockActionOutcome();
  }

  RoutingUnderTest routing_;
};

TEST_F(ClockActions, ClimbsTheWholeLadderOnceEach) {
  auto ticket = routing_.Route("kelurahan", "31.71.01.1001");
  std::vector<std::string> climbed;
  for (int step = 1; step <= 4; ++step) {
    routing_.clock().Advance(absl::Hours(24));
    const ClockAction action = Climb(ticket, step);
    const auto outcome = ApplyOne(action);
    ASSERT_EQ(outcome.result(), routing::v1::APPLIED) << step;
    ticket = outcome.ticket();
    climbed.push_back(ticket.accountable_unit_id());
    EXPECT_EQ(ticket.step(), step);
    EXPECT_EQ(ticket.ladder_size(), 4 - step);
    // The answer was lost: the same again.
    const auto again = ApplyOne(action);
    EXPECT_EQ(again.result(), routing::v1::ALREADY_APPLIED);
    EXPECT_EQ(again.ticket().SerializeAsString(), ticket.SerializeAsString());
  }
  EXPECT_THAT(climbed, ElementsAre("31.71.01", "31.71", "31", "ID"));
  EXPECT_EQ(ticket.handling_unit_id(), "31.71.01.1001");
  EXPECT_EQ(ApplyOne(Climb(ticket, 5)).result(), routing::v1::SUPERSEDED);
}

TEST_F(ClockActions, IsNeverEarlyByItsOwnClock) {
  const auto ticket = routing_.Route("kelurahan", "31.71.01.1001");
  ClockAction action = Climb(ticket, 1);
  SetTimestamp(routing_.clock().Now() + absl::Microseconds(1), action.mutable_due_time());
  const auto outcome = ApplyOne(action);
  EXPECT_EQ(outcome.result(), routing::v1::NOT_YET);
  EXPECT_EQ(outcome.ticket().version(), 1);
  routing_.clock().Advance(absl::Microseconds(1));
  EXPECT_EQ(ApplyOne(action).result(), routing::v1::APPLIED);
}

TEST_F(ClockActions, IsSupersededByWhatHappenedMeanwhile) {
  const auto ticket = routing_.Route("kelurahan", "31.71.01.1001");
  ClockAction cycle = Climb(ticket, 1), step = Climb(ticket, 2), version = Climb(ticket, 1);
  cycle.set_cycle(2);
  version.set_clock_version(ticket.clock_version() + 1);
  for (const ClockAction& action : {cycle, step, version}) {
    const auto outcome = ApplyOne(action);
    EXPECT_EQ(outcome.result(), routing::v1::SUPERSEDED);
    EXPECT_EQ(outcome.ticket().version(), 1);
  }
}

TEST_F(ClockActions, DecidesEachOfManyAloneAndInOrder) {
  const auto first = routing_.Route("kelurahan", "31.71.01.1001");
  const auto second = routing_.Route("lampu-jalan", "35.78.01.2001");
  ClockAction unknown = Climb(first, 1);
  unknown.set_ticket_id(kUnknown);
  ClockAction close = Climb(first, 0);
  close.set_action(routing::v1::AUTO_CLOSE);
  routing::v1::ApplyClockActionsResponse response;
  ASSERT_TRUE(
      Apply({Climb(second, 1), unknown, Climb(first, 1), Climb(second, 1), close}, response).ok());
  std::vector<int> results;
  for (const auto& outcome : response.outcomes()) results.push_back(outcome.result());
  EXPECT_THAT(results,
              ElementsAre(routing::v1::APPLIED, routing::v1::UNKNOWN_TICKET, routing::v1::APPLIED,
                          routing::v1::ALREADY_APPLIED, routing::v1::SUPERSEDED));
  EXPECT_FALSE(response.outcomes(1).has_ticket());
  EXPECT_EQ(routing_.Query("SELECT count(*) FROM routing.ticket_fact WHERE kind = 13"), "2");
  EXPECT_EQ(
      routing_.Query("SELECT count(*) FROM routing.outbox WHERE key = '" + first.ticket_id() + "'"),
      "2");
}

TEST_F(ClockActions, ManyReplicasAtOnceClimbOnce) {
  const auto a = routing_.Route("kelurahan", "31.71.01.1001");
  const auto b = routing_.Route("kelurahan", "31.71.01.1002");
  std::atomic<int> applied = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      // In opposite orders, so that unsorted locks would deadlock.
      routing::v1::ApplyClockActionsResponse response;
      const grpc::Status status = i % 2 == 0 ? Apply({Climb(a, 1), Climb(b, 1)}, response)
                                             : Apply({Climb(b, 1), Climb(a, 1)}, response);
      EXPECT_TRUE(status.ok()) << status.error_message();
      for (const auto& outcome : response.outcomes()) {
        if (outcome.result() == routing::v1::APPLIED) ++applied;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(applied, 2);
  EXPECT_EQ(routing_.Query("SELECT count(*) FROM routing.ticket_fact WHERE kind = 13"), "2");
}

TEST_F(ClockActions, IsForEscalationOnly) {
  routing::v1::ApplyClockActionsResponse response;
  for (const char* caller : {"service/intake", "admin/x", "officer/a@ID"}) {
    EXPECT_EQ(Apply({}, response, caller).error_code(), grpc::StatusCode::PERMISSION_DENIED);
  }
  EXPECT_EQ(Reason(Apply({ClockAction()}, response)), "INVALID_FIELDS");
}

}  // namespace
}  // namespace salur
