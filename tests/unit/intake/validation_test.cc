#include "services/intake/validation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/intake/sample_filings.h"

namespace salur::intake {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::FileComplaintRequest GoodRequest() {
  v1::FileComplaintRequest request;
  request.set_request_id("r-1");
  request.set_class_(common::v1::ASPIRATION);
  request.set_text(" Taman bermain ");
  request.set_channel(v1::WEB);
  request.mutable_reporter()->set_partner_reporter_id("u-1");
  return request;
}

CheckedFiling Check(const v1::FileComplaintRequest& request,
                    std::vector<FieldViolation> broken = {}) {
  const auto catalog = *ReferenceCatalog::Build(testing::SampleCatalogContent());
  return CheckRequest(request, std::move(broken), *catalog, testing::kFilingTime);
}

std::vector<std::string> Fields(const CheckedFiling& checked) {
  std::vector<std::string> fields;
  for (const FieldViolation& violation : checked.problems.violations) {
    fields.push_back(violation.field);
  }
  return fields;
}

TEST(CheckRequest, ConvertsAndNormalises) {
  v1::FileComplaintRequest request = GoodRequest();
  request.set_category_code("jalan-rusak");
  request.mutable_location()->mutable_point()->set_latitude(-6.2);
  request.mutable_location()->mutable_point()->set_longitude(106.8);
  request.mutable_location()->set_accuracy_m(0);
  request.mutable_location()->set_region_code("31.71");
  request.mutable_occurred_time()->set_seconds(1'700'000'000);
  request.mutable_occurred_time()->set_nanos(5'999);
  const CheckedFiling checked = Check(request);
  EXPECT_THAT(checked.problems.violations, IsEmpty());
  EXPECT_EQ(checked.filing.complaint_class, ComplaintClass::kAspiration);
  EXPECT_EQ(checked.filing.channel, Channel::kWeb);
  EXPECT_EQ(checked.filing.text, "Taman bermain");
  EXPECT_EQ(checked.filing.location.accuracy_m, 0.0);
  EXPECT_EQ(checked.filing.occurred_time,
            absl::FromUnixSeconds(1'700'000'000) + absl::Microseconds(5));
}

TEST(CheckRequest, RefusesNumbersAndTimesThatTheContractDoesNotKnow) {
  v1::FileComplaintRequest request = GoodRequest();
  request.set_class_(static_cast<common::v1::ComplaintClass>(77));
  request.set_channel(static_cast<v1::Channel>(-1));
  request.mutable_occurred_time()->set_nanos(-1);
  request.mutable_received_time()->set_seconds(1LL << 62);
  EXPECT_THAT(Fields(Check(request)),
              ElementsAre("class", "occurred_time", "channel", "received_time"));
}

TEST(CheckRequest, AFieldIsToldOnce) {
  v1::FileComplaintRequest request = GoodRequest();
  request.set_request_id("?");  // as the parser leaves it
  request.clear_text();
  const CheckedFiling checked = Check(request, {{"request_id", "is not valid UTF-8"}});
  EXPECT_THAT(Fields(checked), ElementsAre("request_id", "text"));
  EXPECT_EQ(checked.problems.violations[0].description, "is not valid UTF-8");
}

TEST(CheckRequest, BrokenTextWasNeverAcceptable) {
  v1::FileComplaintRequest request = GoodRequest();
  request.set_category_code("gone");
  EXPECT_TRUE(Check(request).problems.may_have_been_acceptable);
  EXPECT_FALSE(Check(request, {{"text", "is not valid UTF-8"}}).problems.may_have_been_acceptable);
}

}  // namespace
}  // namespace salur::intake
