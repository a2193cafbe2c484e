#include "services/intake/request_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "salur/intake/v1/intake_service.pb.h"

namespace salur::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

v1::FileComplaintRequest GoodRequest() {
  v1::FileComplaintRequest request;
  request.set_request_id("r-1");
  request.set_class_(common::v1::COMPLAINT);
  request.set_text("Lampu jalan mati");
  request.mutable_location()->mutable_point()->set_latitude(-6.2);
  request.mutable_location()->set_address("Jl. Merdeka 1");
  request.mutable_reporter()->set_partner_reporter_id("u-1");
  return request;
}

// Bytes on the wire, as a client in a language without checks sends them.
std::string WithBrokenText(const v1::FileComplaintRequest& request) {
  std::string bytes = request.SerializeAsString();
  for (char& c : bytes) {
    if (c == '#') c = '\xFF';
  }
  return bytes;
}

TEST(ParseRequest, ReadsAGoodMessage) {
  v1::FileComplaintRequest parsed;
  std::vector<FieldViolation> broken;
  ASSERT_TRUE(ParseRequest(GoodRequest().SerializeAsString(), parsed, broken).ok());
  EXPECT_EQ(parsed.SerializeAsString(), GoodRequest().SerializeAsString());
  EXPECT_THAT(broken, IsEmpty());
}

TEST(ParseRequest, NamesBrokenTextsAtEveryDepthAndKeepsTheRest) {
  v1::FileComplaintRequest request = GoodRequest();
  request.set_text("Lampu # mati");
  request.mutable_location()->set_address("#");
  request.mutable_reporter()->set_email("#@b.id");
  v1::FileComplaintRequest parsed;
  std::vector<FieldViolation> broken;
  ::testing::internal::CaptureStderr();
  ASSERT_TRUE(ParseRequest(WithBrokenText(request), parsed, broken).ok());
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
  EXPECT_THAT(broken, UnorderedElementsAre(FieldViolation{"text", "is not valid UTF-8"},
                                           FieldViolation{"location.address", "is not valid UTF-8"},
                                           FieldViolation{"reporter.email", "is not valid UTF-8"}));
  EXPECT_EQ(parsed.request_id(), "r-1");
  EXPECT_EQ(parsed.location().point().latitude(), -6.2);
  EXPECT_EQ(parsed.reporter().partner_reporter_id(), "u-1");
}

TEST(ParseRequest, RefusesWhatIsNoMessage) {
  v1::FileComplaintRequest parsed;
  for (const std::string bytes : {"\xFF\xFF\xFF",
                                  "\x0A\x7F"
                                  "abc",
                                  "GET / HTTP/1.1"}) {
    std::vector<FieldViolation> broken;
    const absl::Status status = ParseRequest(bytes, parsed, broken);
    EXPECT_EQ(ErrorReason(status), "MALFORMED_REQUEST");
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  }
}

TEST(ParseRequest, AnEmptyMessageIsAMessage) {
  v1::FileComplaintRequest parsed;
  std::vector<FieldViolation> broken;
  EXPECT_TRUE(ParseRequest("", parsed, broken).ok());
}

}  // namespace
}  // namespace salur::intake
