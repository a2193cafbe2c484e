// What every TicketStore must list and count, run on memory and on PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/contract/routing/ticket_store_contract.h"

namespace salur::routing {
namespace {

using samples::kNow;
using samples::NewTicket;
using samples::StoreKind;
using samples::Uuid;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class TicketQueueContract : public samples::TicketStoreFixture {};

TEST_P(TicketQueueContract, ListsTheQueueOfUnits) {
  TicketWrite held = NewTicket(2);
  held.record.ticket.handling_unit_id = "35.78.01.2001";
  held.record.ticket.holder_unit_id = "35.78.01";
  held.record.ticket.accountable_unit_id = "35.78";
  Add({NewTicket(3), NewTicket(1), held});
  TicketQuery query = AllAssigned();
  EXPECT_THAT(Ids(query), ElementsAre(Uuid(1), Uuid(2), Uuid(3)));
  for (const char* unit : {"35.78.01.2001", "35.78.01", "35.78"}) {
    query.unit_ids = {unit};
    EXPECT_THAT(Ids(query), ElementsAre(Uuid(2))) << unit;
  }
  query.unit_ids = {"35.78", "sda:35.78"};
  EXPECT_THAT(Ids(query), ElementsAre(Uuid(1), Uuid(2), Uuid(3)));
  query.unit_ids = {"35"};
  EXPECT_THAT(Ids(query), IsEmpty());
}

TEST_P(TicketQueueContract, ListsPageAfterPageInBothOrders) {
  std::vector<TicketWrite> tickets;
  for (int i = 1; i <= 5; ++i) {
    tickets.push_back(NewTicket(i));
    tickets.back().record.ticket.received_time = kNow + absl::Seconds(i / 2);  // with ties
  }
  Add(tickets);
  for (const bool newest_first : {false, true}) {
    for (const bool by_unit : {false, true}) {
      TicketQuery query = AllAssigned();
      query.newest_first = newest_first;
      query.count = 2;
      if (by_unit) query.unit_ids = {"sda:35.78"};
      std::vector<std::string> seen;
      while (true) {
        const auto page = store_->List(query);
        ASSERT_TRUE(page.ok()) << page.status();
        for (const Ticket& ticket : *page) seen.push_back(ticket.id);
        if (page->size() < 2) break;
        query.after = {page->back().received_time, page->back().id};
      }
      std::vector<std::string> expected = {Uuid(1), Uuid(2), Uuid(3), Uuid(4), Uuid(5)};
      if (newest_first) std::reverse(expected.begin(), expected.end());
      EXPECT_EQ(seen, expected);
    }
  }
}

TEST_P(TicketQueueContract, FiltersByStateCategoryAndClimbs) {
  TicketWrite resolved = NewTicket(1);
  resolved.record.ticket.state = TicketState::kResolved;
  TicketWrite other = NewTicket(2);
  other.record.ticket.category_code = "";
  TicketWrite climbed = NewTicket(3);
  climbed.record.ticket.step = 2;
  Add({resolved, other, climbed});
  TicketQuery query = AllAssigned();
  EXPECT_THAT(Ids(query), ElementsAre(Uuid(2), Uuid(3)));
  query.states = {TicketState::kResolved, TicketState::kClosed};
  EXPECT_THAT(Ids(query), ElementsAre(Uuid(1)));
  query = AllAssigned();
  query.category_codes = {"jalan", "air"};
  EXPECT_THAT(Ids(query), ElementsAre(Uuid(3)));
  query = AllAssigned();
  query.climbed_only = true;
  EXPECT_THAT(Ids(query), ElementsAre(Uuid(3)));
}

TEST_P(TicketQueueContract, HidesConfidentialTicketsFromAllButTheirUnits) {
  TicketWrite secret = NewTicket(1);
  secret.record.ticket.confidential = true;
  secret.record.ticket.accountable_unit_id = "sda:35";
  Add({secret, NewTicket(2)});
  TicketQuery query = AllAssigned();
  EXPECT_THAT(Ids(query), ElementsAre(Uuid(2)));
  query.confidential_unit_id = "35";
  EXPECT_THAT(Ids(query), ElementsAre(Uuid(2)));
  query.confidential_unit_id = "sda:35.78";
  EXPECT_THAT(Ids(query), ElementsAre(Uuid(1), Uuid(2)));
  query.confidential_unit_id = "sda:35";
  query.unit_ids = {"sda:35"};
  EXPECT_THAT(Ids(query), ElementsAre(Uuid(1)));
}

TEST_P(TicketQueueContract, CountsWhatIsOpenByLevel) {
  TicketWrite resolved = NewTicket(1);
  resolved.record.ticket.state = TicketState::kResolved;
  TicketWrite village = NewTicket(2);
  village.record.ticket.accountable_level = Level::kKelurahanDesa;
  Add({resolved, village, NewTicket(3), NewTicket(4)});
  EXPECT_THAT(*store_->CountOpen(), ElementsAre(1, 0, 2, 0, 0));
}

INSTANTIATE_TEST_SUITE_P(Stores, TicketQueueContract,
                         ::testing::Values(StoreKind::kMemory, StoreKind::kReal),
                         samples::StoreName);

}  // namespace
}  // namespace salur::routing
