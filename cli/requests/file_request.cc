#include "cli/requests/file_request.h"

#include <array>
#include <utility>

#include "cli/client/error.h"
#include "cli/format/labels.h"
#include "cli/format/text.h"
#include "cli/format/time.h"

namespace salur::cli {
namespace {

absl::Status ReadTime(std::string_view flag, const std::string& text,
                      google::protobuf::Timestamp* (intake::v1::FileComplaintRequest::*field)(),
                      intake::v1::FileComplaintRequest& request) {
  if (text.empty()) return absl::OkStatus();
  const auto time = ParseTime(text);
  if (!time.has_value()) {
    return UsageError(std::string(flag) + " " + Printable(text) + ": not a time",
                      "for instance 2026-01-31T08:30:00+07:00");
  }
  *(request.*field)() = ToTimestamp(*time);
  return absl::OkStatus();
}

// A protobuf string holds UTF-8 only; other bytes would never reach the service.
absl::Status CheckUtf8(const FileOptions& options) {
  const std::array<std::pair<std::string_view, const std::string*>, 12> fields = {{
      {"--text", &options.text},
      {"--request-id", &options.request_id},
      {"--category", &options.category},
      {"--region", &options.region},
      {"--address", &options.address},
      {"--reporter-id", &options.reporter_id},
      {"--name", &options.name},
      {"--phone", &options.phone},
      {"--email", &options.email},
      {"--about-unit", &options.about_unit},
      {"--external-system", &options.external_system},
      {"--external-id", &options.external_id},
  }};
  for (const auto& [flag, value] : fields) {
    const std::size_t broken = FindBrokenUtf8(*value);
    if (broken == std::string::npos) continue;
    return UsageError(std::string(flag) + " is not UTF-8 (byte " + std::to_string(broken + 1) + ")",
                      "convert it first, for instance with: iconv -f latin1 -t utf-8");
  }
  return absl::OkStatus();
}

absl::Status ReadLocation(const FileOptions& options, intake::v1::FileComplaintRequest& request) {
  if (options.latitude.has_value() != options.longitude.has_value()) {
    return UsageError("--lat and --lon belong together",
                      "for instance --lat -6.1754 --lon 106.8272");
  }
  const bool anywhere = options.latitude.has_value() || options.accuracy_m.has_value() ||
                        !options.region.empty() || !options.address.empty();
  if (!anywhere) return absl::OkStatus();
  auto& location = *request.mutable_location();
  location.set_region_code(options.region);
  location.set_address(options.address);
  if (options.latitude.has_value()) {
    location.mutable_point()->set_latitude(*options.latitude);
    location.mutable_point()->set_longitude(*options.longitude);
  }
  if (options.accuracy_m.has_value()) location.set_accuracy_m(*options.accuracy_m);
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<intake::v1::FileComplaintRequest> BuildFileRequest(const FileOptions& options) {
  if (const absl::Status utf8 = CheckUtf8(options); !utf8.ok()) return utf8;
  const auto complaint_class = ParseClass(options.complaint_class);
  if (!complaint_class.has_value()) {
    return UsageError("--class " + Printable(options.complaint_class) + ": no such class",
                      "one of: " + std::string(kClassChoices));
  }
  const auto channel = ParseChannel(options.channel);
  if (!channel.has_value()) {
    return UsageError("--channel " + Printable(options.channel) + ": no such channel",
                      "one of: " + std::string(kChannelChoices));
  }
  intake::v1::FileComplaintRequest request;
  request.set_request_id(options.request_id);
  request.set_class_(*complaint_class);
  request.set_category_code(options.category);
  request.set_text(options.text);
  request.set_channel(*channel);
  request.set_anonymous(options.anonymous);
  request.set_confidential(options.confidential);
  request.set_about_unit_id(options.about_unit);
  request.mutable_reporter()->set_partner_reporter_id(options.reporter_id);
  request.mutable_reporter()->set_name(options.name);
  request.mutable_reporter()->set_phone(options.phone);
  request.mutable_reporter()->set_email(options.email);
  if (!options.external_system.empty() || !options.external_id.empty()) {
    request.mutable_external_reference()->set_system(options.external_system);
    request.mutable_external_reference()->set_id(options.external_id);
  }
  using Request = intake::v1::FileComplaintRequest;
  SALUR_RETURN_IF_ERROR(
      ReadTime("--occurred-time", options.occurred_time, &Request::mutable_occurred_time, request));
  SALUR_RETURN_IF_ERROR(
      ReadTime("--received-time", options.received_time, &Request::mutable_received_time, request));
  SALUR_RETURN_IF_ERROR(ReadLocation(options, request));
  return request;
}

}  // namespace salur::cli
