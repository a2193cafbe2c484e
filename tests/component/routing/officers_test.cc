// The officers' desk: queues, scope, confidentiality, accepting and resolving.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "common/base/errors.h"
#include "common/rpc/status.h"
#include "tests/component/routing/routing_under_test.h"
#include "tests/support/await.h"

namespace salur {
namespace {

using testing::Await;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::Reason;
using testing::RoutingUnderTest;
using ::testing::UnorderedElementsAre;

constexpr char kAnswer[] = "Lampu jalan sudah kami ganti hari ini. Hubungi 0812-3456-7890.";

class Officers : public ::testing::Test {
 protected:
  Officers() { routing_.ImportSmall(); }

  grpc::Status Accept(const routing::v1::Ticket& ticket, const std::string& caller,
                      const std::string& request_id, routing::v1::Ticket& answer,
                      const std::string& etag = "") {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    routing::v1::AcceptTicketRequest request;
    request.set_request_id(request_id);
    request.set_ticket_id(ticket.ticket_id());
    request.set_etag(etag);
    return routing_.tickets().AcceptTicket(&context, request, &answer);
  }
  grpc::Status Resolve(const routing::v1::Ticket& ticket, const std::string& caller,
                       const std::string& request_id, routing::v1::Ticket& answer) {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    routing::v1::ResolveTicketRequest request;
    request.set_request_id(request_id);
    request.set_ticket_id(ticket.ticket_id());
    request.set_outcome(routing::v1::DONE);
    request.set_answer(kAnswer);
    return routing_.tickets().ResolveTicket(&context, request, &answer);
  }
  grpc::Status List(routing::v1::ListTicketsRequest request, const std::string& caller,
                    routing::v1::ListTicketsResponse& response) {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    return routing_.tickets().ListTickets(&context, request, &response);
  }
  std::vector<std::string> Queue(const std::string& unit, bool subtree, const std::string& caller) {
    routing::v1::ListTicketsRequest request;
    request.set_unit_id(unit);
    request.set_include_subtree(subtree);
    routing::v1::ListTicketsResponse response;
    const grpc::Status status = List(request, caller, response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    std::vector<std::string> ids;
    for (const auto& ticket : response.tickets()) ids.push_back(ticket.ticket_id());
    return ids;
  }

  RoutingUnderTest routing_;
};

TEST_F(Officers, AcceptAndResolveATicket) {
  const auto ticket = routing_.Route("lampu-jalan", "35.78.01.2001");
  routing_.clock().Advance(absl::Hours(1));
  routing::v1::Ticket accepted;
  ASSERT_TRUE(Accept(ticket, "officer/budi@perhubungan:35.78", "r1", accepted).ok());
  EXPECT_EQ(accepted.state(), routing::v1::IN_PROGRESS);
  EXPECT_EQ(accepted.assignee(), "budi");
  EXPECT_EQ(accepted.version(), 2);
  EXPECT_EQ(accepted.clock_version(), ticket.clock_version());
  routing::v1::Ticket resolved;
  ASSERT_TRUE(Resolve(ticket, "officer/budi@perhubungan:35.78", "r2", resolved).ok());
  EXPECT_EQ(resolved.state(), routing::v1::RESOLVED);
  EXPECT_EQ(resolved.facts(3).note(),
            "Lampu jalan sudah kami ganti hari ini. Hubungi [disamarkan].");
  EXPECT_EQ(resolved.clock_version(), ticket.clock_version() + 1);
  const grpc::Status again = Accept(ticket, "officer/ani@perhubungan:35.78", "r3", accepted);
  EXPECT_EQ(again.error_code(), grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(ErrorMetadata(FromGrpcStatus(again))["state"], "RESOLVED");
}

TEST_F(Officers, OfTwoAtOnceOneWins) {
  const auto ticket = routing_.Route("lampu-jalan", "35.78.01.2001");
  std::vector<grpc::Status> statuses(2);
  std::vector<std::thread> threads;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&, i] {
      routing::v1::Ticket answer;
      statuses[static_cast<std::size_t>(i)] =
          Accept(ticket, "officer/o" + std::to_string(i) + "@perhubungan:35.78", "r", answer,
                 ticket.etag());
    });
  }
  for (std::thread& thread : threads) thread.join();
  const bool first_won = statuses[0].ok();
  EXPECT_NE(statuses[0].ok(), statuses[1].ok());
  const grpc::Status& lost = statuses[first_won ? 1 : 0];
  EXPECT_EQ(lost.error_code(), grpc::StatusCode::ABORTED);
  EXPECT_EQ(Reason(lost), "ETAG_MISMATCH");
  routing::v1::Ticket now;
  ASSERT_TRUE(routing_.Get(ticket.ticket_id(), now).ok());
  EXPECT_EQ(ErrorMetadata(FromGrpcStatus(lost))["etag"], now.etag());
  EXPECT_EQ(now.facts_size(), 3);
}

TEST_F(Officers, TheSameRequestAgainGetsTheFirstAnswer) {
  const auto ticket = routing_.Route("lampu-jalan", "35.78.01.2001");
  const std::string budi = "officer/budi@perhubungan:35.78";
  routing::v1::Ticket first, again;
  ASSERT_TRUE(Accept(ticket, budi, "r1", first, ticket.etag()).ok());
  ASSERT_TRUE(Resolve(ticket, budi, "r2", again).ok());
  again.Clear();
  ASSERT_TRUE(Accept(ticket, budi, "r1", again, ticket.etag()).ok());
  for (routing::v1::Ticket* answer : {&first, &again}) {  // fetched for each answer anew
    answer->clear_text();
    answer->clear_address();
    answer->clear_text_available();
  }
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
  EXPECT_EQ(Reason(Accept(ticket, budi, "r1", again)), "REQUEST_ID_REUSED");
  EXPECT_EQ(Reason(Resolve(ticket, budi, "r1", again)), "REQUEST_ID_REUSED");
  // Without the answer's telephone number, also where the request is remembered.
  EXPECT_EQ(routing_.Query("SELECT count(*) FROM routing.ticket_request WHERE "
                           "position('7890'::bytea in answer) > 0 OR fingerprint LIKE '%Lampu%'"),
            "0");
}

TEST_F(Officers, SeeOnlyTheirScope) {
  const auto surabaya = routing_.Route("lampu-jalan", "35.78.01.2001").ticket_id();
  const auto village = routing_.Route("kelurahan", "35.78.01.2001").ticket_id();
  const auto jakarta = routing_.Route("lampu-jalan", "31.71.01.1001").ticket_id();
  EXPECT_THAT(Queue("perhubungan:35.78", false, "officer/a@35.78"), ElementsAre(surabaya));
  EXPECT_THAT(Queue("35.78", false, "officer/a@35.78"), IsEmpty());
  EXPECT_THAT(Queue("35.78", true, "officer/a@35.78"), UnorderedElementsAre(surabaya, village));
  EXPECT_THAT(Queue("ID", true, "supervisor/s@ID"),
              UnorderedElementsAre(surabaya, village, jakarta));
  routing::v1::ListTicketsRequest request;
  request.set_unit_id("31.71");
  routing::v1::ListTicketsResponse response;
  EXPECT_EQ(Reason(List(request, "officer/a@35.78", response)), "OUT_OF_SCOPE");
  routing::v1::Ticket ticket;
  EXPECT_EQ(Reason(routing_.Get(jakarta, ticket, "officer/a@35.78")), "TICKET_NOT_FOUND");
  EXPECT_EQ(Reason(routing_.Get(jakarta, ticket, "officer/a@nowhere")), "TICKET_NOT_FOUND");
  EXPECT_TRUE(routing_.Get(jakarta, ticket, "officer/a@31").ok());
  EXPECT_TRUE(routing_.Get(ticket.tracking_number(), ticket, "officer/a@31").ok());
  EXPECT_EQ(Reason(Accept(ticket, "officer/a@35.78", "r1", ticket)), "TICKET_NOT_FOUND");
  EXPECT_EQ(routing_.Get(jakarta, ticket, "partner/x").error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
}

TEST_F(Officers, SeeConfidentialTicketsOnlyInTheirOwnUnit) {
  const auto secret = routing_.Route("pungli", "35.78.01.2001");
  const std::string id = secret.ticket_id();
  EXPECT_TRUE(secret.confidential());
  for (const char* caller : {"officer/a@inspektorat:35.78", "officer/a@35.78;confidential",
                             "supervisor/a@ID;confidential", "admin/x"}) {
    routing::v1::Ticket ticket;
    EXPECT_EQ(Reason(routing_.Get(id, ticket, caller)), "TICKET_NOT_FOUND") << caller;
  }
  EXPECT_THAT(Queue("35.78", true, "officer/a@35.78;confidential"), Not(Contains(id)));
  EXPECT_THAT(Queue("inspektorat:35.78", false, "officer/a@inspektorat:35.78"), IsEmpty());
  EXPECT_THAT(Queue("inspektorat:35.78", false, "officer/a@inspektorat:35.78;confidential"),
              ElementsAre(id));
}

TEST_F(Officers, PageThroughTheirQueue) {
  std::vector<std::string> filed;
  for (int i = 0; i < 5; ++i) {
    filed.push_back(routing_.Route("lampu-jalan", "35.78.01.2001").ticket_id());
    routing_.clock().Advance(absl::Seconds(1));
  }
  routing::v1::ListTicketsRequest request;
  request.set_unit_id("perhubungan:35.78");
  request.set_page_size(2);
  request.set_category_code("transport");  // the category above
  std::vector<std::string> listed;
  for (int page = 0; page < 3; ++page) {
    routing::v1::ListTicketsResponse response;
    ASSERT_TRUE(List(request, "officer/a@perhubungan:35.78", response).ok());
    for (const auto& ticket : response.tickets()) {
      EXPECT_EQ(ticket.facts_size(), 0);
      listed.push_back(ticket.ticket_id());
    }
    EXPECT_EQ(response.next_page_token().empty(), page == 2);
    request.set_page_token(response.next_page_token());
  }
  EXPECT_EQ(listed, filed);
}

TEST_F(Officers, ReadTextsAndAdministratorsDoNot) {
  const auto id = routing_.Route("lampu-jalan", "35.78.01.2001").ticket_id();
  routing::v1::Ticket ticket;
  // Texts are waited for a short time only; a slow machine may need another call.
  ASSERT_TRUE(Await([&] {
    return routing_.Get(id, ticket, "officer/a@perhubungan:35.78").ok() && ticket.text_available();
  }));
  EXPECT_EQ(ticket.text(), "text of " + id);
  EXPECT_EQ(ticket.address(), "address of " + id);
  routing::v1::ListTicketsRequest request;
  request.set_unit_id("35.78");
  request.set_include_subtree(true);
  routing::v1::ListTicketsResponse response;
  ASSERT_TRUE(Await([&] {
    response.Clear();
    return List(request, "supervisor/s@35.78", response).ok() &&
           response.tickets(0).text_available();
  }));
  EXPECT_EQ(response.tickets(0).text(), "text of " + id);
  ASSERT_TRUE(routing_.Get(id, ticket, "admin/x").ok());
  EXPECT_FALSE(ticket.text_available());
  EXPECT_EQ(ticket.text(), "");
}

TEST_F(Officers, GetTheListWithoutTextsWhenIntakeIsAway) {
  const auto id = routing_.Route("lampu-jalan", "35.78.01.2001").ticket_id();
  routing_.StopIntake();
  routing::v1::ListTicketsRequest request;
  request.set_unit_id("perhubungan:35.78");
  routing::v1::ListTicketsResponse response;
  ASSERT_TRUE(List(request, "officer/a@perhubungan:35.78", response).ok());
  ASSERT_EQ(response.tickets_size(), 1);
  EXPECT_FALSE(response.tickets(0).text_available());
  EXPECT_EQ(response.tickets(0).text(), "");
}

TEST_F(Officers, AreToldEveryBadField) {
  routing::v1::ListTicketsRequest list;
  list.set_page_size(201);
  list.set_page_token("x");
  list.set_category_code("nothing");
  list.add_states(static_cast<routing::v1::TicketState>(99));
  routing::v1::ListTicketsResponse response;
  const grpc::Status status = List(list, "officer/a@35.78", response);
  EXPECT_EQ(Reason(status), "INVALID_FIELDS");
  std::vector<std::string> fields;
  for (const auto& violation : ErrorViolations(FromGrpcStatus(status))) {
    fields.push_back(violation.field);
  }
  EXPECT_THAT(fields, UnorderedElementsAre("page_size", "unit_id", "states[0]", "category_code",
                                           "page_token"));
}

TEST_F(Officers, MethodsOfLaterVersionsSaySo) {
  grpc::ClientContext context;
  RoutingUnderTest::As(context, "officer/a@35.78");
  routing::v1::Ticket answer;
  const grpc::Status status = routing_.tickets().RequestInformation(&context, {}, &answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(Reason(status), "NOT_AVAILABLE_YET");
}

}  // namespace
}  // namespace salur
