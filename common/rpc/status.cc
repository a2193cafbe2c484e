#include "common/rpc/status.h"

#include "common/base/errors.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace salur {
namespace {

constexpr char kDomain[] = "salur";
constexpr int kRetrySeconds = 1;

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const std::string message(status.message());
  google::rpc::Status details;
  details.set_code(static_cast<int>(status.code()));
  details.set_message(message);

  google::rpc::ErrorInfo info;
  const std::string reason = ErrorReason(status);
  info.set_reason(reason.empty() ? "INTERNAL" : reason);
  info.set_domain(kDomain);
  for (const auto& [key, value] : ErrorMetadata(status)) (*info.mutable_metadata())[key] = value;
  details.add_details()->PackFrom(info);

  const auto violations = ErrorViolations(status);
  if (!violations.empty()) {
    google::rpc::BadRequest bad_request;
    for (const FieldViolation& violation : violations) {
      auto* field = bad_request.add_field_violations();
      field->set_field(violation.field);
      field->set_description(violation.description);
    }
    details.add_details()->PackFrom(bad_request);
  }
  if (status.code() == absl::StatusCode::kResourceExhausted ||
      status.code() == absl::StatusCode::kUnavailable) {
    google::rpc::RetryInfo retry;
    retry.mutable_retry_delay()->set_seconds(kRetrySeconds);
    details.add_details()->PackFrom(retry);
  }
  return {static_cast<grpc::StatusCode>(status.code()), message, details.SerializeAsString()};
}

absl::Status FromGrpcStatus(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const auto code = static_cast<absl::StatusCode>(status.error_code());
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest bad_request;
  if (details.ParseFromString(status.error_details())) {
    for (const auto& detail : details.details()) {
      if (detail.Is<google::rpc::ErrorInfo>()) detail.UnpackTo(&info);
      if (detail.Is<google::rpc::BadRequest>()) detail.UnpackTo(&bad_request);
    }
  }
  if (bad_request.field_violations_size() > 0 && code == absl::StatusCode::kInvalidArgument) {
    std::vector<FieldViolation> violations;
    for (const auto& field : bad_request.field_violations()) {
      violations.push_back({field.field(), field.description()});
    }
    if (info.reason().empty()) return InvalidFields(violations);
    return InvalidRequest(info.reason(), status.error_message(), violations);
  }
  if (info.reason().empty()) return absl::Status(code, status.error_message());
  return MakeError(code, info.reason(), status.error_message(),
                   {info.metadata().begin(), info.metadata().end()});
}

}  // namespace salur
