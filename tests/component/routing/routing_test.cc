// Complaints in the stream become tickets, each once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "salur/events/v1/ticket_event.pb.h"
#include "tests/component/routing/routing_under_test.h"
#include "tests/support/await.h"

namespace salur {
namespace {

using testing::Await;
using testing::RoutingUnderTest;

// One service for all tests of this file: they use different tickets.
class Routing : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    routing_ = new RoutingUnderTest();
    routing_->ImportSmall();
  }
  static void TearDownTestSuite() {
    delete routing_;
    routing_ = nullptr;
  }
  static RoutingUnderTest* routing_;
};
RoutingUnderTest* Routing::routing_ = nullptr;

TEST_F(Routing, ReachesTheRightUnit) {
  struct Case {
    const char* category;
    const char* region;
    const char* unit;
  };
  for (const Case& c : std::vector<Case>{{"lampu-jalan", "31.71.01.1001", "perhubungan:31.71"},
                                         {"jalan", "31.71.01.1001", "pupr:31.71"},
                                         {"jalan", "35.78.01.2001", "sda:35.78"},
                                         {"pungli", "31.71.01.1002", "inspektorat:31"},
                                         {"kelurahan", "91.71.01.1001", "91.71.01.1001"},
                                         {"usulan", "91.71.01.1001", "91.71.01"},
                                         {"listrik", "91.71", "listrik:ID"},
                                         {"", "35.78.01.2001", "35.78.01.2001"},
                                         {"hutan", "91.71.01.1001", "kehutanan:91"}}) {
    const routing::v1::Ticket ticket = routing_->Route(c.category, c.region);
    EXPECT_EQ(ticket.handling_unit_id(), c.unit);
    EXPECT_EQ(ticket.state(), routing::v1::ASSIGNED);
    EXPECT_FALSE(ticket.explanation().text().id().empty());
    EXPECT_EQ(ticket.explanation().directory_version(), 1);
    EXPECT_EQ(ticket.facts_size(), 2);
    EXPECT_EQ(ticket.facts(0).kind(), routing::v1::FILED);
    EXPECT_EQ(ticket.facts(1).kind(), routing::v1::ASSIGNED_TO_UNIT);
    EXPECT_EQ(ticket.ladder(ticket.ladder_size() - 1).unit_id(), "ID");
  }
}

TEST_F(Routing, WithoutALocationATicketWaitsInTriage) {
  const routing::v1::Ticket ticket = routing_->Route("jalan", "");
  EXPECT_EQ(ticket.state(), routing::v1::TRIAGE);
  EXPECT_EQ(ticket.handling_unit_id(), "ID");
  EXPECT_EQ(ticket.facts(1).kind(), routing::v1::TRIAGED);
  EXPECT_EQ(ticket.ladder_size(), 0);
}

TEST_F(Routing, ARepeatedComplaintHasNoEffect) {
  const auto complaint = routing_->NewComplaint("jalan", "35.78.01.2001");
  const auto other = routing_->NewComplaint("jalan", "31.71.01.1001");
  routing_->Publish({complaint, complaint});
  routing_->AwaitTicket(complaint.complaint_id());
  auto changed = complaint;
  changed.set_category_code("air");
  routing_->Publish({changed, other, complaint});
  routing_->AwaitTicket(other.complaint_id());
  const std::string id = "'" + complaint.complaint_id() + "'";
  EXPECT_EQ(routing_->Query("SELECT category_code FROM routing.ticket WHERE ticket_id = " + id),
            "jalan");
  EXPECT_EQ(routing_->Query("SELECT count(*) FROM routing.ticket_fact WHERE ticket_id = " + id),
            "2");
}

TEST_F(Routing, TellsOthersWithAllFactsAndTheLadder) {
  const std::string id = routing_->Route("lampu-jalan", "35.78.01.2001").ticket_id();
  redis::RedisEventStream stream({.url = routing_->redis().url()}, streams::kTickets);
  events::v1::TicketEvent event;
  int told = 0;
  ASSERT_TRUE(Await([&] {
    const auto messages = stream.ReadGroup({"intake", "test", 500});
    if (!messages.ok()) return false;
    for (const StreamMessage& message : *messages) {
      if (message.key != id) continue;
      ++told;
      EXPECT_TRUE(event.ParseFromString(message.payload));
    }
    return told > 0;
  }));
  EXPECT_EQ(told, 1);
  EXPECT_EQ(event.ticket().ticket_id(), id);
  EXPECT_EQ(event.ticket().version(), 1);
  EXPECT_EQ(event.ticket().facts_size(), 2);
  ASSERT_EQ(event.ticket().ladder_size(), 3);
  EXPECT_EQ(event.ticket().ladder(0).unit_id(), "35.78");
  EXPECT_EQ(event.ticket().ladder(0).name(), "Kota Surabaya");
  EXPECT_EQ(event.ticket().ladder(2).unit_id(), "ID");
  EXPECT_TRUE(event.ticket().text().empty());
}

TEST_F(Routing, APointAloneFindsItsVillageAndKeepsTheNeighbours) {
  auto complaint = routing_->NewComplaint("kelurahan", "");
  complaint.mutable_point()->set_latitude(-6.175);
  complaint.mutable_point()->set_longitude(106.8099);
  complaint.set_accuracy_m(50);
  routing_->Publish({complaint});
  const routing::v1::Ticket ticket = routing_->AwaitTicket(complaint.complaint_id());
  EXPECT_EQ(ticket.handling_unit_id(), "31.71.01.1001");
  EXPECT_EQ(ticket.region_code(), "31.71.01.1001");
  EXPECT_THAT(ticket.explanation().steps(),
              ::testing::ElementsAre("LOCATION", "BORDER", "CATEGORY_DEFAULT"));
  EXPECT_THAT(ticket.explanation().candidate_unit_ids(), ::testing::ElementsAre("31.71.01.1002"));
}

TEST_F(Routing, AnUnreadableComplaintBecomesADeadLetterAndStopsNobody) {
  redis::RedisEventStream stream({.url = routing_->redis().url()}, streams::kComplaints);
  ASSERT_TRUE(stream.Append({{"0", "bad", "\xff\xff"}}).ok());
  const auto good = routing_->NewComplaint("jalan", "35.78");
  routing_->Publish({good});
  routing_->AwaitTicket(good.complaint_id());
  ASSERT_TRUE(
      Await([&] { return routing_->Query("SELECT count(*) FROM routing.dead_letter") == "1"; }));
  grpc::ClientContext context;
  RoutingUnderTest::As(context, "admin/tester");
  common::v1::ListDeadLettersResponse letters;
  ASSERT_TRUE(routing_->operations().ListDeadLetters(&context, {}, &letters).ok());
  ASSERT_EQ(letters.dead_letters_size(), 1);
  EXPECT_THAT(letters.dead_letters(0).error(), ::testing::HasSubstr("INVALID_COMPLAINT_EVENT"));
}

TEST(RoutingOutage, CatchesUpWhenRedisComesBackEmpty) {
  RoutingUnderTest routing;
  routing.ImportSmall();
  const auto first = routing.NewComplaint("jalan", "35.78");
  routing.Publish({first});
  routing.AwaitTicket(first.complaint_id());
  routing.redis().Stop();
  routing.redis().Start();
  const auto second = routing.NewComplaint("jalan", "31.71");
  ASSERT_TRUE(Await([&] {
    redis::RedisEventStream stream({.url = routing.redis().url()}, streams::kComplaints);
    return stream.Append({{"0", second.complaint_id(), second.SerializeAsString()}}).ok();
  }));
  EXPECT_EQ(routing.AwaitTicket(second.complaint_id()).handling_unit_id(), "pupr:31.71");
}

}  // namespace
}  // namespace salur
