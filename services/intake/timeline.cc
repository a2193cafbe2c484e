#include "services/intake/timeline.h"

#include <string>

#include "common/base/errors.h"
#include "common/base/uuid.h"
#include "common/rpc/time_conversion.h"
#include "services/intake/timeline_texts.h"

namespace salur::intake {
namespace {

using routing::v1::Fact;
using routing::v1::Ticket;
using routing::v1::TicketState;

v1::ComplaintState ToComplaintState(TicketState state) {
  switch (state) {
    case TicketState::TRIAGE:
      return v1::RECEIVED;
    case TicketState::ASSIGNED:
      return v1::ROUTED;
    case TicketState::IN_PROGRESS:
      return v1::IN_PROGRESS;
    case TicketState::WAITING_FOR_REPORTER:
      return v1::WAITING_FOR_REPORTER;
    case TicketState::SCHEDULED:
      return v1::SCHEDULED;
    case TicketState::RESOLVED:
      return v1::ANSWERED;
    case TicketState::CLOSED:
    case TicketState::MERGED:  // followed under the other number
      return v1::CLOSED;
    case TicketState::ARCHIVED:
      return v1::ARCHIVED;
    case TicketState::WITHDRAWN:
      return v1::WITHDRAWN;
    default:
      return v1::COMPLAINT_STATE_UNSPECIFIED;
  }
}

// Whose turn it is; nobody's once it has ended.
bool HasTurn(v1::ComplaintState state) {
  return state == v1::ROUTED || state == v1::IN_PROGRESS || state == v1::SCHEDULED;
}

Fact PublicFact(const Fact& fact) {
  Fact kept;
  kept.set_number(fact.number());
  kept.set_kind(fact.kind());
  *kept.mutable_time() = fact.time();
  kept.set_unit_id(fact.unit_id());
  kept.set_unit_name(fact.unit_name());
  kept.set_note(fact.note());
  kept.set_outcome(fact.outcome());
  kept.set_cause(fact.cause());
  return kept;
}

absl::Status Invalid(std::string_view what) {
  return MakeError(absl::StatusCode::kInvalidArgument, "INVALID_TICKET_EVENT", what);
}

// Number of the last CLASSIFIED; 0 when there is none.
int LastCorrection(const Ticket& ticket) {
  int number = 0;
  for (const Fact& fact : ticket.facts()) {
    if (fact.kind() == routing::v1::CLASSIFIED) number = fact.number();
  }
  return number;
}

void AddTimeline(const Ticket& ticket, const ProgressView& view, v1::Complaint& complaint) {
  const int corrected = LastCorrection(ticket);
  for (const Fact& fact : ticket.facts()) {
    if (fact.kind() == routing::v1::RESOLUTION_GIVEN) complaint.set_answer(fact.note());
    if (!view.with_timeline) continue;
    v1::TimelineEntry& entry = *complaint.add_timeline();
    *entry.mutable_time() = fact.time();
    // What the last correction led to. Class and category are a part of what a confidential
    // complaint hides.
    const bool detailed =
        fact.kind() == routing::v1::CLASSIFIED && fact.number() == corrected && !view.hide_units;
    *entry.mutable_text() = FactText(
        fact, view.hide_units,
        detailed ? ClassificationText(ticket.class_(), ticket.category_code(), view.catalog)
                 : common::v1::LocalizedText());
    if (view.hide_units) continue;
    entry.set_unit_id(fact.unit_id());
    entry.set_unit_name(fact.unit_name());
  }
}

}  // namespace

absl::StatusOr<Progress> ToProgress(const events::v1::TicketEvent& event) {
  const Ticket& ticket = event.ticket();
  if (!IsUuid(ticket.ticket_id())) return Invalid("ticket_id is not a UUID");
  if (ticket.version() <= 0) return Invalid("the version is not positive");
  const v1::ComplaintState state = ToComplaintState(ticket.state());
  if (state == v1::COMPLAINT_STATE_UNSPECIFIED) return Invalid("the state is unknown");
  if (!IsValidTimestamp(ticket.update_time())) return Invalid("update_time is not valid");
  Ticket kept;
  kept.set_state(ticket.state());
  kept.set_confidential(ticket.confidential());
  kept.set_class_(ticket.class_());
  kept.set_category_code(ticket.category_code());
  kept.set_handling_unit_id(ticket.handling_unit_id());
  kept.set_handling_unit_name(ticket.handling_unit_name());
  for (const Fact& fact : ticket.facts()) *kept.add_facts() = PublicFact(fact);
  return Progress{ticket.ticket_id(), ticket.version(), static_cast<int>(state),
                  FromTimestamp(ticket.update_time()), kept.SerializeAsString()};
}

void AddProgress(const std::optional<Progress>& progress, const ProgressView& view,
                 v1::Complaint& complaint) {
  Ticket ticket;
  v1::ComplaintState state = v1::RECEIVED;
  if (progress.has_value() && ticket.ParseFromString(progress->ticket)) {
    state = static_cast<v1::ComplaintState>(progress->state);
  } else {
    Fact& filed = *ticket.add_facts();
    filed.set_kind(routing::v1::FILED);
    *filed.mutable_time() = complaint.received_time();
  }
  // A category may have made confidential what was filed openly.
  const bool hide_units = view.hide_units && (complaint.confidential() || ticket.confidential());
  complaint.set_state(state);
  *complaint.mutable_state_label() = StateLabel(state);
  const bool show_unit = HasTurn(state) && !hide_units;
  if (show_unit) {
    complaint.set_unit_id(ticket.handling_unit_id());
    complaint.set_unit_name(ticket.handling_unit_name());
  }
  *complaint.mutable_next_step() = NextStep(state, complaint.unit_name());
  AddTimeline(ticket, {view.with_timeline, hide_units, view.catalog}, complaint);
}

}  // namespace salur::intake
