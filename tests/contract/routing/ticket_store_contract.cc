#include "tests/contract/routing/ticket_store_contract.h"

#include <cstdio>

#include "services/routing/storage/migrations.h"
#include "services/routing/storage/postgres_directory_store.h"
#include "services/routing/storage/postgres_ticket_store.h"
#include "tests/support/private_postgres.h"

namespace salur::routing::samples {

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

void TicketStoreFixture::SetUp() {
  if (GetParam() == StoreKind::kMemory) {
    directory_ = std::make_unique<InMemoryDirectoryStore>();
    store_ = std::make_unique<InMemoryTicketStore>(*directory_, outbox_);
  } else {
    const auto database = salur::testing::PrivatePostgres::Instance().NewDatabase();
    salur::testing::MigrateForTest(database, "routing", Migrations());
    pool_ = std::make_unique<postgres::Pool>(
        postgres::Pool::Options{.dsn = database.ServiceDsn("routing")});
    directory_ = std::make_unique<PostgresDirectoryStore>(*pool_);
    store_ = std::make_unique<PostgresTicketStore>(*pool_);
  }
  SetVersions({0, 0}, kVersions);
}

void TicketStoreFixture::SetVersions(DirectoryVersions from, DirectoryVersions to) {
  DirectoryChange change;
  change.expected = from;
  change.next = to;
  change.import_time = kNow;
  ASSERT_TRUE(directory_->Apply(change, [](std::size_t) {}).ok());
}

void TicketStoreFixture::Add(const std::vector<TicketWrite>& tickets) {
  const auto added = store_->Add(kVersions, tickets);
  ASSERT_TRUE(added.ok()) << added.status();
}

std::vector<std::string> TicketStoreFixture::Ids(const TicketQuery& query) {
  const auto tickets = store_->List(query);
  EXPECT_TRUE(tickets.ok()) << tickets.status();
  std::vector<std::string> ids;
  for (const Ticket& ticket : *tickets) ids.push_back(ticket.id);
  return ids;
}

TicketQuery TicketStoreFixture::AllAssigned() {
  TicketQuery query;
  query.states = {TicketState::kAssigned};
  return query;
}

}  // namespace salur::routing::samples
