// Everything that can go wrong in a command, as absl::Status inside and as text, JSON and an exit
// code outside. A refusal of a service keeps its google.rpc.Status.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <grpcpp/support/status.h>

#include "cli/format/style.h"
#include "common/base/errors.h"

namespace salur::cli {

// Exit codes of salurctl.
enum ExitCode : int { kOk = 0, kRefused = 1, kUsage = 2, kUnreachable = 3 };

// The command line or an input file is wrong; nothing was sent.
absl::Status UsageError(std::string_view message, std::string_view hint = {});
// No service could be asked.
absl::Status UnreachableError(std::string_view message, std::string_view hint = {});
// The command did its work and the answer is no: a check that failed, a wait that ended.
absl::Status FailedError(std::string_view message, std::string_view hint = {});

// A service's answer. `service` is its name and `target` its address, for messages.
absl::Status FromGrpc(const grpc::Status& status, std::string_view service,
                      std::string_view target);

// The same error with one more line of advice. OK stays OK.
absl::Status WithHint(const absl::Status& status, std::string_view hint);

// A service's refusal with other names for its fields. OK stays OK.
absl::Status RenameFields(const absl::Status& status,
                          const std::function<std::string(const std::string&)>& rename);

// The end of a chain of causes: "Connection refused" of gRPC's "failed to connect to all addresses;
// last error: UNKNOWN: ipv4:127.0.0.1:7710: Failed to connect to remote host: Connection refused".
std::string LastCause(std::string_view message);

// An error taken apart.
struct ErrorReport {
  ExitCode exit_code = kRefused;
  // "intake", "routing", "escalation"; empty when no service is concerned.
  std::string service;
  // Canonical name, "INVALID_ARGUMENT".
  std::string code;
  // ErrorInfo.reason; empty when the service gave none.
  std::string reason;
  std::string message;
  std::map<std::string, std::string> metadata;
  std::vector<FieldViolation> violations;
  // What to do now.
  std::vector<std::string> hints;
};

// `status` must be an error.
ErrorReport Describe(const absl::Status& status);

// For people; several lines, each ending in a line break.
std::string RenderText(const ErrorReport& report, const Style& style);
// {"error": {...}} and a line break.
std::string RenderJson(const ErrorReport& report);

}  // namespace salur::cli
