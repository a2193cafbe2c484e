#include "services/routing/converters.h"

#include <google/protobuf/util/json_util.h>

#include "common/base/errors.h"
#include "common/base/uuid.h"
#include "common/rpc/time_conversion.h"
#include "services/routing/domain/limits.h"

namespace salur::routing {
namespace {

absl::Status BadEvent(std::string_view what) {
  return MakeError(absl::StatusCode::kInvalidArgument, "INVALID_COMPLAINT_EVENT",
                   "the complaint event has " + std::string(what));
}

template <typename Repeated>
void AddAll(const std::vector<std::string>& items, Repeated* out) {
  out->Assign(items.begin(), items.end());
}

v1::Fact ToProto(const Fact& fact) {
  v1::Fact message;
  message.set_number(fact.number);
  message.set_kind(static_cast<v1::FactKind>(fact.kind));
  SetTimestamp(fact.time, message.mutable_time());
  message.set_cycle(fact.cycle);
  message.set_step(fact.step);
  if (!fact.unit_id.empty()) {
    message.set_unit_id(fact.unit_id);
    message.set_unit_level(ToProto(fact.unit_level));
    message.set_unit_region_code(fact.unit_region_code);
    message.set_unit_time_zone(std::string(TimeZoneName(fact.unit_time_zone)));
    message.set_unit_name(fact.unit_name);
  }
  message.set_actor(fact.actor);
  message.set_note(fact.note);
  AddAll(fact.skipped_unit_ids, message.mutable_skipped_unit_ids());
  if (fact.due_time.has_value()) SetTimestamp(*fact.due_time, message.mutable_due_time());
  message.set_outcome(static_cast<v1::Outcome>(fact.outcome));
  message.set_cause(static_cast<v1::AssignmentCause>(fact.cause));
  message.set_other_unit_id(fact.other_unit_id);
  return message;
}

std::string NameOf(const Directory& directory, const std::string& unit_id) {
  const UnitRef unit = directory.FindUnit(unit_id);
  return unit == kNoUnit ? unit_id : directory.DisplayName(unit);
}

}  // namespace

common::v1::Level ToProto(Level level) { return static_cast<common::v1::Level>(level); }

common::v1::ComplaintClass ToProto(ComplaintClass complaint_class) {
  return static_cast<common::v1::ComplaintClass>(static_cast<int>(complaint_class) + 1);
}

std::string EtagOf(const Ticket& ticket) { return "v" + std::to_string(ticket.version); }

absl::StatusOr<FiledComplaint> ParseComplaintEvent(const std::string& payload) {
  events::v1::ComplaintEvent event;
  if (!event.ParseFromString(payload)) return BadEvent("bytes that cannot be read");
  if (!IsUuid(event.complaint_id())) return BadEvent("no complaint id");
  if (event.tracking_number().empty()) return BadEvent("no tracking number");
  if (!event.has_received_time() || !IsValidTimestamp(event.received_time())) {
    return BadEvent("no received time");
  }
  if (event.class_() < 0 || event.class_() > common::v1::INFORMATION_REQUEST) {
    return BadEvent("an unknown class");
  }
  FiledComplaint complaint;
  complaint.id = event.complaint_id();
  complaint.tracking_number = event.tracking_number();
  complaint.received_time = FromTimestamp(event.received_time());
  if (event.class_() != common::v1::COMPLAINT_CLASS_UNSPECIFIED) {
    complaint.complaint_class = static_cast<ComplaintClass>(event.class_() - 1);
  }
  complaint.category_code = event.category_code();
  complaint.region_code = event.region_code();
  if (event.has_point()) {
    complaint.point = FiledPoint{event.point().latitude(), event.point().longitude(),
                                 event.has_accuracy_m() ? event.accuracy_m() : kAccuracyDefaultM};
  }
  complaint.anonymous = event.anonymous();
  complaint.confidential = event.confidential();
  complaint.about_unit_id = event.about_unit_id();
  return complaint;
}

std::string ComplaintEventToJson(const std::string& payload) {
  events::v1::ComplaintEvent event;
  std::string json;
  if (!event.ParseFromString(payload)) return json;
  if (!google::protobuf::util::MessageToJsonString(event, &json).ok()) json.clear();
  return json;
}

v1::Rung ToProto(const LadderRung& rung, const Directory& directory) {
  const Unit& unit = directory.unit(rung.unit);
  v1::Rung message;
  message.set_unit_id(directory.Id(rung.unit));
  message.set_level(ToProto(unit.level));
  message.set_region_code(unit.region.ToString());
  message.set_time_zone(std::string(TimeZoneName(unit.zone)));
  message.set_name(directory.DisplayName(rung.unit));
  for (const UnitKey& key : rung.skipped) message.add_skipped_unit_ids(directory.Id(key));
  return message;
}

v1::Explanation ToProto(const TicketExplanation& explanation) {
  v1::Explanation message;
  message.mutable_text()->set_id(explanation.text_id);
  message.mutable_text()->set_en(explanation.text_en);
  AddAll(explanation.steps, message.mutable_steps());
  message.set_rule_id(explanation.rule_id);
  message.set_region_code(explanation.region_code);
  message.set_category_code(explanation.category_code);
  AddAll(explanation.candidate_unit_ids, message.mutable_candidate_unit_ids());
  AddAll(explanation.skipped_unit_ids, message.mutable_skipped_unit_ids());
  message.set_directory_version(explanation.directory_version);
  message.set_rules_version(explanation.rules_version);
  return message;
}

v1::Ticket ToProto(const Ticket& ticket, const Directory& directory) {
  v1::Ticket message;
  message.set_ticket_id(ticket.id);
  message.set_tracking_number(ticket.tracking_number);
  message.set_state(static_cast<v1::TicketState>(ticket.state));
  message.set_class_(ToProto(ticket.complaint_class));
  message.set_category_code(ticket.category_code);
  message.set_needs_supervision(ticket.needs_supervision);
  message.set_always_calendar(ticket.always_calendar);
  message.set_region_code(ticket.region_code);
  message.set_anonymous(ticket.anonymous);
  message.set_confidential(ticket.confidential);
  message.set_about_unit_id(ticket.about_unit_id);
  message.set_handling_unit_id(ticket.handling_unit_id);
  message.set_holder_unit_id(ticket.holder_unit_id);
  message.set_accountable_unit_id(ticket.accountable_unit_id);
  message.set_accountable_level(ToProto(ticket.accountable_level));
  message.set_assignee(ticket.assignee);
  message.set_cycle(ticket.cycle);
  message.set_step(ticket.step);
  message.set_version(ticket.version);
  message.set_clock_version(ticket.clock_version);
  SetTimestamp(ticket.received_time, message.mutable_received_time());
  SetTimestamp(ticket.create_time, message.mutable_create_time());
  SetTimestamp(ticket.update_time, message.mutable_update_time());
  *message.mutable_explanation() = ToProto(ticket.explanation);
  message.set_etag(EtagOf(ticket));
  message.set_handling_unit_name(NameOf(directory, ticket.handling_unit_id));
  message.set_accountable_unit_name(NameOf(directory, ticket.accountable_unit_id));
  message.set_hops(ticket.hops);
  message.set_binding(ticket.binding);
  message.set_arbitrating(ticket.arbitrating);
  return message;
}

v1::Ticket ToProto(const TicketRecord& record, const Directory& directory) {
  v1::Ticket message = ToProto(record.ticket, directory);
  for (const Fact& fact : record.facts) *message.add_facts() = ToProto(fact);
  for (const LadderRung& rung : LadderAhead(record.ticket, directory)) {
    *message.add_ladder() = ToProto(rung, directory);
  }
  return message;
}

std::string TicketEventPayload(const TicketRecord& record, const Directory& directory) {
  events::v1::TicketEvent event;
  *event.mutable_ticket() = ToProto(record, directory);
  return event.SerializeAsString();
}

}  // namespace salur::routing
