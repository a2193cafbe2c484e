// What a citizen may read of a ticket: state, whose turn it is, timeline, answer, in Indonesian and
// English.
#pragma once

#include <optional>

#include <absl/status/statusor.h>

#include "salur/events/v1/ticket_event.pb.h"
#include "salur/intake/v1/complaint.pb.h"
#include "services/intake/domain/reference_catalog.h"
#include "services/intake/storage/complaint_store.h"

namespace salur::intake {

// The public part of a ticket event: no officers' names, no explanation, no ladder.
// INVALID_ARGUMENT INVALID_TICKET_EVENT when it is not a ticket.
absl::StatusOr<Progress> ToProgress(const events::v1::TicketEvent& event);

struct ProgressView {
  bool with_timeline = true;
  bool hide_units = false;
  const ReferenceCatalog* catalog = nullptr;  // names of categories; nullptr: codes
};

// Fills state, label, unit, next step, timeline and answer. Without progress the complaint has just
// been received, at its received_time.
void AddProgress(const std::optional<Progress>& progress, const ProgressView& view,
                 v1::Complaint& complaint);

}  // namespace salur::intake
