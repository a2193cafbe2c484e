#include "services/routing/domain/returns.h"

#include <algorithm>

#include "common/base/errors.h"
#include "services/routing/domain/arbitration.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/relocation_words.h"
#include "services/routing/domain/ticket_changes.h"

namespace salur::routing {
namespace {

absl::Status Binding(std::string_view message) {
  return MakeError(absl::StatusCode::kFailedPrecondition, "ASSIGNMENT_IS_BINDING", message);
}

absl::Status CheckBinding(const TicketRecord& record, const Directory& directory,
                          const ReturnRequest& request) {
  const Ticket& ticket = record.ticket;
  if (ticket.arbitrating) {
    return Binding("the unit arbitrates: it has to assign the ticket to the unit whose it is");
  }
  if (directory.FindUnit(ticket.handling_unit_id) == kRootUnit) {
    return Binding("there is no unit above ID: it has to assign the ticket");
  }
  if (ticket.binding && !IsAboveBinding(record, directory, request.actor.unit_id)) {
    return Binding("an arbitration named this unit; only a unit above it may return the ticket");
  }
  return absl::OkStatus();
}

absl::Status CheckSuggestion(const Ticket& ticket, const Directory& directory,
                             const std::string& suggestion) {
  if (suggestion.empty()) return absl::OkStatus();
  const UnitRef unit = directory.FindUnit(suggestion);
  std::string problem;
  if (unit == kNoUnit) {
    problem = "is not a unit; give an id as in 31.71.01.1001 or perhubungan:35.78, or leave it out";
  } else if (suggestion == ticket.handling_unit_id) {
    problem = "is the unit that returns the ticket; name another one, or leave it out";
  } else if (unit == kRootUnit) {
    problem = "may not be ID, which names units and is none to suggest; leave it out";
  }
  if (problem.empty()) return absl::OkStatus();
  return InvalidFields({{"suggested_unit_id", problem}});
}

// Whether nothing has happened since that could have moved the due time: it follows from the first
// assignment, the classification and the cycle. Passing the ticket on, climbing and answering move
// nothing, and escalation may hear of them a moment later.
bool StillHolds(const TicketRecord& record, const FirstResponsePromise& promise) {
  std::int64_t clock_version = 0;
  bool assigned = false;
  for (const Fact& fact : record.facts) {
    if (MattersToClocks(fact.kind)) ++clock_version;
    const bool first = fact.kind == FactKind::kAssigned && !assigned;
    assigned = assigned || first;
    if (clock_version <= promise.clock_version) continue;
    if (first || fact.kind == FactKind::kClassified || fact.kind == FactKind::kReopened) {
      return false;
    }
  }
  return promise.clock_version <= record.ticket.clock_version;
}

absl::Status CheckInTime(const TicketRecord& record,
                         const std::optional<FirstResponsePromise>& promise, absl::Time now) {
  if (!promise.has_value() || !StillHolds(record, *promise)) {
    return MakeError(absl::StatusCode::kFailedPrecondition, kPromiseNeeded,
                     "the promise of these facts is not known");
  }
  if (!promise->due_time.has_value() || now < *promise->due_time) return absl::OkStatus();
  const std::string due =
      absl::FormatTime(absl::RFC3339_sec, *promise->due_time, absl::UTCTimeZone());
  return MakeError(absl::StatusCode::kFailedPrecondition, "RETURN_TOO_LATE",
                   "the first response was due at " + due +
                       "; since then only a unit above the handling one may return the ticket",
                   {{"due_time", due}});
}

struct Destination {
  UnitRef unit = kRootUnit;
  ReturnResult result = ReturnResult::kArbitration;
  std::vector<MoveReason> reasons;
};

// Where a suggestion would lead; false when it has to be passed over, with the reason.
bool MayHandle(const Ticket& ticket, const Directory& directory, UnitRef unit,
               std::vector<MoveReason>& reasons) {
  if (!directory.unit(unit).active) {
    reasons.push_back({MoveStep::kSuggestionInactive, unit, {}});
  } else if (IsAboutUnit(ticket, directory, unit)) {
    reasons.push_back({MoveStep::kSuggestionComplained, unit, {}});
  } else if (IsClosedTo(ticket, directory, unit)) {
    reasons.push_back({MoveStep::kSuggestionClosed, unit, {}});
  } else {
    return true;
  }
  return false;
}

Destination ToArbiter(const TicketRecord& record, const Directory& directory,
                      std::vector<MoveReason> reasons, MoveReason why) {
  const Arbiter arbiter = FindArbiter(record, directory);
  reasons.push_back(why);
  for (const UnitKey& key : arbiter.skipped) {
    reasons.push_back({MoveStep::kArbiterSkipped, kNoUnit, key});
  }
  reasons.push_back({MoveStep::kArbitration, arbiter.unit, {}});
  return {arbiter.unit, ReturnResult::kArbitration, std::move(reasons)};
}

Destination Choose(const TicketRecord& record, const RuleSet& rules, const ReturnRequest& request) {
  const Ticket& ticket = record.ticket;
  const Directory& directory = rules.directory();
  const UnitRef handling = directory.FindUnit(ticket.handling_unit_id);
  std::vector<MoveReason> reasons = {{MoveStep::kReturned, handling, {}}};
  if (HasReturned(record, ticket.handling_unit_id)) {
    return ToArbiter(record, directory, std::move(reasons),
                     {MoveStep::kReturnedTwice, handling, {}});
  }
  if (ticket.hops >= kHopsMax) {
    return ToArbiter(record, directory, std::move(reasons),
                     {MoveStep::kReturnsUsedUp, kNoUnit, {}});
  }
  const UnitRef suggested = directory.FindUnit(request.suggested_unit_id);
  if (suggested != kNoUnit && MayHandle(ticket, directory, suggested, reasons)) {
    if (HasComeBack(record, request.suggested_unit_id)) {
      return ToArbiter(record, directory, std::move(reasons),
                       {MoveStep::kReturnedTwice, suggested, {}});
    }
    reasons.push_back({MoveStep::kReturnedToSuggestion, suggested, {}});
    return {suggested, ReturnResult::kSuggested, std::move(reasons)};
  }
  for (const UnitRef candidate : BorderCandidates(ticket, rules)) {
    if (candidate == handling || HasHandled(record, directory.Id(candidate))) continue;
    reasons.push_back({MoveStep::kReturnedToCandidate, candidate, {}});
    return {candidate, ReturnResult::kCandidate, std::move(reasons)};
  }
  return ToArbiter(record, directory, std::move(reasons), {MoveStep::kNoOtherUnit, kNoUnit, {}});
}

}  // namespace

RoutingRequest ToRoutingRequest(const Ticket& ticket) {
  RoutingRequest request;
  request.category_code = ticket.category_code;
  request.region_code = ticket.region_code;
  request.confidential = ticket.confidential;
  request.about_unit_id = ticket.about_unit_id;
  request.filing_time = ticket.received_time;
  const std::optional<RegionCode> village = RegionCode::Parse(ticket.region_code);
  if (!village.has_value()) return request;
  LocatedPoint located{*village, {}};
  for (const std::string& candidate : ticket.explanation.candidate_unit_ids) {
    const std::optional<RegionCode> neighbour = RegionCode::Parse(candidate);
    if (neighbour.has_value()) located.neighbours.push_back(*neighbour);
  }
  if (!located.neighbours.empty()) request.located = std::move(located);
  return request;
}

std::vector<UnitRef> BorderCandidates(const Ticket& ticket, const RuleSet& rules) {
  std::vector<UnitRef> units;
  for (const Alternative& alternative : Decide(rules, ToRoutingRequest(ticket)).alternatives) {
    if (alternative.why == Alternative::Why::kNeighbour) units.push_back(alternative.unit);
  }
  return units;
}

absl::StatusOr<ReturnOutcome> Return(TicketRecord& record, const RuleSet& rules,
                                     const ReturnRequest& request, absl::Time now) {
  const Directory& directory = rules.directory();
  Ticket& ticket = record.ticket;
  SALUR_RETURN_IF_ERROR(CheckChange(record, {TicketState::kAssigned, TicketState::kInProgress}, 2));
  const Standing standing = StandingOf(ticket, directory, request.actor.unit_id);
  SALUR_RETURN_IF_ERROR(CheckStanding(standing));
  SALUR_RETURN_IF_ERROR(CheckBinding(record, directory, request));
  SALUR_RETURN_IF_ERROR(CheckSuggestion(ticket, directory, request.suggested_unit_id));
  if (standing == Standing::kHandling) {
    SALUR_RETURN_IF_ERROR(CheckInTime(record, request.promise, now));
  }
  const UnitRef from = directory.FindUnit(ticket.handling_unit_id);
  const Destination to = Choose(record, rules, request);
  Fact& returned = AddFact(record, FactKind::kReturned, now);
  if (from != kNoUnit) SetUnit(returned, directory, from);
  returned.actor = std::string(request.actor.officer);
  returned.note = request.reason;
  returned.other_unit_id = request.suggested_unit_id;
  const bool arbitration = to.result == ReturnResult::kArbitration;
  if (!arbitration) ++ticket.hops;
  Relocate(record, directory,
           {to.unit,
            arbitration ? AssignmentCause::kArbitration : AssignmentCause::kAfterReturn,
            kSystemActor,
            {}},
           now);
  ExplainMove(ticket, rules, to.reasons);
  ++ticket.version;
  return ReturnOutcome{from == kNoUnit ? kRootUnit : from, to.result};
}

}  // namespace salur::routing
