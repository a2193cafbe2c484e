#include "services/routing/domain/assignment.h"

#include <optional>

#include "common/base/errors.h"
#include "services/routing/domain/relocation_words.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

absl::Status BadUnit(const std::string& problem) { return InvalidFields({{"unit_id", problem}}); }

// Who does the work of an office that is none any more, or never was a unit itself.
UnitRef Successor(const Directory& directory, const std::string& unit_id) {
  const std::optional<UnitId> id = UnitId::Parse(unit_id);
  if (!id.has_value()) return kNoUnit;
  const KindRef kind = id->kind.empty() ? kNoKind : directory.FindKind(id->kind);
  if (kind != kNoKind || id->kind.empty()) {
    const UnitRef served_by = directory.ServedBy({kind, id->region});
    if (served_by != kNoUnit && directory.unit(served_by).active) return served_by;
  }
  UnitRef above = directory.FindUnit(unit_id);
  while (above != kNoUnit && !directory.unit(above).active) above = directory.unit(above).parent;
  return above;
}

absl::Status CheckTarget(const TicketRecord& record, const Directory& directory,
                         const std::string& unit_id) {
  const Ticket& ticket = record.ticket;
  const UnitRef unit = directory.FindUnit(unit_id);
  if (unit == kNoUnit || !directory.unit(unit).active) {
    const UnitRef successor = Successor(directory, unit_id);
    const std::string problem = unit == kNoUnit ? "is not a unit" : "is not active any more";
    if (successor == kNoUnit) {
      return BadUnit(problem + "; give an id as in 31.71.01.1001 or perhubungan:35.78");
    }
    return BadUnit(problem + "; " + directory.Id(successor) + " (" +
                   directory.DisplayName(successor) + ") has taken over");
  }
  if (IsAboutUnit(ticket, directory, unit)) {
    return BadUnit("is the unit complained about or below it; name one outside " +
                   ticket.about_unit_id);
  }
  if (IsClosedTo(ticket, directory, unit)) {
    return BadUnit("may not see a confidential ticket; name an agency");
  }
  if (unit_id == ticket.handling_unit_id && !ticket.arbitrating) {
    return BadUnit("handles the ticket already; name another unit");
  }
  return absl::OkStatus();
}

absl::Status CheckScope(const Ticket& ticket, const Directory& directory, const Actor& actor,
                        UnitRef unit) {
  const UnitRef own = directory.FindUnit(actor.unit_id);
  if (own != kNoUnit && (own == unit || IsAbove(directory, own, unit, ticket.confidential))) {
    return absl::OkStatus();
  }
  return MakeError(absl::StatusCode::kPermissionDenied, "OUT_OF_SCOPE",
                   "a ticket is passed on within the officer's own unit and what is below it; "
                   "what is not yours can be returned");
}

}  // namespace

absl::Status Assign(TicketRecord& record, const RuleSet& rules, const AssignRequest& request,
                    absl::Time now) {
  const Directory& directory = rules.directory();
  Ticket& ticket = record.ticket;
  SALUR_RETURN_IF_ERROR(CheckChange(
      record, {TicketState::kTriage, TicketState::kAssigned, TicketState::kInProgress}));
  SALUR_RETURN_IF_ERROR(CheckStanding(StandingOf(ticket, directory, request.actor.unit_id)));
  SALUR_RETURN_IF_ERROR(CheckTarget(record, directory, request.unit_id));
  const UnitRef unit = directory.FindUnit(request.unit_id);
  SALUR_RETURN_IF_ERROR(CheckScope(ticket, directory, request.actor, unit));

  const bool decides = ticket.arbitrating;
  // Whoever an arbitration named may pass it on below, and cannot rid it of the decision so.
  const bool stays_bound =
      ticket.binding && !IsAboveBinding(record, directory, request.actor.unit_id);
  Relocate(record, directory,
           {unit, decides ? AssignmentCause::kBinding : AssignmentCause::kDisposition,
            std::string(request.actor.officer), request.note},
           now);
  if (stays_bound) ticket.binding = true;
  const UnitRef own = directory.FindUnit(request.actor.unit_id);
  ExplainMove(ticket, rules, {{decides ? MoveStep::kBinding : MoveStep::kDisposition, own, {}}});
  ++ticket.version;
  return absl::OkStatus();
}

}  // namespace salur::routing
