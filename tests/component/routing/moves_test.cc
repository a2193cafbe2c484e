// Officers pass tickets on: returns with their time limit, arbitration, disposisi, corrections.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <prometheus/text_serializer.h>

#include <thread>

#include "common/base/errors.h"
#include "common/rpc/status.h"
#include "tests/component/routing/routing_under_test.h"

namespace salur {
namespace {

using routing::v1::Ticket;
using routing::v1::TicketService;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Reason;
using testing::RoutingUnderTest;
using ::testing::UnorderedElementsAre;

constexpr char kVillageA[] = "31.71.01.1001";
constexpr char kVillageB[] = "31.71.01.1002";

class Moves : public ::testing::Test {
 protected:
  Moves() { routing_.ImportSmall(); }

  template <typename Request>
  grpc::Status Call(grpc::Status (TicketService::Stub::*method)(grpc::ClientContext*,
                                                                const Request&, Ticket*),
                    Request request, const std::string& unit, Ticket& answer) {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, "officer/budi@" + unit);
    if (request.request_id().empty()) request.set_request_id("r" + std::to_string(++requests_));
    return (routing_.tickets().*method)(&context, request, &answer);
  }
  static routing::v1::ReturnTicketRequest ReturnOf(const Ticket& ticket, const std::string& to) {
    routing::v1::ReturnTicketRequest request;
    request.set_ticket_id(ticket.ticket_id());
    request.set_reason("Bukan wewenang kami, hubungi 0812-3456-7890.");
    request.set_suggested_unit_id(to);
    return request;
  }
  // Escalation knows the ticket; its first response is due in a day.
  void Promise(const Ticket& ticket) {
    routing_.escalation().Promise(ticket.ticket_id(), ticket.clock_version(),
                                  routing_.clock().Now() + absl::Hours(24));
  }
  grpc::Status Return(Ticket& ticket, const std::string& unit, const std::string& to = "") {
    Ticket answer;
    const grpc::Status status =
        Call(&TicketService::Stub::ReturnTicket, ReturnOf(ticket, to), unit, answer);
    if (status.ok()) ticket = answer;
    return status;
  }
  grpc::Status Assign(Ticket& ticket, const std::string& unit, const std::string& to) {
    routing::v1::AssignTicketRequest request;
    request.set_ticket_id(ticket.ticket_id());
    request.set_unit_id(to);
    request.set_note("Mohon ditangani.");
    Ticket answer;
    const grpc::Status status = Call(&TicketService::Stub::AssignTicket, request, unit, answer);
    if (status.ok()) ticket = answer;
    return status;
  }
  std::string Metric(const std::string& line) {
    const std::string text = prometheus::TextSerializer().Serialize(routing_.registry().Collect());
    const std::size_t at = text.find(line + " ");
    return at == std::string::npos
               ? "absent"
               : text.substr(at + line.size() + 1, text.find('\n', at) - at - line.size() - 1);
  }

  RoutingUnderTest routing_;
  int requests_ = 0;
};

TEST_F(Moves, PingPongEndsWithABindingDecision) {
  Ticket ticket = routing_.Route("kelurahan", kVillageA);
  Promise(ticket);
  ASSERT_TRUE(Return(ticket, kVillageA, kVillageB).ok());
  ASSERT_TRUE(Return(ticket, kVillageB, kVillageA).ok());
  ASSERT_TRUE(Return(ticket, kVillageA, kVillageB).ok());
  EXPECT_EQ(ticket.handling_unit_id(), "31.71.01");
  EXPECT_TRUE(ticket.arbitrating());
  EXPECT_EQ(Reason(Return(ticket, "31.71.01")), "ASSIGNMENT_IS_BINDING");
  ASSERT_TRUE(Assign(ticket, "31.71.01", kVillageB).ok());
  EXPECT_TRUE(ticket.binding());
  EXPECT_EQ(Reason(Return(ticket, kVillageB, kVillageA)), "ASSIGNMENT_IS_BINDING");

  Ticket stored;
  ASSERT_TRUE(routing_.Get(ticket.ticket_id(), stored).ok());
  EXPECT_EQ(stored.handling_unit_id(), kVillageB);
  EXPECT_EQ(stored.hops(), 2);
  EXPECT_TRUE(stored.binding());
  std::vector<int> causes;
  for (const auto& fact : stored.facts()) {
    if (fact.kind() == routing::v1::ASSIGNED_TO_UNIT) causes.push_back(fact.cause());
    if (fact.kind() == routing::v1::RETURNED) {
      EXPECT_EQ(fact.note(), "Bukan wewenang kami, hubungi [disamarkan].");
    }
  }
  EXPECT_THAT(causes,
              ElementsAre(routing::v1::ROUTED, routing::v1::AFTER_RETURN, routing::v1::AFTER_RETURN,
                          routing::v1::ARBITRATION, routing::v1::BINDING));
  EXPECT_EQ(stored.facts(2).unit_id(), kVillageA);
  EXPECT_EQ(stored.facts(2).other_unit_id(), kVillageB);
  EXPECT_THAT(stored.explanation().steps(), ElementsAre("BINDING"));
  EXPECT_EQ(routing_.Query("SELECT count(*) FROM routing.outbox WHERE key = '" +
                           ticket.ticket_id() + "'"),
            "5");
  const std::string returns = "salur_returns_total{group=\"region\",level=\"kelurahan_desa\"";
  EXPECT_EQ(Metric(returns + ",result=\"suggested\"}"), "2");
  EXPECT_EQ(Metric(returns + ",result=\"arbitration\"}"), "1");
}

TEST_F(Moves, TheBorderCandidateGetsItFirst) {
  Ticket ticket = routing_.Route("kelurahan", kVillageA);
  Promise(ticket);
  routing_.Query("UPDATE routing.ticket SET candidate_unit_ids = '{" + std::string(kVillageB) +
                 "}' WHERE ticket_id = '" + ticket.ticket_id() + "' RETURNING 'x'");
  ASSERT_TRUE(Return(ticket, kVillageA).ok());
  EXPECT_EQ(ticket.handling_unit_id(), kVillageB);
  EXPECT_EQ(ticket.hops(), 1);
}

TEST_F(Moves, NoReturnAfterTheFirstResponseWasDue) {
  Ticket ticket = routing_.Route("kelurahan", kVillageA);
  Promise(ticket);
  routing_.clock().Advance(absl::Hours(24));
  const grpc::Status late = Return(ticket, kVillageA, kVillageB);
  EXPECT_EQ(late.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(Reason(late), "RETURN_TOO_LATE");
  EXPECT_EQ(routing_.escalation().calls(), 1);
  ASSERT_TRUE(Return(ticket, "31.71", kVillageB).ok()) << "the unit above may";
  EXPECT_EQ(routing_.escalation().calls(), 1);
}

TEST_F(Moves, WithoutClocksNothingIsReturned) {
  Ticket ticket = routing_.Route("kelurahan", kVillageA);
  const grpc::Status unknown = Return(ticket, kVillageA, kVillageB);
  EXPECT_EQ(unknown.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(Reason(unknown), "CLOCKS_UNAVAILABLE");
  // Computed from what was before the first assignment.
  routing_.escalation().Promise(ticket.ticket_id(), ticket.clock_version() - 1,
                                absl::InfiniteFuture() - absl::Hours(1));
  EXPECT_EQ(Reason(Return(ticket, kVillageA, kVillageB)), "CLOCKS_UNAVAILABLE");
  Promise(ticket);
  const auto request = ReturnOf(ticket, kVillageB);
  routing_.StopEscalation();
  EXPECT_EQ(Reason(Return(ticket, kVillageA, kVillageB)), "CLOCKS_UNAVAILABLE");
  Ticket stored;
  ASSERT_TRUE(routing_.Get(ticket.ticket_id(), stored).ok());
  EXPECT_EQ(stored.version(), 1);
  EXPECT_EQ(stored.facts_size(), 2);
}

TEST_F(Moves, AReturnHappensOnceAndItsAnswerOutlivesEscalation) {
  Ticket ticket = routing_.Route("kelurahan", kVillageA);
  Promise(ticket);
  auto request = ReturnOf(ticket, kVillageB);
  request.set_request_id("same");
  request.set_etag(ticket.etag());
  std::vector<std::thread> threads;
  std::vector<Ticket> answers(4);
  for (Ticket& answer : answers) {
    threads.emplace_back([&] {
      EXPECT_TRUE(Call(&TicketService::Stub::ReturnTicket, request, kVillageA, answer).ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  routing_.StopEscalation();
  Ticket again;
  EXPECT_TRUE(Call(&TicketService::Stub::ReturnTicket, request, kVillageA, again).ok());
  for (const Ticket& answer : answers) EXPECT_EQ(answer.etag(), again.etag());
  EXPECT_EQ(again.version(), 2);
  EXPECT_EQ(Metric("salur_returns_total{group=\"region\",level=\"kelurahan_desa\",result="
                   "\"suggested\"}"),
            "1");
  request.set_reason("Alasan yang lain sama sekali.");
  EXPECT_EQ(Reason(Call(&TicketService::Stub::ReturnTicket, request, kVillageA, again)),
            "REQUEST_ID_REUSED");
  request.set_request_id("other");
  EXPECT_EQ(Reason(Call(&TicketService::Stub::ReturnTicket, request, "31.71.01", again)),
            "ETAG_MISMATCH");
}

TEST_F(Moves, AResponseMeetsThePromiseAndIsMasked) {
  const Ticket ticket = routing_.Route("kelurahan", kVillageA);
  routing::v1::RespondTicketRequest request;
  request.set_ticket_id(ticket.ticket_id());
  request.set_text("Sedang kami periksa di lapangan, kabar ke 0812-3456-7890.");
  Ticket answer;
  ASSERT_TRUE(Call(&TicketService::Stub::RespondTicket, request, kVillageA, answer).ok());
  EXPECT_EQ(answer.state(), routing::v1::IN_PROGRESS);
  EXPECT_EQ(answer.assignee(), "budi");
  EXPECT_EQ(answer.facts(2).kind(), routing::v1::RESPONDED);
  EXPECT_THAT(answer.facts(2).note(), HasSubstr("[disamarkan]"));
  EXPECT_EQ(answer.clock_version(), ticket.clock_version() + 1);
  request.clear_request_id();
  request.set_text("Terlalu pendek");
  EXPECT_EQ(Reason(Call(&TicketService::Stub::RespondTicket, request, kVillageA, answer)),
            "INVALID_FIELDS");
}

TEST_F(Moves, ACorrectedCategoryIsRoutedAgainAndMayHideIt) {
  const Ticket ticket = routing_.Route("kelurahan", "35.78.01.1001");
  routing::v1::ClassifyTicketRequest request;
  request.set_ticket_id(ticket.ticket_id());
  request.set_category_code("pungli");
  request.set_needs_supervision(true);
  request.set_note("Diduga pungutan liar.");
  Ticket answer;
  EXPECT_EQ(Reason(Call(&TicketService::Stub::ClassifyTicket, request, "35.78.01.1001", answer)),
            "LONGER_LIMIT");
  ASSERT_TRUE(Call(&TicketService::Stub::ClassifyTicket, request, "35.78.01", answer).ok());
  EXPECT_EQ(answer.handling_unit_id(), "inspektorat:35.78");
  EXPECT_TRUE(answer.confidential());
  EXPECT_TRUE(answer.needs_supervision());
  EXPECT_EQ(answer.facts(2).kind(), routing::v1::CLASSIFIED);
  EXPECT_EQ(answer.facts(3).cause(), routing::v1::RECLASSIFIED);
  Ticket stored;
  EXPECT_EQ(Reason(routing_.Get(ticket.ticket_id(), stored, "officer/a@35.78.01")),
            "TICKET_NOT_FOUND");
  ASSERT_TRUE(
      routing_.Get(ticket.ticket_id(), stored, "officer/a@inspektorat:35.78;confidential").ok());
  EXPECT_EQ(stored.category_code(), "pungli");
}

TEST_F(Moves, AssignmentsStayWithinTheOfficersScope) {
  Ticket ticket = routing_.Route("lampu-jalan", kVillageA);
  EXPECT_EQ(Reason(Assign(ticket, "35.78", "35.78.01")), "TICKET_NOT_FOUND");
  EXPECT_EQ(Reason(Assign(ticket, "perhubungan:31.71", kVillageA)), "OUT_OF_SCOPE");
  ASSERT_TRUE(Assign(ticket, "31.71", kVillageA).ok());
  EXPECT_EQ(ticket.handling_unit_id(), kVillageA);
  EXPECT_FALSE(ticket.binding());
}

TEST_F(Moves, EveryBadFieldIsNamed) {
  const auto fields = [](const grpc::Status& status) {
    std::vector<std::string> names;
    for (const auto& violation : ErrorViolations(FromGrpcStatus(status))) {
      names.push_back(violation.field);
    }
    return names;
  };
  Ticket answer;
  routing::v1::ReturnTicketRequest returned;
  returned.set_request_id("not good");
  returned.set_reason("pendek");
  EXPECT_THAT(fields(Call(&TicketService::Stub::ReturnTicket, returned, kVillageA, answer)),
              UnorderedElementsAre("request_id", "ticket_id", "reason"));
  routing::v1::AssignTicketRequest assigned;
  EXPECT_THAT(fields(Call(&TicketService::Stub::AssignTicket, assigned, kVillageA, answer)),
              UnorderedElementsAre("ticket_id", "unit_id", "note"));
  routing::v1::ClassifyTicketRequest classified;
  EXPECT_THAT(fields(Call(&TicketService::Stub::ClassifyTicket, classified, kVillageA, answer)),
              UnorderedElementsAre("ticket_id", "class", "note"));
}

}  // namespace
}  // namespace salur
