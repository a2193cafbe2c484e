// Errors as absl::Status with a machine-readable reason. common/rpc/status.h maps them to gRPC with
// google.rpc.ErrorInfo and BadRequest; nothing else knows the wire form.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>

namespace salur {

// One bad field of a request: its path as in the proto ("location.point.latitude"), and what is
// wrong and would be right.
struct FieldViolation {
  std::string field;
  std::string description;
  bool operator==(const FieldViolation&) const = default;
};

// `reason` is UPPER_SNAKE_CASE, published, and never reused for another meaning.
absl::Status MakeError(absl::StatusCode code, std::string_view reason, std::string_view message,
                       const std::map<std::string, std::string>& metadata = {});

// INVALID_ARGUMENT INVALID_FIELDS that lists every bad field; OK when there is none.
absl::Status InvalidFields(const std::vector<FieldViolation>& violations);
// The same under a reason of its own, with a message that says how many there are or what they
// mean.
absl::Status InvalidRequest(std::string_view reason, std::string_view message,
                            const std::vector<FieldViolation>& violations);

// What the functions above put in; empty for other statuses.
std::string ErrorReason(const absl::Status& status);
std::map<std::string, std::string> ErrorMetadata(const absl::Status& status);
std::vector<FieldViolation> ErrorViolations(const absl::Status& status);

// Whether repeating the same call can help: UNAVAILABLE, ABORTED, DEADLINE_EXCEEDED,
// RESOURCE_EXHAUSTED and CANCELLED. Everything else is permanent.
bool IsTransient(const absl::Status& status);

}  // namespace salur

// Evaluates an expression of type absl::Status and returns it from the function when it is an
// error.
#define SALUR_RETURN_IF_ERROR(expression)          \
  do {                                             \
    absl::Status salur_status_ = (expression);     \
    if (!salur_status_.ok()) return salur_status_; \
  } while (false)

#define SALUR_CONCAT_INNER_(a, b) a##b
#define SALUR_CONCAT_(a, b) SALUR_CONCAT_INNER_(a, b)

// SALUR_ASSIGN_OR_RETURN(auto x, StatusOrCall()): the value, or return the error.
#define SALUR_ASSIGN_OR_RETURN(declaration, expression) \
  SALUR_ASSIGN_OR_RETURN_(SALUR_CONCAT_(salur_or_, __LINE__), declaration, expression)
#define SALUR_ASSIGN_OR_RETURN_(temporary, declaration, expression) \
  auto temporary = (expression);                                    \
  if (!temporary.ok()) return std::move(temporary).status();        \
  declaration = *std::move(temporary)
