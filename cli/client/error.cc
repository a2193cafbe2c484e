#include "cli/client/error.h"

#include <algorithm>
#include <sstream>

#include <absl/strings/cord.h>
#include <nlohmann/json.hpp>

#include "cli/format/json.h"
#include "cli/format/text.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace salur::cli {
namespace {

constexpr char kExitUrl[] = "salur/cli/exit";
constexpr char kServiceUrl[] = "salur/cli/service";
constexpr char kTargetUrl[] = "salur/cli/target";
constexpr char kDetailsUrl[] = "salur/cli/details";
constexpr char kHintUrl[] = "salur/cli/hint";

absl::Status Local(absl::StatusCode code, ExitCode exit_code, std::string_view message,
                   std::string_view hint) {
  absl::Status status(code, std::string(message));
  status.SetPayload(kExitUrl, absl::Cord(std::to_string(exit_code)));
  return WithHint(status, hint);
}

std::string Payload(const absl::Status& status, const char* url) {
  const auto payload = status.GetPayload(url);
  return payload.has_value() ? std::string(*payload) : std::string();
}

void TakeDetails(const std::string& bytes, ErrorReport& report) {
  google::rpc::Status details;
  if (bytes.empty() || !details.ParseFromString(bytes)) return;
  for (const auto& any : details.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad_request;
    google::rpc::RetryInfo retry;
    if (any.UnpackTo(&info)) {
      report.reason = info.reason();
      report.metadata.insert(info.metadata().begin(), info.metadata().end());
    } else if (any.UnpackTo(&bad_request)) {
      for (const auto& violation : bad_request.field_violations()) {
        report.violations.push_back({violation.field(), violation.description()});
      }
    } else if (any.UnpackTo(&retry) && retry.retry_delay().seconds() > 0) {
      report.hints.push_back("try again in " + std::to_string(retry.retry_delay().seconds()) +
                             " s");
    }
  }
}

ExitCode ExitCodeOf(const absl::Status& status, const ErrorReport& report) {
  const std::string given = Payload(status, kExitUrl);
  if (!given.empty()) return static_cast<ExitCode>(std::stoi(given));
  // A service that refuses gives a reason; gRPC's own UNAVAILABLE and DEADLINE_EXCEEDED do not.
  const bool silent = status.code() == absl::StatusCode::kUnavailable ||
                      status.code() == absl::StatusCode::kDeadlineExceeded;
  return silent && report.reason.empty() ? kUnreachable : kRefused;
}

void AddAdvice(absl::StatusCode code, ErrorReport& report) {
  const auto advise = [&report](std::string_view hint) { report.hints.emplace_back(hint); };
  if (report.exit_code == kUnreachable && code == absl::StatusCode::kDeadlineExceeded) {
    advise("give it longer with --timeout, or see what the services say: salurctl health");
  } else if (report.exit_code == kUnreachable && !report.service.empty()) {
    advise("is it running? ./salur status, or start everything: ./salur up");
  } else if (code == absl::StatusCode::kUnauthenticated) {
    advise(
        "say who you are: --as partner/ID, officer/NAME@UNIT, supervisor/NAME@UNIT or admin/NAME");
  } else if (code == absl::StatusCode::kPermissionDenied) {
    advise("this caller may not do that; another one is given with --as");
  } else if (code == absl::StatusCode::kUnimplemented) {
    advise("the service does not offer this yet; its version: salurctl info");
  }
}

}  // namespace

absl::Status UsageError(std::string_view message, std::string_view hint) {
  return Local(absl::StatusCode::kInvalidArgument, kUsage, message, hint);
}

absl::Status UnreachableError(std::string_view message, std::string_view hint) {
  return Local(absl::StatusCode::kUnavailable, kUnreachable, message, hint);
}

absl::Status FailedError(std::string_view message, std::string_view hint) {
  return Local(absl::StatusCode::kFailedPrecondition, kRefused, message, hint);
}

absl::Status FromGrpc(const grpc::Status& status, std::string_view service,
                      std::string_view target) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  result.SetPayload(kServiceUrl, absl::Cord(std::string(service)));
  result.SetPayload(kTargetUrl, absl::Cord(std::string(target)));
  result.SetPayload(kDetailsUrl, absl::Cord(status.error_details()));
  return result;
}

absl::Status WithHint(const absl::Status& status, std::string_view hint) {
  if (status.ok() || hint.empty()) return status;
  absl::Status result = status;
  const std::string before = Payload(status, kHintUrl);
  const std::string separator = before.empty() ? "" : "\n";
  result.SetPayload(kHintUrl, absl::Cord(before + separator + std::string(hint)));
  return result;
}

absl::Status RenameFields(const absl::Status& status,
                          const std::function<std::string(const std::string&)>& rename) {
  google::rpc::Status details;
  if (status.ok() || !details.ParseFromString(Payload(status, kDetailsUrl))) return status;
  for (auto& any : *details.mutable_details()) {
    google::rpc::BadRequest bad_request;
    if (!any.UnpackTo(&bad_request)) continue;
    for (auto& violation : *bad_request.mutable_field_violations()) {
      violation.set_field(rename(violation.field()));
    }
    any.PackFrom(bad_request);
  }
  absl::Status result = status;
  result.SetPayload(kDetailsUrl, absl::Cord(details.SerializeAsString()));
  return result;
}

std::string LastCause(std::string_view message) {
  const std::size_t at = message.rfind(": ");
  return std::string(at == std::string_view::npos ? message : message.substr(at + 2));
}

ErrorReport Describe(const absl::Status& status) {
  ErrorReport report;
  report.service = Payload(status, kServiceUrl);
  report.code = absl::StatusCodeToString(status.code());
  report.message = std::string(status.message());
  TakeDetails(Payload(status, kDetailsUrl), report);
  report.exit_code = ExitCodeOf(status, report);
  if (report.exit_code == kUnreachable && !report.service.empty()) {
    const bool slow = status.code() == absl::StatusCode::kDeadlineExceeded;
    report.message = (slow ? "no answer in time from " : "cannot reach ") +
                     Payload(status, kTargetUrl) + " (" + LastCause(report.message) + ")";
  }
  std::istringstream hints(Payload(status, kHintUrl));
  for (std::string hint; std::getline(hints, hint);) report.hints.push_back(hint);
  AddAdvice(status.code(), report);
  return report;
}

std::string RenderText(const ErrorReport& report, const Style& style) {
  std::string head = style.Red("salurctl:") + ' ';
  if (!report.service.empty()) head += report.service + ": ";
  if (!report.reason.empty()) head += style.Bold(Printable(report.reason)) + ": ";
  // The message of INVALID_FIELDS repeats the fields, which are listed below one by one.
  std::string message = Printable(report.message);
  if (!report.violations.empty()) {
    const bool one = report.violations.size() == 1;
    message =
        one ? "1 field is wrong" : std::to_string(report.violations.size()) + " fields are wrong";
  }
  std::string text = head + message + '\n';
  std::size_t width = 0;
  for (const auto& violation : report.violations) {
    width = std::max(width, DisplayWidth(Printable(violation.field)));
  }
  for (const auto& violation : report.violations) {
    text += "  " + style.Yellow(PadRight(Printable(violation.field), width)) + "  " +
            Printable(violation.description) + '\n';
  }
  for (const auto& [key, value] : report.metadata) {
    text += "  " + style.Dim(Printable(key) + ": ") + Printable(value) + '\n';
  }
  for (const std::string& hint : report.hints) {
    text += "  " + style.Dim("hint: ") + Printable(hint) + '\n';
  }
  return text;
}

std::string RenderJson(const ErrorReport& report) {
  nlohmann::ordered_json error = {{"exit_code", static_cast<int>(report.exit_code)},
                                  {"service", report.service},
                                  {"code", report.code},
                                  {"reason", report.reason},
                                  {"message", report.message},
                                  {"metadata", report.metadata},
                                  {"violations", nlohmann::ordered_json::array()},
                                  {"hints", report.hints}};
  for (const auto& violation : report.violations) {
    error["violations"].push_back(
        {{"field", violation.field}, {"description", violation.description}});
  }
  return Dump({{"error", error}});
}

}  // namespace salur::cli
