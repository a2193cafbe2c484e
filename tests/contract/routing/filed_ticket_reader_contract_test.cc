// What every FiledTicketReader must do, run on memory and on PostgreSQL.
#include <gmock/gmock.h>

#include "services/routing/storage/in_memory_filed_ticket_reader.h"
#include "services/routing/storage/postgres_filed_ticket_reader.h"
#include "tests/contract/routing/ticket_store_contract.h"

namespace salur::routing {
namespace {

using samples::kNow;
using samples::NewTicket;
using samples::Uuid;
using ::testing::ElementsAre;

class FiledTicketReaderContract : public samples::TicketStoreFixture {
 protected:
  void SetUp() override {
    TicketStoreFixture::SetUp();
    if (GetParam() == samples::StoreKind::kMemory) {
      reader_ =
          std::make_unique<InMemoryFiledTicketReader>(static_cast<InMemoryTicketStore&>(*store_));
    } else {
      reader_ = std::make_unique<PostgresFiledTicketReader>(*pool_);
    }
  }
  std::vector<std::string> Read(const TicketQuery::Position& after, int until_second, int count) {
    const auto tickets = reader_->Read(after, kNow + absl::Seconds(until_second), count);
    EXPECT_TRUE(tickets.ok()) << tickets.status();
    std::vector<std::string> ids;
    for (const FiledTicket& ticket : *tickets) ids.push_back(ticket.id);
    return ids;
  }

  std::unique_ptr<FiledTicketReader> reader_;
};

TEST_P(FiledTicketReaderContract, ReadsInTheOrderOfFilingFromAPosition) {
  std::vector<TicketWrite> tickets;
  for (const int n : {5, 1, 4, 2, 3}) tickets.push_back(NewTicket(n));
  tickets[3].record.ticket.received_time = kNow + absl::Seconds(3);  // 2 and 3 together
  tickets[1].record.ticket.state = TicketState::kClosed;
  Add(tickets);
  const TicketQuery::Position start{kNow + absl::Seconds(1), ""};
  EXPECT_THAT(Read(start, 4, 10), ElementsAre(Uuid(1), Uuid(2), Uuid(3), Uuid(4)));
  EXPECT_THAT(Read(start, 9, 2), ElementsAre(Uuid(1), Uuid(2)));
  EXPECT_THAT(Read({kNow + absl::Seconds(3), Uuid(2)}, 9, 2), ElementsAre(Uuid(3), Uuid(4)));
  EXPECT_THAT(Read({kNow + absl::Seconds(5), Uuid(5)}, 9, 2), ElementsAre());
}

TEST_P(FiledTicketReaderContract, TellsWhatTheyWereFiledWithConfidentialOnesToo) {
  TicketWrite write = NewTicket(7);
  Ticket& ticket = write.record.ticket;
  ticket.category_code = "pungli";
  ticket.confidential = true;
  ticket.about_unit_id = "35.78";
  Add({write});
  const auto read = reader_->Read({kNow, ""}, kNow + absl::Hours(1), 10);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_THAT(*read, ElementsAre(FiledTicket{Uuid(7), "AAA-BBB-7", "pungli", "35.78.01.2001",
                                             "35.78", true, kNow + absl::Seconds(7)}));
}

INSTANTIATE_TEST_SUITE_P(Stores, FiledTicketReaderContract,
                         ::testing::Values(samples::StoreKind::kMemory, samples::StoreKind::kReal),
                         samples::StoreName);

}  // namespace
}  // namespace salur::routing
