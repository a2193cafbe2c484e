// The hand-over on both stores: finding tickets, stopping between batches, several at once.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "services/routing/hand_over.h"
#include "tests/contract/routing/ticket_store_contract.h"
#include "tests/support/fake_clock.h"
#include "tests/unit/routing/decrees.h"

namespace salur::routing {
namespace {

using samples::kNow;
using samples::NewTicket;
using samples::StoreKind;
using samples::Uuid;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr int kTickets = 450;

class HandOverContract : public samples::TicketStoreFixture {
 protected:
  void SetUp() override {
    TicketStoreFixture::SetUp();
    data_ = samples::BuildData(samples::SmallFiles());
    DirectoryChange change = Next();
    change.units = data_.units;
    change.kinds = data_.kinds;
    change.served_by = data_.served_by;
    change.categories = data_.categories;
    ASSERT_TRUE(directory_->Apply(change, [](std::size_t) {}).ok());
    holder_ = std::make_unique<DirectoryHolder>(*directory_, metrics_);
  }
  DirectoryChange Next() {
    DirectoryChange change;
    change.expected = *directory_->Versions();
    change.next = change.expected;
    ++change.next.directory;
    change.import_time = kNow;
    return change;
  }
  void AddOf(int n, const std::string& unit) {
    TicketWrite write = NewTicket(n);
    Ticket& ticket = write.record.ticket;
    ticket.handling_unit_id = ticket.holder_unit_id = ticket.accountable_unit_id = unit;
    const auto added = store_->Add(*directory_->Versions(), {write});
    ASSERT_TRUE(added.ok()) << added.status();
  }
  // Surabaya gets another code, and with it all its agencies.
  void RecodeSurabaya() {
    const auto next = samples::AfterDecrees(data_, samples::kRecodeCity);
    ASSERT_TRUE(next.ok()) << next.status();
    DirectoryChange change = Next();
    change.units = next->units;
    change.served_by = next->served_by;
    change.validity = next->validity;
    for (const UnitRow& row : next->units) {
      if (!row.active) change.hand_over.push_back(row.id);
    }
    ASSERT_TRUE(directory_->Apply(change, [](std::size_t) {}).ok());
  }
  std::vector<std::string> Find(HandOverQuery::Which which, std::vector<std::string> units) {
    const auto found = store_->FindForHandOver({which, std::move(units), "", 200});
    EXPECT_TRUE(found.ok()) << found.status();
    return *found;
  }
  HandOver MakeHandOver() { return HandOver({*directory_, *holder_, *store_, clock_, nullptr}); }
  int RunToTheEnd(HandOver& hand_over) {
    int moved = 0;
    while (true) {
      const auto progress = hand_over.RunOnce();
      if (!progress.ok()) {
        ADD_FAILURE() << progress.status();
        return moved;
      }
      moved += progress->moved;
      EXPECT_LE(progress->moved, 200);
      if (progress->idle) return moved;
    }
  }

  DirectoryData data_;
  salur::testing::FakeClock clock_{kNow + absl::Hours(1)};
  prometheus::Registry registry_;
  RoutingMetrics metrics_{registry_};
  std::unique_ptr<DirectoryHolder> holder_;
};

TEST_P(HandOverContract, FindsOpenTicketsByTheirUnits) {
  using Which = HandOverQuery::Which;
  AddOf(1, "35.78");
  TicketWrite held = NewTicket(2);
  held.record.ticket.handling_unit_id = "35.78.01.2001";
  held.record.ticket.holder_unit_id = "35.78.01";
  held.record.ticket.accountable_unit_id = "35.78";
  TicketWrite closed = NewTicket(3);
  closed.record.ticket.state = TicketState::kResolved;
  ASSERT_TRUE(store_->Add(*directory_->Versions(), {held, closed}).ok());
  EXPECT_THAT(Find(Which::kOfUnits, {"35.78"}), ElementsAre(Uuid(1), Uuid(2)));
  EXPECT_THAT(Find(Which::kOfUnits, {"35.78.01", "31"}), ElementsAre(Uuid(2)));
  EXPECT_THAT(Find(Which::kOfUnits, {"sda:35.78"}), IsEmpty()) << "answered ones stay";
  EXPECT_THAT(Find(Which::kHeldBy, {"35.78", "35.78.01"}), ElementsAre(Uuid(1), Uuid(2)));
  EXPECT_THAT(Find(Which::kHeldBy, {"35.78.01.2001"}), IsEmpty());
  EXPECT_THAT(Find(Which::kHeldOutside, {"35.78.01.2001", "35.78"}), ElementsAre(Uuid(2)));
  EXPECT_THAT(Find(Which::kHeldOutside, {"35.78.01.2001", "35.78.01"}), IsEmpty());
  EXPECT_THAT(*store_->FindForHandOver({Which::kOfUnits, {"35.78"}, "", 1}), ElementsAre(Uuid(1)));
  EXPECT_THAT(*store_->FindForHandOver({Which::kOfUnits, {"35.78"}, Uuid(1), 9}),
              ElementsAre(Uuid(2)));
  EXPECT_EQ(*store_->CountOpenOf({"35.78", "35.78.01"}), 2);
  EXPECT_EQ(*store_->CountOnRetired(), 0);
}

TEST_P(HandOverContract, StoppedBetweenBatchesItGoesOnWhereItStood) {
  for (int i = 1; i <= kTickets; ++i) AddOf(i, i % 2 == 0 ? "perhubungan:35.78" : "35.78.01.2001");
  RecodeSurabaya();
  EXPECT_EQ(*store_->CountOnRetired(), kTickets);
  {
    HandOver first = MakeHandOver();
    const auto progress = first.RunOnce();
    ASSERT_TRUE(progress.ok()) << progress.status();
    EXPECT_EQ(progress->moved, 200);
  }
  EXPECT_EQ(*store_->CountOnRetired(), kTickets - 200);
  HandOver second = MakeHandOver();
  EXPECT_EQ(RunToTheEnd(second), kTickets - 200);
  EXPECT_EQ(*store_->CountOnRetired(), 0);
  EXPECT_THAT(*directory_->PendingHandOvers(10), IsEmpty());
  EXPECT_EQ((*store_->Get(Uuid(2)))->ticket.handling_unit_id, "perhubungan:35.79");
  EXPECT_EQ((*store_->Get(Uuid(3)))->ticket.handling_unit_id, "35.79.01.2001");
}

TEST_P(HandOverContract, SeveralAtOnceMoveEachTicketOnce) {
  for (int i = 1; i <= kTickets; ++i) AddOf(i, "perhubungan:35.78");
  RecodeSurabaya();
  std::atomic<int> moved = 0;
  std::vector<std::thread> replicas;
  for (int i = 0; i < 3; ++i) {
    replicas.emplace_back([&] {
      HandOver hand_over = MakeHandOver();
      moved += RunToTheEnd(hand_over);
    });
  }
  for (std::thread& replica : replicas) replica.join();
  EXPECT_EQ(moved, kTickets);
  EXPECT_EQ(*store_->CountOnRetired(), 0);
  for (int i = 1; i <= kTickets; ++i) {
    const auto record = store_->Get(Uuid(i));
    ASSERT_EQ((*record)->facts.size(), 3u) << i;
    ASSERT_EQ((*record)->ticket.version, 2);
  }
}

TEST_P(HandOverContract, WhatNobodyElseMayHoldDoesNotStopTheOthers) {
  // Handled below the unit complained about since that was said: nobody there may hold it, and so
  // it stays where it is however often somebody looks.
  TicketWrite kept = NewTicket(1);
  kept.record.ticket.handling_unit_id = kept.record.ticket.accountable_unit_id = "35.78";
  kept.record.ticket.holder_unit_id = "ID";
  kept.record.ticket.about_unit_id = "35";
  TicketWrite moved = NewTicket(2);
  moved.record.ticket.handling_unit_id = moved.record.ticket.accountable_unit_id = "35.78";
  moved.record.ticket.holder_unit_id = "ID";
  ASSERT_TRUE(store_->Add(*directory_->Versions(), {kept, moved}).ok());
  DirectoryChange change = Next();
  change.hand_over = {"35"};
  ASSERT_TRUE(directory_->Apply(change, [](std::size_t) {}).ok());
  HandOver hand_over = MakeHandOver();
  EXPECT_EQ(RunToTheEnd(hand_over), 1);
  EXPECT_EQ((*store_->Get(Uuid(1)))->ticket.holder_unit_id, "ID");
  EXPECT_EQ((*store_->Get(Uuid(2)))->ticket.holder_unit_id, "35.78");
  EXPECT_THAT(*directory_->PendingHandOvers(10), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Stores, HandOverContract,
                         ::testing::Values(StoreKind::kMemory, StoreKind::kReal),
                         samples::StoreName);

}  // namespace
}  // namespace salur::routing
