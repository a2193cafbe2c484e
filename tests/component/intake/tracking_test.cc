// Following a complaint: TrackComplaint, GetComplaint, ListComplaints, texts for routing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/redis/redis_event_stream.h"
#include "salur/events/v1/ticket_event.pb.h"
#include "tests/component/intake/intake_under_test.h"
#include "tests/support/await.h"

namespace salur::testing {
namespace {

using intake::v1::Complaint;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

class TrackingTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { intake_ = new IntakeUnderTest; }
  static void TearDownTestSuite() {
    delete intake_;
    intake_ = nullptr;
  }
  static Complaint Filed(const std::string& request_id, bool confidential = false) {
    auto request = GoodRequest(request_id);
    request.set_confidential(confidential);
    Complaint answer;
    EXPECT_TRUE(intake_->File(request, answer).ok());
    return answer;
  }
  static std::string WrongPin(const Complaint& complaint) {
    return complaint.pin() == "000000" ? "111111" : "000000";
  }
  static void Publish(const std::string& key, const std::string& payload) {
    redis::RedisEventStream stream({.url = intake_->redis().url()}, streams::kTickets);
    ASSERT_TRUE(stream.Append({{"1", key, payload}}).ok());
  }
  static events::v1::TicketEvent Routed(const Complaint& complaint, std::int64_t version) {
    events::v1::TicketEvent event;
    auto& ticket = *event.mutable_ticket();
    ticket.set_ticket_id(complaint.complaint_id());
    ticket.set_version(version);
    ticket.set_state(routing::v1::ASSIGNED);
    ticket.set_handling_unit_id("31.71.01.1001");
    ticket.set_handling_unit_name("Kelurahan Gambir");
    auto& fact = *ticket.add_facts();
    fact.set_number(1);
    fact.set_kind(routing::v1::FILED);
    auto& assigned = *ticket.add_facts();
    assigned.set_number(2);
    assigned.set_kind(routing::v1::ASSIGNED_TO_UNIT);
    assigned.set_unit_id("31.71.01.1001");
    assigned.set_unit_name("Kelurahan Gambir");
    return event;
  }
  static inline IntakeUnderTest* intake_ = nullptr;
};

TEST_F(TrackingTest, NumberAndPinAreEnough) {
  const Complaint filed = Filed("track");
  std::string typed = filed.tracking_number();
  std::transform(typed.begin(), typed.end(), typed.begin(), ::tolower);
  Complaint tracked;
  const grpc::Status status = intake_->Track(" " + typed, filed.pin(), tracked);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(tracked.complaint_id(), filed.complaint_id());
  EXPECT_EQ(tracked.state(), intake::v1::RECEIVED);
  EXPECT_EQ(tracked.text(), "");
  EXPECT_FALSE(tracked.has_location());
  EXPECT_EQ(tracked.pin(), "");
}

TEST_F(TrackingTest, UnknownNumberAndWrongPinGetTheSameAnswer) {
  const Complaint filed = Filed("wrong-pin");
  Complaint tracked;
  const grpc::Status wrong = intake_->Track(filed.tracking_number(), WrongPin(filed), tracked);
  const grpc::Status unknown = intake_->Track("000-000-000", filed.pin(), tracked);
  EXPECT_EQ(wrong.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(Reason(wrong), "COMPLAINT_NOT_FOUND");
  EXPECT_EQ(unknown.error_code(), wrong.error_code());
  EXPECT_EQ(unknown.error_message(), wrong.error_message());
  EXPECT_EQ(unknown.error_details(), wrong.error_details());
}

TEST_F(TrackingTest, TenWrongPinsLockTheComplaint) {
  const Complaint filed = Filed("lock");
  Complaint tracked;
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(Reason(intake_->Track(filed.tracking_number(), WrongPin(filed), tracked)),
              "COMPLAINT_NOT_FOUND");
  }
  const grpc::Status locked = intake_->Track(filed.tracking_number(), filed.pin(), tracked);
  EXPECT_EQ(locked.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(Reason(locked), "TOO_MANY_ATTEMPTS");
}

TEST_F(TrackingTest, AMistypedNumberIsToldAsSuch) {
  const Complaint filed = Filed("typo");
  std::string typed = filed.tracking_number();
  typed[0] = typed[0] == 'A' ? 'B' : 'A';
  Complaint tracked;
  const auto violations = Violations(intake_->Track(typed, "12345", tracked));
  EXPECT_THAT(violations.at("tracking_number"), HasSubstr("check character"));
  EXPECT_THAT(violations.at("pin"), HasSubstr("six digits"));
}

TEST_F(TrackingTest, FollowsTheTicketWhateverTheOrderOfEvents) {
  const Complaint filed = Filed("follow");
  events::v1::TicketEvent accepted = Routed(filed, 3);
  accepted.mutable_ticket()->set_state(routing::v1::IN_PROGRESS);
  Publish(filed.complaint_id(), accepted.SerializeAsString());
  Publish(filed.complaint_id(), Routed(filed, 2).SerializeAsString());
  Publish(filed.complaint_id(), accepted.SerializeAsString());
  Complaint tracked;
  EXPECT_TRUE(Await([&] {
    return intake_->Track(filed.tracking_number(), filed.pin(), tracked).ok() &&
           tracked.state() == intake::v1::IN_PROGRESS;
  }));
  EXPECT_EQ(tracked.unit_name(), "Kelurahan Gambir");
  EXPECT_EQ(tracked.timeline_size(), 2);
}

TEST_F(TrackingTest, ConfidentialUnitsAreHiddenBehindThePin) {
  const Complaint filed = Filed("confidential", true);
  Publish(filed.complaint_id(), Routed(filed, 2).SerializeAsString());
  Complaint tracked;
  ASSERT_TRUE(Await([&] {
    return intake_->Track(filed.tracking_number(), filed.pin(), tracked).ok() &&
           tracked.state() == intake::v1::ROUTED;
  }));
  EXPECT_THAT(tracked.DebugString(), Not(HasSubstr("Gambir")));
  intake::v1::GetComplaintRequest request;
  request.set_complaint_id(filed.complaint_id());
  grpc::ClientContext context;
  IntakeUnderTest::As(context, "partner/demo");
  Complaint own;
  ASSERT_TRUE(intake_->stub()->GetComplaint(&context, request, &own).ok());
  EXPECT_EQ(own.unit_name(), "Kelurahan Gambir");
  EXPECT_EQ(own.pin(), filed.pin());
}

TEST_F(TrackingTest, AMessageThatIsNoEventBecomesADeadLetter) {
  const Complaint filed = Filed("dead-letter");
  Publish("broken", "\xFF\xFF no event");
  Publish(filed.complaint_id(), Routed(filed, 2).SerializeAsString());
  Complaint tracked;
  EXPECT_TRUE(Await([&] {
    return intake_->Track(filed.tracking_number(), filed.pin(), tracked).ok() &&
           tracked.state() == intake::v1::ROUTED;
  }));
  const auto operations = common::v1::OperationsService::NewStub(intake_->channel());
  common::v1::ListDeadLettersResponse letters;
  EXPECT_TRUE(Await([&] {
    grpc::ClientContext context;
    IntakeUnderTest::As(context, "admin/ani");
    return operations->ListDeadLetters(&context, {}, &letters).ok() &&
           letters.dead_letters_size() == 1;
  }));
  EXPECT_EQ(letters.dead_letters(0).stream(), "tickets");
  EXPECT_THAT(letters.dead_letters(0).error(), HasSubstr("INVALID_TICKET_EVENT"));
}

TEST_F(TrackingTest, PartnersSeeTheirOwnComplaintsOnly) {
  auto request = GoodRequest("own-1");
  request.mutable_reporter()->set_partner_reporter_id("citizen-9");
  Complaint first;
  Complaint second;
  ASSERT_TRUE(intake_->File(request, first, "partner/own").ok());
  request.set_request_id("own-2");
  ASSERT_TRUE(intake_->File(request, second, "partner/own").ok());

  const auto list = [&](const std::string& caller, const std::string& token) {
    intake::v1::ListComplaintsRequest page;
    page.set_partner_reporter_id("citizen-9");
    page.set_page_size(1);
    page.set_page_token(token);
    grpc::ClientContext context;
    IntakeUnderTest::As(context, caller);
    intake::v1::ListComplaintsResponse response;
    EXPECT_TRUE(intake_->stub()->ListComplaints(&context, page, &response).ok());
    return response;
  };
  const auto newest = list("partner/own", "");
  ASSERT_EQ(newest.complaints_size(), 1);
  EXPECT_EQ(newest.complaints(0).timeline_size(), 0);
  const auto oldest = list("partner/own", newest.next_page_token());
  ASSERT_EQ(oldest.complaints_size(), 1);
  EXPECT_EQ(oldest.next_page_token(), "");
  EXPECT_NE(newest.complaints(0).complaint_id(), oldest.complaints(0).complaint_id());
  EXPECT_EQ(list("partner/other", "").complaints_size(), 0);

  intake::v1::GetComplaintRequest get;
  get.set_complaint_id(first.complaint_id());
  grpc::ClientContext context;
  IntakeUnderTest::As(context, "partner/other");
  Complaint answer;
  EXPECT_EQ(Reason(intake_->stub()->GetComplaint(&context, get, &answer)), "COMPLAINT_NOT_FOUND");
}

TEST_F(TrackingTest, TextsAreForRoutingOnly) {
  const Complaint filed = Filed("texts");
  intake::v1::BatchGetComplaintTextsRequest request;
  request.add_complaint_ids(filed.complaint_id());
  request.add_complaint_ids("01900000-0000-7000-8000-000000000000");
  intake::v1::BatchGetComplaintTextsResponse response;
  const auto call = [&](const std::string& caller) {
    grpc::ClientContext context;
    IntakeUnderTest::As(context, caller);
    return intake_->stub()->BatchGetComplaintTexts(&context, request, &response);
  };
  for (const char* caller : {"partner/demo", "officer/a@31", "admin/a", "service/escalation"}) {
    EXPECT_EQ(call(caller).error_code(), grpc::StatusCode::PERMISSION_DENIED) << caller;
  }
  ASSERT_TRUE(call("service/routing").ok());
  ASSERT_EQ(response.texts_size(), 1);
  EXPECT_EQ(response.texts(0).text(), filed.text());
  EXPECT_EQ(response.texts(0).tracking_number(), filed.tracking_number());
  for (int i = 0; i < 200; ++i) request.add_complaint_ids(filed.complaint_id());
  EXPECT_EQ(Violations(call("service/routing")).count("complaint_ids"), 1U);
}

TEST_F(TrackingTest, MethodsOfLaterVersionsSaySo) {
  intake::v1::WithdrawComplaintRequest request;
  Complaint answer;
  grpc::ClientContext context;
  IntakeUnderTest::As(context, "partner/demo");
  const grpc::Status status = intake_->stub()->WithdrawComplaint(&context, request, &answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_EQ(Reason(status), "NOT_OFFERED");
}

}  // namespace
}  // namespace salur::testing
