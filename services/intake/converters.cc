#include "services/intake/converters.h"

#include "common/rpc/time_conversion.h"
#include "salur/events/v1/complaint_event.pb.h"
#include "services/intake/timeline.h"

namespace salur::intake {
namespace {

std::optional<absl::Time> ToTime(const google::protobuf::Timestamp& timestamp,
                                 std::string_view field, std::vector<FieldViolation>& violations) {
  if (IsValidTimestamp(timestamp)) return FromTimestamp(timestamp);
  violations.push_back({std::string(field), "is not a valid time"});
  return std::nullopt;
}

Location ToLocation(const v1::Location& proto) {
  Location location;
  if (proto.has_point()) {
    location.point = Point{proto.point().latitude(), proto.point().longitude()};
  }
  if (proto.has_accuracy_m()) location.accuracy_m = proto.accuracy_m();
  location.region_code = proto.region_code();
  location.address = proto.address();
  return location;
}

void SetLocation(const Location& location, v1::Location& proto) {
  if (location.point.has_value()) {
    proto.mutable_point()->set_latitude(location.point->latitude);
    proto.mutable_point()->set_longitude(location.point->longitude);
  }
  if (location.accuracy_m.has_value()) proto.set_accuracy_m(*location.accuracy_m);
  proto.set_region_code(location.region_code);
  proto.set_address(location.address);
}

// The numbers of the domain's enums are those of the contract.
static_assert(static_cast<int>(ComplaintClass::kInformationRequest) ==
              common::v1::INFORMATION_REQUEST);
static_assert(static_cast<int>(Channel::kIntegrated) == v1::INTEGRATED);

std::string TrackingText(std::uint64_t value) {
  const auto number = TrackingNumber::FromValue(value);
  return number.ok() ? number->ToString() : std::string();
}

}  // namespace

Filing ToFiling(const v1::FileComplaintRequest& request, std::vector<FieldViolation>& violations) {
  Filing filing;
  filing.request_id = request.request_id();
  if (common::v1::ComplaintClass_IsValid(request.class_())) {
    filing.complaint_class = static_cast<ComplaintClass>(request.class_());
  } else {
    violations.push_back({"class", "is not a known class"});
  }
  filing.category_code = request.category_code();
  filing.text = request.text();
  if (request.has_occurred_time()) {
    filing.occurred_time = ToTime(request.occurred_time(), "occurred_time", violations);
  }
  filing.location = ToLocation(request.location());
  if (v1::Channel_IsValid(request.channel())) {
    filing.channel = static_cast<Channel>(request.channel());
  } else {
    violations.push_back({"channel", "is not a known channel"});
  }
  filing.reporter = {request.reporter().partner_reporter_id(), request.reporter().name(),
                     request.reporter().phone(), request.reporter().email()};
  filing.anonymous = request.anonymous();
  filing.confidential = request.confidential();
  filing.about_unit_id = request.about_unit_id();
  if (request.has_received_time()) {
    filing.received_time = ToTime(request.received_time(), "received_time", violations);
  }
  if (request.has_external_reference()) {
    filing.external_reference =
        ExternalReference{request.external_reference().system(), request.external_reference().id()};
  }
  return filing;
}

v1::Complaint ToAnswer(const StoredComplaint& complaint, const AnswerView& view) {
  const Filing& filing = complaint.filing;
  const absl::Time received = filing.received_time.value_or(complaint.receipt.create_time);
  v1::Complaint answer;
  answer.set_complaint_id(complaint.receipt.complaint_id);
  answer.set_tracking_number(TrackingText(complaint.receipt.tracking_value));
  answer.set_pin(std::string(view.pin));
  SetTimestamp(complaint.receipt.create_time, answer.mutable_create_time());
  SetTimestamp(received, answer.mutable_received_time());
  answer.set_class_(static_cast<common::v1::ComplaintClass>(filing.complaint_class));
  answer.set_category_code(filing.category_code);
  if (view.with_content) {
    answer.set_text(filing.text);
    if (filing.location != Location{}) SetLocation(filing.location, *answer.mutable_location());
  }
  answer.set_anonymous(filing.anonymous);
  answer.set_confidential(filing.confidential);
  answer.set_emergency_number(complaint.receipt.emergency_number);
  AddProgress(complaint.progress, {view.with_timeline, view.hide_units, view.catalog}, answer);
  return answer;
}

std::string EncodeComplaintEvent(const PendingFiling& pending, const TrackingNumber& number) {
  const Filing& filing = pending.filing;
  events::v1::ComplaintEvent event;
  event.set_complaint_id(pending.receipt.complaint_id);
  SetTimestamp(filing.received_time.value_or(pending.receipt.create_time),
               event.mutable_received_time());
  SetTimestamp(pending.receipt.create_time, event.mutable_create_time());
  event.set_class_(static_cast<common::v1::ComplaintClass>(filing.complaint_class));
  event.set_category_code(filing.category_code);
  event.set_region_code(filing.location.region_code);
  if (filing.location.point.has_value()) {
    event.mutable_point()->set_latitude(filing.location.point->latitude);
    event.mutable_point()->set_longitude(filing.location.point->longitude);
  }
  if (filing.location.accuracy_m.has_value()) event.set_accuracy_m(*filing.location.accuracy_m);
  event.set_anonymous(filing.anonymous);
  event.set_confidential(filing.confidential);
  event.set_about_unit_id(filing.about_unit_id);
  event.set_tracking_number(number.ToString());
  event.set_traceparent(pending.traceparent);
  return event.SerializeAsString();
}

absl::StatusOr<CatalogContent> ToCatalogContent(const routing::v1::GetCatalogResponse& response) {
  if (response.version() <= 0 || response.region_codes().empty()) {
    return absl::InvalidArgumentError("the catalog is empty");
  }
  CatalogContent content;
  content.version = response.version();
  content.region_codes.assign(response.region_codes().begin(), response.region_codes().end());
  content.agency_unit_ids.assign(response.agency_unit_ids().begin(),
                                 response.agency_unit_ids().end());
  for (const routing::v1::Category& category : response.categories()) {
    content.categories.push_back({category.category_code(), category.parent_code(),
                                  category.name().id(), category.name().en(),
                                  category.confidential(), category.always_calendar(),
                                  category.emergency_number()});
  }
  return content;
}

v1::ComplaintText ToProto(const ComplaintText& text) {
  v1::ComplaintText proto;
  proto.set_complaint_id(text.complaint_id);
  proto.set_tracking_number(TrackingText(text.tracking_value));
  proto.set_text(text.text);
  proto.set_address(text.address);
  return proto;
}

std::string ClassLabel(ComplaintClass complaint_class) {
  return common::v1::ComplaintClass_Name(static_cast<int>(complaint_class));
}

std::string ChannelLabel(Channel channel) { return v1::Channel_Name(static_cast<int>(channel)); }

}  // namespace salur::intake
