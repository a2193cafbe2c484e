#include "services/intake/ticket_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "common/base/errors.h"
#include "salur/events/v1/ticket_event.pb.h"
#include "services/intake/storage/in_memory_complaint_store.h"
#include "tests/unit/intake/sample_filings.h"

namespace salur::intake {
namespace {

StreamMessage Message(int version, routing::v1::TicketState state) {
  events::v1::TicketEvent event;
  event.mutable_ticket()->set_ticket_id(testing::SampleId(1));
  event.mutable_ticket()->set_version(version);
  event.mutable_ticket()->set_state(state);
  return {std::to_string(version) + "-0", testing::SampleId(1), event.SerializeAsString()};
}

int StateAfter(const std::vector<std::vector<StreamMessage>>& batches) {
  InMemoryComplaintStore store;
  NewComplaint complaint;
  complaint.receipt.complaint_id = testing::SampleId(1);
  complaint.partner_id = "p1";
  complaint.filing = testing::SampleFiling("r-1");
  EXPECT_TRUE(store.FileBatch({complaint}).ok());
  for (const auto& batch : batches) EXPECT_TRUE(ApplyTicketEvents(store, batch).ok());
  return store.Get("p1", testing::SampleId(1))->value().progress->state;
}

TEST(TicketEvents, OrderGapsAndRepeatsDoNotMatter) {
  std::vector<StreamMessage> messages = {Message(1, routing::v1::TRIAGE),
                                         Message(2, routing::v1::ASSIGNED),
                                         Message(5, routing::v1::IN_PROGRESS)};
  std::sort(messages.begin(), messages.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  do {
    EXPECT_EQ(StateAfter({messages}), 3);
    EXPECT_EQ(StateAfter({{messages[0]}, {messages[1]}, {messages[2]}, messages}), 3);
  } while (std::next_permutation(messages.begin(), messages.end(),
                                 [](const auto& a, const auto& b) { return a.id < b.id; }));
}

TEST(TicketEvents, ABrokenMessageAppliesNothing) {
  InMemoryComplaintStore store;
  const absl::Status status =
      ApplyTicketEvents(store, {Message(1, routing::v1::TRIAGE), {"2-0", "x", "\xFF\xFF broken"}});
  EXPECT_EQ(ErrorReason(status), "INVALID_TICKET_EVENT");
  EXPECT_FALSE(IsTransient(status)) << "so that it becomes a dead letter";
}

TEST(TicketEvents, CanBeReadByPeople) {
  EXPECT_NE(TicketEventToJson(Message(1, routing::v1::TRIAGE).payload).find("TRIAGE"),
            std::string::npos);
  EXPECT_EQ(TicketEventToJson("\xFF\xFF broken"), "");
}

}  // namespace
}  // namespace salur::intake
