// FileComplaint from the client's side.
#include <gmock/gmock.h>
#include <google/protobuf/stubs/logging.h>
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "common/events/event_stream.h"
#include "common/redis/redis_client.h"
#include "tests/component/intake/intake_under_test.h"
#include "tests/support/await.h"

namespace salur::testing {
namespace {

using intake::v1::Complaint;
using intake::v1::FileComplaintRequest;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::Not;

// Shared by the tests of this suite: starting it costs more than they do.
class FilingTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() { intake_ = new IntakeUnderTest; }
  static void TearDownTestSuite() {
    delete intake_;
    intake_ = nullptr;
  }
  static std::string CountOf(const std::string& request_id) {
    return intake_->Query("SELECT count(*) FROM intake.complaint WHERE request_id = '" +
                          request_id + "'");
  }
  static inline IntakeUnderTest* intake_ = nullptr;
};

TEST_F(FilingTest, AnswersWithAReceipt) {
  FileComplaintRequest request = GoodRequest("receipt");
  request.mutable_location()->mutable_point()->set_latitude(-6.2);
  request.mutable_location()->mutable_point()->set_longitude(106.8);
  Complaint answer;
  const grpc::Status status = intake_->File(request, answer);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_THAT(answer.tracking_number(), MatchesRegex("[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{3}"));
  EXPECT_THAT(answer.pin(), MatchesRegex("[0-9]{6}"));
  EXPECT_EQ(answer.state(), intake::v1::RECEIVED);
  EXPECT_EQ(answer.state_label().id(), "Diterima");
  EXPECT_EQ(answer.create_time().seconds(), 1'800'000'000);
  EXPECT_EQ(answer.create_time().nanos(), 123'456'000);
  EXPECT_EQ(answer.received_time().nanos(), 123'456'000);
  EXPECT_EQ(answer.text(), request.text());
  EXPECT_EQ(answer.location().SerializeAsString(), request.location().SerializeAsString());
  EXPECT_EQ(answer.timeline_size(), 1);
  EXPECT_EQ(answer.emergency_number(), "");
  EXPECT_EQ(CountOf("receipt"), "1");
}

TEST_F(FilingTest, SixtyFourThreadsWithOneRequestGetOneAnswer) {
  const FileComplaintRequest request = GoodRequest("one-request");
  std::vector<std::string> answers(64);
  std::vector<std::thread> threads;
  for (std::string& bytes : answers) {
    threads.emplace_back([&bytes, &request] {
      Complaint answer;
      const grpc::Status status = intake_->File(request, answer);
      bytes = status.ok() ? answer.SerializeAsString() : status.error_message();
    });
  }
  for (std::thread& thread : threads) thread.join();
  Complaint first;
  ASSERT_TRUE(first.ParseFromString(answers.front()));
  EXPECT_EQ(first.pin().size(), 6U);
  for (const std::string& bytes : answers) EXPECT_EQ(bytes, answers.front());
  EXPECT_EQ(CountOf("one-request"), "1");

  FileComplaintRequest other_body = request;
  other_body.set_text(request.text() + "!");
  Complaint answer;
  const grpc::Status reused = intake_->File(other_body, answer);
  EXPECT_EQ(reused.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Reason(reused), "REQUEST_ID_REUSED");
  EXPECT_TRUE(intake_->File(other_body, answer, "partner/another").ok());
}

TEST_F(FilingTest, TheFirstAnswerIsRepeatedLater) {
  FileComplaintRequest request = GoodRequest("repeated");
  request.set_category_code("sampah");
  Complaint first;
  intake_->directory().SetCategory("sampah", true);
  ASSERT_TRUE(Await([&] { return intake_->File(request, first).ok(); }));
  intake_->directory().SetCategory("sampah", false);
  // Once the category is gone new filings are refused, and the old one still gets its answer.
  FileComplaintRequest fresh = request;
  ASSERT_TRUE(Await([&, number = 0]() mutable {
    fresh.set_request_id("repeated-" + std::to_string(number++));
    Complaint ignored;
    return Violations(intake_->File(fresh, ignored)).count("category_code") == 1;
  }));
  intake_->clock().Advance(absl::Hours(1));
  Complaint again;
  ASSERT_TRUE(intake_->File(request, again).ok());
  EXPECT_EQ(again.SerializeAsString(), first.SerializeAsString());
}

TEST_F(FilingTest, OneBadRowFailsAlone) {
  // A rule that only the database knows, standing for whatever it may refuse.
  intake_->Query("ALTER TABLE intake.complaint ADD CONSTRAINT test_poison CHECK (text <> 'racun')");
  std::atomic<int> accepted{0};
  std::string poisoned_reason;
  std::vector<std::thread> threads;
  for (int i = 0; i < 64; ++i) {
    threads.emplace_back([&, i] {
      FileComplaintRequest request = GoodRequest("row-" + std::to_string(i));
      if (i == 40) request.set_text("racun");
      Complaint answer;
      const grpc::Status status = intake_->File(request, answer);
      if (i == 40) {
        poisoned_reason = Reason(status);
      } else {
        accepted += status.ok();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(accepted, 63);
  EXPECT_EQ(poisoned_reason, "DATABASE_REJECTED");
  EXPECT_EQ(intake_->Query("SELECT count(*) FROM intake.complaint WHERE request_id LIKE 'row-%'"),
            "63");
}

TEST_F(FilingTest, EmergencyCategoryAnswersWithTheNumberToCall) {
  FileComplaintRequest request = GoodRequest("fire");
  request.set_category_code("kebakaran");
  Complaint answer;
  ASSERT_TRUE(intake_->File(request, answer).ok());
  EXPECT_EQ(answer.emergency_number(), "113");
  Complaint again;
  ASSERT_TRUE(intake_->File(request, again).ok());
  EXPECT_EQ(again.SerializeAsString(), answer.SerializeAsString());
}

TEST_F(FilingTest, ExternalReferenceIsTakenOnce) {
  FileComplaintRequest request = GoodRequest("lapor-1");
  request.set_channel(intake::v1::INTEGRATED);
  request.mutable_external_reference()->set_system("lapor");
  request.mutable_external_reference()->set_id("8812345");
  Complaint answer;
  ASSERT_TRUE(intake_->File(request, answer).ok());
  request.set_request_id("lapor-2");
  const grpc::Status status = intake_->File(request, answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(Reason(status), "EXTERNAL_REFERENCE_EXISTS");
}

TEST_F(FilingTest, OnlyPartnersAndOfficersAtTheCounterFile) {
  Complaint answer;
  const FileComplaintRequest request = GoodRequest("callers");
  EXPECT_EQ(intake_->File(request, answer, "").error_code(), grpc::StatusCode::UNAUTHENTICATED);
  EXPECT_EQ(intake_->File(request, answer, "service/routing").error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
  const std::string officer = "officer/siti@31.71.01.1001";
  EXPECT_EQ(Violations(intake_->File(request, answer, officer)).count("channel"), 1U);
  FileComplaintRequest counter = request;
  counter.set_channel(intake::v1::COUNTER);
  EXPECT_TRUE(intake_->File(counter, answer, officer).ok());
}

struct BadInput {
  std::string field;
  std::string description;
  std::function<void(FileComplaintRequest&)> change;
};

TEST_F(FilingTest, BadInputIsNamedWithFieldAndReason) {
  using R = FileComplaintRequest&;
  const std::string text(20'001, 'a');
  const std::vector<BadInput> table = {
      {"text", "is required", [](R r) { r.set_text(" \r\n "); }},
      {"text", "has 20001 characters; at most 20000", [&](R r) { r.set_text(text); }},
      {"text", "is not valid UTF-8", [](R r) { r.set_text("lampu \xC3\x28 mati"); }},
      {"reporter.name", "is not valid UTF-8", [](R r) { r.mutable_reporter()->set_name("\xFF"); }},
      {"text", "control character U+0000", [](R r) { r.set_text(std::string("a\0b", 3)); }},
      {"location.point.latitude", "must be -90 to 90",
       [](R r) { r.mutable_location()->mutable_point()->set_latitude(91); }},
      {"location.region_code", "is not a known region",
       [](R r) { r.mutable_location()->set_region_code("31.71.01.9999"); }},
      {"category_code", "is not a known category", [](R r) { r.set_category_code("naga"); }},
      {"occurred_time", "is in the future",
       [](R r) { r.mutable_occurred_time()->set_seconds(1'900'000'000); }},
      {"received_time", "is only for the channels",
       [](R r) { r.mutable_received_time()->set_seconds(1'799'999'999); }},
      {"request_id", "has 65 characters; at most 64",
       [](R r) { r.set_request_id(std::string(65, 'r')); }},
      {"request_id", "is required", [](R r) { r.clear_request_id(); }},
      {"about_unit_id", "is not a known unit", [](R r) { r.set_about_unit_id("x:31.71"); }},
  };
  for (const BadInput& row : table) {
    FileComplaintRequest request = GoodRequest("bad-input");
    row.change(request);
    Complaint answer;
    const google::protobuf::LogSilencer silencer;  // the client's own complaint about UTF-8
    const grpc::Status status = intake_->File(request, answer);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT) << row.field;
    EXPECT_EQ(Reason(status), "INVALID_FIELDS");
    const auto violations = Violations(status);
    ASSERT_EQ(violations.size(), 1U) << status.error_message();
    EXPECT_EQ(violations.begin()->first, row.field);
    EXPECT_THAT(violations.begin()->second, HasSubstr(row.description));
  }
  Complaint answer;
  EXPECT_TRUE(intake_->File(GoodRequest("bad-input"), answer).ok()) << "the service stays up";
}

TEST_F(FilingTest, EveryFieldWrongAtOnceIsToldAtOnce) {
  FileComplaintRequest request;
  request.set_request_id("ada spasi");
  request.set_class_(static_cast<common::v1::ComplaintClass>(9));
  request.set_category_code("naga");
  request.set_text("\xFF");
  request.mutable_occurred_time()->set_nanos(-5);
  request.mutable_location()->mutable_point()->set_latitude(91);
  request.mutable_location()->mutable_point()->set_longitude(-181);
  request.mutable_location()->set_accuracy_m(-1);
  request.mutable_location()->set_region_code("x");
  request.mutable_location()->set_address("\x01");
  request.set_channel(static_cast<intake::v1::Channel>(9));
  request.mutable_reporter()->set_phone("telepon");
  request.mutable_reporter()->set_email("email");
  request.mutable_reporter()->set_name("a\nb");
  request.set_about_unit_id("naga");
  request.mutable_received_time()->set_seconds(1);
  request.mutable_external_reference()->set_system("a b");
  Complaint answer;
  const google::protobuf::LogSilencer silencer;
  const auto violations = Violations(intake_->File(request, answer));
  EXPECT_EQ(violations.size(), 19U) << ::testing::PrintToString(violations);
  for (const auto& [field, description] : violations) {
    EXPECT_THAT(description, Not(HasSubstr("naga"))) << field;
  }
}

TEST_F(FilingTest, CountsWhatWasFiled) {
  Complaint answer;
  ASSERT_TRUE(intake_->File(GoodRequest("counted"), answer).ok());
  ASSERT_TRUE(intake_->File(GoodRequest("counted"), answer).ok());
  double filed = 0;
  std::uint64_t batches = 0;
  for (const auto& family : intake_->registry().Collect()) {
    for (const auto& metric : family.metric) {
      if (family.name == "salur_complaints_filed_total") filed += metric.counter.value;
      if (family.name == "salur_filing_batch_size") batches += metric.histogram.sample_count;
    }
  }
  EXPECT_EQ(std::to_string(static_cast<int>(filed)),
            intake_->Query("SELECT count(*) FROM intake.complaint"));
  EXPECT_GT(batches, 0U);
}

}  // namespace
}  // namespace salur::testing
