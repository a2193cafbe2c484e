#include "common/base/errors.h"

#include <utility>

#include <absl/strings/cord.h>

namespace salur {
namespace {

constexpr char kReasonUrl[] = "salur/reason";
constexpr char kMetadataPrefix[] = "salur/metadata/";
constexpr char kViolationPrefix[] = "salur/violation/";
constexpr char kSeparator = '\x1f';

}  // namespace

absl::Status MakeError(absl::StatusCode code, std::string_view reason, std::string_view message,
                       const std::map<std::string, std::string>& metadata) {
  absl::Status status(code, std::string(message));
  status.SetPayload(kReasonUrl, absl::Cord(std::string(reason)));
  for (const auto& [key, value] : metadata) {
    status.SetPayload(kMetadataPrefix + key, absl::Cord(value));
  }
  return status;
}

absl::Status InvalidFields(const std::vector<FieldViolation>& violations) {
  if (violations.empty()) return absl::OkStatus();
  std::string message = "invalid request: ";
  for (std::size_t i = 0; i < violations.size(); ++i) {
    if (i > 0) message += "; ";
    message += violations[i].field + ": " + violations[i].description;
  }
  return InvalidRequest("INVALID_FIELDS", message, violations);
}

absl::Status InvalidRequest(std::string_view reason, std::string_view message,
                            const std::vector<FieldViolation>& violations) {
  if (violations.empty()) return absl::OkStatus();
  absl::Status status = MakeError(absl::StatusCode::kInvalidArgument, reason, message);
  for (std::size_t i = 0; i < violations.size(); ++i) {
    const std::string number = std::to_string(1'000'000 + i);  // payloads sort by their name
    status.SetPayload(kViolationPrefix + number,
                      absl::Cord(violations[i].field + kSeparator + violations[i].description));
  }
  return status;
}

std::string ErrorReason(const absl::Status& status) {
  const auto payload = status.GetPayload(kReasonUrl);
  return payload.has_value() ? std::string(*payload) : std::string();
}

std::map<std::string, std::string> ErrorMetadata(const absl::Status& status) {
  std::map<std::string, std::string> metadata;
  status.ForEachPayload([&](auto url, const absl::Cord& payload) {
    const std::string name(url);
    if (name.rfind(kMetadataPrefix, 0) == 0) {
      metadata[name.substr(sizeof(kMetadataPrefix) - 1)] = std::string(payload);
    }
  });
  return metadata;
}

std::vector<FieldViolation> ErrorViolations(const absl::Status& status) {
  std::map<std::string, FieldViolation> by_number;
  status.ForEachPayload([&](auto url, const absl::Cord& payload) {
    const std::string name(url);
    if (name.rfind(kViolationPrefix, 0) != 0) return;
    const std::string text(payload);
    const std::size_t split = text.find(kSeparator);
    by_number[name] = {text.substr(0, split), text.substr(split + 1)};
  });
  std::vector<FieldViolation> violations;
  for (auto& [number, violation] : by_number) violations.push_back(std::move(violation));
  return violations;
}

bool IsTransient(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kAborted:
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kResourceExhausted:
    case absl::StatusCode::kCancelled:
      return true;
    default:
      return false;
  }
}

}  // namespace salur
