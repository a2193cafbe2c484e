// What every TicketStore must do with changes, run on memory and on PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "common/base/errors.h"
#include "tests/contract/routing/ticket_store_contract.h"

namespace salur::routing {
namespace {

using samples::Climbed;
using samples::kNow;
using samples::kVersions;
using samples::NewTicket;
using samples::StoreKind;
using samples::Uuid;
using ::testing::ElementsAre;

class TicketStoreContract : public samples::TicketStoreFixture {};

TEST_P(TicketStoreContract, ReturnsWhatWasStored) {
  const TicketWrite write = NewTicket(1);
  Add({write});
  const auto by_id = store_->Get(Uuid(1));
  ASSERT_TRUE(by_id.ok() && by_id->has_value()) << by_id.status();
  EXPECT_EQ(**by_id, write.record);
  const auto by_number = store_->Get("AAA-BBB-1");
  ASSERT_TRUE(by_number.ok() && by_number->has_value());
  EXPECT_EQ(**by_number, write.record);
  EXPECT_FALSE(store_->Get(Uuid(9))->has_value());
  EXPECT_FALSE(store_->Get("nothing")->has_value());
}

TEST_P(TicketStoreContract, StoresATicketOnce) {
  Add({NewTicket(2)});
  TicketWrite other = NewTicket(2);
  other.record.ticket.category_code = "air";
  const auto added = store_->Add(kVersions, {NewTicket(3), other, NewTicket(1)});
  ASSERT_TRUE(added.ok()) << added.status();
  EXPECT_THAT(*added, ElementsAre(true, false, true));
  EXPECT_EQ((*store_->Get(Uuid(2)))->ticket.category_code, "jalan");
  EXPECT_EQ((*store_->Get(Uuid(2)))->facts.size(), 2u);
}

TEST_P(TicketStoreContract, EqualBatchesAtOnceStoreEachTicketOnce) {
  std::vector<TicketWrite> tickets;
  for (int i = 1; i <= 40; ++i) tickets.push_back(NewTicket(i));
  std::atomic<int> added = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 6; ++i) {
    threads.emplace_back([&, i] {
      auto batch = tickets;
      if (i % 2 == 1) std::reverse(batch.begin(), batch.end());
      const auto fresh = store_->Add(kVersions, batch);
      ASSERT_TRUE(fresh.ok()) << fresh.status();
      added += static_cast<int>(std::count(fresh->begin(), fresh->end(), true));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(added, 40);
  for (const TicketWrite& ticket : tickets) {
    EXPECT_EQ((*store_->Get(ticket.record.ticket.id))->facts.size(), 2u);
  }
}

TEST_P(TicketStoreContract, RefusesDecisionsOfAnotherVersion) {
  for (const DirectoryVersions wrong : {DirectoryVersions{1, 2}, DirectoryVersions{2, 1}}) {
    EXPECT_EQ(ErrorReason(store_->Add(wrong, {NewTicket(1)}).status()), "DIRECTORY_CHANGED");
    EXPECT_EQ(ErrorReason(store_->Update(
                  wrong, {Uuid(1)},
                  [](auto) -> absl::StatusOr<TicketChanges> { return TicketChanges{}; })),
              "DIRECTORY_CHANGED");
  }
  EXPECT_FALSE(store_->Get(Uuid(1))->has_value());
}

TEST_P(TicketStoreContract, UpdatesWhatTheDeciderSays) {
  Add({NewTicket(1), NewTicket(2)});
  const auto status = store_->Update(
      kVersions, {Uuid(1), Uuid(2), Uuid(3)},
      [](std::map<std::string, TicketRecord> records) -> absl::StatusOr<TicketChanges> {
        EXPECT_EQ(records.size(), 2u);
        EXPECT_EQ(records.at(Uuid(2)), NewTicket(2).record);
        TicketChanges changes;
        changes.tickets.push_back(Climbed(records.at(Uuid(1)), 1));
        return changes;
      });
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(**store_->Get(Uuid(1)), Climbed(NewTicket(1).record, 1).record);
  EXPECT_EQ(**store_->Get(Uuid(2)), NewTicket(2).record);
}

TEST_P(TicketStoreContract, KeepsWhatMovesSay) {
  Add({NewTicket(1), NewTicket(2)});
  const auto moved = [](TicketRecord record, bool binding) {
    TicketWrite write;
    write.facts_stored = record.facts.size();
    Fact fact = record.facts.back();
    fact.number = 3;
    fact.cause = binding ? AssignmentCause::kBinding : AssignmentCause::kDirectoryChanged;
    fact.other_unit_id = "35.78.01";
    record.facts.push_back(fact);
    record.ticket.hops = 3;
    record.ticket.binding = binding;
    record.ticket.arbitrating = !binding;
    ++record.ticket.version;
    write.record = std::move(record);
    write.event = "moved";
    return write;
  };
  ASSERT_TRUE(
      store_
          ->Update(
              kVersions, {Uuid(1), Uuid(2)},
              [&](std::map<std::string, TicketRecord> records) -> absl::StatusOr<TicketChanges> {
                TicketChanges changes;
                changes.tickets = {moved(records.at(Uuid(1)), true),
                                   moved(records.at(Uuid(2)), false)};
                return changes;
              })
          .ok());
  EXPECT_EQ(**store_->Get(Uuid(1)), moved(NewTicket(1).record, true).record);
  EXPECT_EQ(**store_->Get(Uuid(2)), moved(NewTicket(2).record, false).record);
}

TEST_P(TicketStoreContract, AnErrorOfTheDeciderChangesNothing) {
  Add({NewTicket(1)});
  EXPECT_EQ(store_->Update(kVersions, {Uuid(1)},
                           [](auto) -> absl::StatusOr<TicketChanges> {
                             return absl::FailedPreconditionError("no");
                           }),
            absl::FailedPreconditionError("no"));
  EXPECT_EQ(**store_->Get(Uuid(1)), NewTicket(1).record);
}

TEST_P(TicketStoreContract, NeverStoresAClimbTwice) {
  Add({NewTicket(1)});
  const auto climb = [](std::map<std::string, TicketRecord> records) {
    TicketChanges changes;
    changes.tickets.push_back(Climbed(records.at(Uuid(1)), 1));
    return absl::StatusOr<TicketChanges>(changes);
  };
  ASSERT_TRUE(store_->Update(kVersions, {Uuid(1)}, climb).ok());
  EXPECT_FALSE(store_->Update(kVersions, {Uuid(1)}, climb).ok());
  EXPECT_EQ((*store_->Get(Uuid(1)))->facts.size(), 3u);
}

TEST_P(TicketStoreContract, GivesTheFirstAnswerAgain) {
  Add({NewTicket(1)});
  int decided = 0;
  const auto decide =
      [&](std::map<std::string, TicketRecord> records) -> absl::StatusOr<TicketChanges> {
    ++decided;
    TicketChanges changes;
    changes.answer = std::string("answer\0", 7) + std::to_string(decided);
    changes.tickets.push_back(Climbed(records.at(Uuid(1)), decided));
    return changes;
  };
  const RequestKey key{"officer/budi@35.78", "r-1", "f1"};
  const std::string first = std::string("answer\0", 7) + "1";
  EXPECT_EQ(*store_->UpdateOnce(kVersions, key, Uuid(1), kNow, decide), first);
  EXPECT_EQ(*store_->UpdateOnce(kVersions, key, Uuid(1), kNow, decide), first);
  EXPECT_EQ(decided, 1);
  EXPECT_EQ(
      ErrorReason(
          store_->UpdateOnce(kVersions, {key.caller, key.request_id, "f2"}, Uuid(1), kNow, decide)
              .status()),
      "REQUEST_ID_REUSED");
  // Another caller's request of the same name is another request.
  EXPECT_TRUE(
      store_->UpdateOnce(kVersions, {"officer/ani@35.78", "r-1", "f2"}, Uuid(1), kNow, decide)
          .ok());
  EXPECT_EQ(decided, 2);
}

TEST_P(TicketStoreContract, ARefusedRequestIsNotRemembered) {
  Add({NewTicket(1)});
  const RequestKey key{"officer/budi@35.78", "r-1", "f1"};
  EXPECT_FALSE(store_
                   ->UpdateOnce(kVersions, key, Uuid(1), kNow,
                                [](auto) -> absl::StatusOr<TicketChanges> {
                                  return absl::AbortedError("etag");
                                })
                   .ok());
  EXPECT_TRUE(store_
                  ->UpdateOnce(kVersions, key, Uuid(1), kNow,
                               [](auto) -> absl::StatusOr<TicketChanges> {
                                 return TicketChanges{{}, "ok"};
                               })
                  .ok());
}

TEST_P(TicketStoreContract, EqualRequestsAtOnceDecideOnce) {
  Add({NewTicket(1)});
  std::atomic<int> decided = 0;
  std::vector<std::string> answers(8);
  std::vector<std::thread> threads;
  for (std::string& answer : answers) {
    threads.emplace_back([&] {
      answer = store_
                   ->UpdateOnce(kVersions, {"officer/budi@35.78", "r", "f"}, Uuid(1), kNow,
                                [&](std::map<std::string, TicketRecord> records)
                                    -> absl::StatusOr<TicketChanges> {
                                  TicketChanges changes;
                                  changes.answer = std::to_string(++decided);
                                  changes.tickets.push_back(Climbed(records.at(Uuid(1)), 1));
                                  return changes;
                                })
                   .value_or("failed");
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(answers, ::testing::Each("1"));
  EXPECT_EQ((*store_->Get(Uuid(1)))->facts.size(), 3u);
}

INSTANTIATE_TEST_SUITE_P(Stores, TicketStoreContract,
                         ::testing::Values(StoreKind::kMemory, StoreKind::kReal),
                         samples::StoreName);

}  // namespace
}  // namespace salur::routing
