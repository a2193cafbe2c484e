// What every TicketStore must do, run on memory and on PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "common/base/errors.h"
#include "services/routing/storage/in_memory_directory_store.h"
#include "services/routing/storage/in_memory_ticket_store.h"
#include "services/routing/storage/migrations.h"
#include "services/routing/storage/postgres_directory_store.h"
#include "services/routing/storage/postgres_ticket_store.h"
#include "tests/support/private_postgres.h"

namespace salur::routing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

enum class Kind { kMemory, kReal };

const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);
constexpr DirectoryVersions kVersions{1, 1};

std::string Uuid(int n) {
  char text[40];
  std::snprintf(text, sizeof text, "0197f000-0000-7000-8000-%012d", n);
  return text;
}

TicketWrite NewTicket(int n) {
  TicketWrite write;
  Ticket& ticket = write.record.ticket;
  ticket.id = Uuid(n);
  ticket.tracking_number = "AAA-BBB-" + std::to_string(n);
  ticket.state = TicketState::kAssigned;
  ticket.category_code = "jalan";
  ticket.region_code = "35.78.01.2001";
  ticket.handling_unit_id = "sda:35.78";
  ticket.holder_unit_id = "sda:35.78";
  ticket.accountable_unit_id = "sda:35.78";
  ticket.accountable_level = Level::kKabkota;
  ticket.clock_version = 2;
  ticket.received_time = kNow + absl::Seconds(n);
  ticket.create_time = ticket.update_time = kNow + absl::Seconds(n);
  ticket.explanation.text_id = "Laporan ini ditujukan kepada \"Dinas\", {a}.";
  ticket.explanation.text_en = "It's for \\ the office\nof roads, NULL.";
  ticket.explanation.steps = {"LOCATION", "CATEGORY_DEFAULT"};
  ticket.explanation.region_code = "35.78.01.2001";
  ticket.explanation.skipped_unit_ids = {"pupr:35.78"};
  ticket.explanation.directory_version = 1;
  ticket.explanation.rules_version = 1;
  Fact filed;
  filed.number = 1;
  filed.kind = FactKind::kFiled;
  filed.time = ticket.received_time;
  filed.actor = "reporter";
  Fact assigned;
  assigned.number = 2;
  assigned.kind = FactKind::kAssigned;
  assigned.time = ticket.create_time;
  assigned.unit_id = "sda:35.78";
  assigned.unit_level = Level::kKabkota;
  assigned.unit_region_code = "35.78";
  assigned.unit_name = "Dinas Sumber Daya Air Kota Surabaya";
  assigned.actor = "system";
  write.record.facts = {filed, assigned};
  write.event = std::string("event\0", 6) + std::to_string(n);
  return write;
}

// The next version of a ticket, with a climb.
TicketWrite Climbed(TicketRecord record, int step) {
  TicketWrite write;
  write.facts_stored = record.facts.size();
  write.record = std::move(record);
  Ticket& ticket = write.record.ticket;
  Fact climb;
  climb.number = static_cast<int>(write.facts_stored) + 1;
  climb.kind = FactKind::kClimbed;
  climb.time = kNow + absl::Hours(1);
  climb.step = step;
  climb.unit_id = "35.78";
  climb.due_time = kNow + absl::Minutes(30);
  climb.clock_action_version = ticket.clock_version;
  climb.skipped_unit_ids = {"35.78.01", "35.78.01.2001"};
  write.record.facts.push_back(climb);
  ticket.step = step;
  ticket.accountable_unit_id = "35.78";
  ++ticket.version;
  ++ticket.clock_version;
  ticket.update_time = climb.time;
  write.event = "climbed";
  return write;
}

class TicketStoreContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::kMemory) {
      directory_ = std::make_unique<InMemoryDirectoryStore>();
      store_ = std::make_unique<InMemoryTicketStore>(*directory_, outbox_);
    } else {
      const auto database = testing::PrivatePostgres::Instance().NewDatabase();
      testing::MigrateForTest(database, "routing", Migrations());
      pool_ = std::make_unique<postgres::Pool>(
          postgres::Pool::Options{.dsn = database.ServiceDsn("routing")});
      directory_ = std::make_unique<PostgresDirectoryStore>(*pool_);
      store_ = std::make_unique<PostgresTicketStore>(*pool_);
    }
    SetVersions({0, 0}, kVersions);
  }

  void SetVersions(DirectoryVersions from, DirectoryVersions to) {
    DirectoryChange change;
    change.expected = from;
    change.next = to;
    change.import_time = kNow;
    ASSERT_TRUE(directory_->Apply(change, [](std::size_t) {}).ok());
  }

  void Add(const std::vector<TicketWrite>& tickets) {
    const auto added = store_->Add(kVersions, tickets);
    ASSERT_TRUE(added.ok()) << added.status();
  }

  std::vector<std::string> Ids(const TicketQuery& query) {
    const auto tickets = store_->List(query);
    EXPECT_TRUE(tickets.ok()) << tickets.status();
    std::vector<std::string> ids;
    for (const Ticket& ticket : *tickets) ids.push_back(ticket.id);
    return ids;
  }

  static TicketQuery AllAssigned() {
    TicketQuery query;
    query.states = {TicketState::kAssigned};
    return query;
  }

  InMemoryOutboxStore outbox_;
  std::unique_ptr<postgres::Pool> pool_;
  std::unique_ptr<DirectoryStore> directory_;
  std::unique_ptr<TicketStore> store_;
};

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

TEST_P(TicketStoreContract, RefusesDecisionsOfAnotherVersion) {
  for (const DirectoryVersions wrong : {DirectoryVersions{1, 2}, DirectoryVersions{2, 1}}) {
    EXPECT_EQ(ErrorReason(store_->Add(wrong, {NewTicket(1)}).status()), "DIRECTORY_CHANGED");
    EXPECT_EQ(ErrorReason(store_->Update(wrong, {Uuid(1)},
                                         [](auto) -> absl::StatusOr<TicketChanges> {
                                           return TicketChanges{};
                                         })),
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
  EXPECT_EQ(ErrorReason(store_->UpdateOnce(kVersions, {key.caller, key.request_id, "f2"}, Uuid(1),
                                           kNow, decide)
                            .status()),
            "REQUEST_ID_REUSED");
  // Another caller's request of the same name is another request.
  EXPECT_TRUE(store_->UpdateOnce(kVersions, {"officer/ani@35.78", "r-1", "f2"}, Uuid(1), kNow,
                                 decide)
                  .ok());
  EXPECT_EQ(decided, 2);
}

TEST_P(TicketStoreContract, ARefusedRequestIsNotRemembered) {
  Add({NewTicket(1)});
  const RequestKey key{"officer/budi@35.78", "r-1", "f1"};
  EXPECT_FALSE(store_->UpdateOnce(kVersions, key, Uuid(1), kNow,
                                  [](auto) -> absl::StatusOr<TicketChanges> {
                                    return absl::AbortedError("etag");
                                  })
                   .ok());
  EXPECT_TRUE(store_->UpdateOnce(kVersions, key, Uuid(1), kNow,
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

TEST_P(TicketStoreContract, ListsTheQueueOfUnits) {
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

TEST_P(TicketStoreContract, ListsPageAfterPageInBothOrders) {
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

TEST_P(TicketStoreContract, FiltersByStateCategoryAndClimbs) {
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

TEST_P(TicketStoreContract, HidesConfidentialTicketsFromAllButTheirUnits) {
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

TEST_P(TicketStoreContract, CountsWhatIsOpenByLevel) {
  TicketWrite resolved = NewTicket(1);
  resolved.record.ticket.state = TicketState::kResolved;
  TicketWrite village = NewTicket(2);
  village.record.ticket.accountable_level = Level::kKelurahanDesa;
  Add({resolved, village, NewTicket(3), NewTicket(4)});
  EXPECT_THAT(*store_->CountOpen(), ElementsAre(1, 0, 2, 0, 0));
}

INSTANTIATE_TEST_SUITE_P(Stores, TicketStoreContract, ::testing::Values(Kind::kMemory, Kind::kReal),
                         [](const auto& test) {
                           return test.param == Kind::kMemory ? "Memory" : "Real";
                         });

}  // namespace
}  // namespace salur::routing
