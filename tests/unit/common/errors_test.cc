#include "common/base/errors.h"

#include <gtest/gtest.h>

#include "common/base/uuid.h"
#include "common/rpc/status.h"

namespace salur {
namespace {

TEST(Errors, ViolationsSurviveTheWire) {
  const std::vector<FieldViolation> violations{{"text", "is empty"},
                                               {"location.point.latitude", "must be -90 to 90"}};
  const absl::Status status = FromGrpcStatus(ToGrpcStatus(InvalidFields(violations)));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ErrorReason(status), "INVALID_FIELDS");
  EXPECT_EQ(ErrorViolations(status), violations);
}

TEST(Errors, ViolationsKeepAReasonOfTheirOwn) {
  const std::vector<FieldViolation> violations{{"rules[3].target", "is no unit"}};
  const absl::Status status =
      FromGrpcStatus(ToGrpcStatus(InvalidRequest("INVALID_RULES", "a rule is wrong", violations)));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ErrorReason(status), "INVALID_RULES");
  EXPECT_EQ(status.message(), "a rule is wrong");
  EXPECT_EQ(ErrorViolations(status), violations);
  EXPECT_TRUE(InvalidRequest("INVALID_RULES", "none", {}).ok());
}

TEST(Errors, ReasonAndMetadataSurviveTheWire) {
  const absl::Status status = FromGrpcStatus(ToGrpcStatus(
      MakeError(absl::StatusCode::kAborted, "ETAG_MISMATCH", "changed", {{"etag", "7"}})));
  EXPECT_EQ(status.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(ErrorReason(status), "ETAG_MISMATCH");
  EXPECT_EQ(ErrorMetadata(status), (std::map<std::string, std::string>{{"etag", "7"}}));
}

TEST(Errors, KeepTheOrderOfManyViolations) {
  std::vector<FieldViolation> violations;
  for (int i = 0; i < 25; ++i) violations.push_back({"field" + std::to_string(i), "bad"});
  EXPECT_EQ(ErrorViolations(InvalidFields(violations)), violations);
}

TEST(Errors, NoViolationIsNoError) { EXPECT_TRUE(InvalidFields({}).ok()); }

TEST(Errors, TransientOnesAreToldFromPermanentOnes) {
  EXPECT_TRUE(IsTransient(absl::UnavailableError("")));
  EXPECT_TRUE(IsTransient(absl::AbortedError("")));
  EXPECT_FALSE(IsTransient(absl::InvalidArgumentError("")));
  EXPECT_FALSE(IsTransient(absl::InternalError("")));
  EXPECT_FALSE(IsTransient(absl::OkStatus()));
}

TEST(Uuid, IsOfVersionSevenAndOrderedByTime) {
  const std::string first = NewUuid(absl::FromUnixMillis(1'000));
  const std::string second = NewUuid(absl::FromUnixMillis(2'000));
  EXPECT_TRUE(IsUuid(first)) << first;
  EXPECT_EQ(first[14], '7');
  EXPECT_NE(std::string("89ab").find(first[19]), std::string::npos) << first;
  EXPECT_LT(first, second);
  EXPECT_NE(NewUuid(absl::FromUnixMillis(1'000)), first);
}

TEST(Uuid, OtherTextIsNone) {
  EXPECT_FALSE(IsUuid(""));
  EXPECT_FALSE(IsUuid("0190163D-8694-739B-AEA5-966C26F8AD91"));
  EXPECT_FALSE(IsUuid("0190163d-8694-739b-aea5-966c26f8ad9"));
  EXPECT_FALSE(IsUuid("0190163d08694-739b-aea5-966c26f8ad91"));
}

}  // namespace
}  // namespace salur
