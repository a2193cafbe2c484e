#include "services/routing/ticket_actions.h"

#include <set>

#include "common/base/errors.h"
#include "common/rpc/time_conversion.h"
#include "services/routing/converters.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/masking.h"
#include "services/routing/ticket_desk.h"
#include "services/routing/validation.h"

namespace salur::routing {
namespace {

absl::Status CheckEtag(const std::string& etag, const Ticket& ticket) {
  if (etag.empty() || etag == EtagOf(ticket)) return absl::OkStatus();
  return MakeError(absl::StatusCode::kAborted, "ETAG_MISMATCH",
                   "the ticket has changed since it was read", {{"etag", EtagOf(ticket)}});
}

ClockAction FromProto(const v1::ClockAction& message) {
  ClockAction action;
  action.ticket_id = message.ticket_id();
  action.kind = static_cast<ClockActionKind>(message.action());
  action.cycle = message.cycle();
  action.step = message.step();
  action.due_time = FromTimestamp(message.due_time());
  action.clock_version = message.clock_version();
  return action;
}

// Decides all actions on the locked tickets; fills `response` in their order.
TicketChanges DecideClockActions(const std::vector<ClockAction>& actions,
                                 std::map<std::string, TicketRecord> records,
                                 const Directory& directory, absl::Time now,
                                 v1::ApplyClockActionsResponse& response) {
  response.Clear();
  std::map<std::string, std::size_t> stored_facts;
  for (const auto& [id, record] : records) stored_facts[id] = record.facts.size();
  std::set<std::string> changed;
  for (const ClockAction& action : actions) {
    v1::ClockActionOutcome& outcome = *response.add_outcomes();
    const auto found = records.find(action.ticket_id);
    if (found == records.end()) {
      outcome.set_result(v1::UNKNOWN_TICKET);
      continue;
    }
    const ClockActionResult result = Apply(found->second, directory, action, now);
    if (result == ClockActionResult::kApplied) changed.insert(action.ticket_id);
    outcome.set_result(static_cast<v1::ClockActionResult>(result));
    *outcome.mutable_ticket() = ToProto(found->second, directory);
  }
  TicketChanges changes;
  for (const std::string& id : changed) {
    TicketWrite write;
    write.record = std::move(records.at(id));
    write.facts_stored = stored_facts.at(id);
    write.event = TicketEventPayload(write.record, directory);
    changes.tickets.push_back(std::move(write));
  }
  return changes;
}

}  // namespace

absl::Status TicketActions::WithDirectory(const std::function<absl::Status(const RuleSet&)>& work) {
  absl::Status status;
  for (int attempt = 0; attempt <= kVersionRetriesMax; ++attempt) {
    SALUR_ASSIGN_OR_RETURN(const auto rules, parts_.directory.Current());
    status = work(*rules);
    if (ErrorReason(status) != "DIRECTORY_CHANGED") return status;
    SALUR_RETURN_IF_ERROR(parts_.directory.Refresh());
  }
  return status;
}

absl::StatusOr<v1::Ticket> TicketActions::Once(const Change& change) {
  v1::Ticket ticket;
  const absl::Status status = WithDirectory([&](const RuleSet& rules) -> absl::Status {
    const Directory& directory = rules.directory();
    const absl::Time now = parts_.clock.Now();
    const auto decide =
        [&](std::map<std::string, TicketRecord> records) -> absl::StatusOr<TicketChanges> {
      const auto found = records.find(change.ticket_id);
      if (found == records.end() ||
          !MayOpen(directory, ViewerOf(change.caller), found->second.ticket)) {
        return TicketNotFound();
      }
      TicketWrite write;
      write.record = std::move(found->second);
      write.facts_stored = write.record.facts.size();
      SALUR_RETURN_IF_ERROR(CheckEtag(change.etag, write.record.ticket));
      SALUR_RETURN_IF_ERROR(change.apply(write.record, rules, now));
      write.event = TicketEventPayload(write.record, directory);
      TicketChanges changes;
      changes.answer = ToProto(write.record, directory).SerializeAsString();
      changes.tickets.push_back(std::move(write));
      return changes;
    };
    SALUR_ASSIGN_OR_RETURN(
        const std::string answer,
        parts_.store.UpdateOnce(VersionsOf(rules), change.key, change.ticket_id, now, decide));
    if (ticket.ParseFromString(answer)) return absl::OkStatus();
    return MakeError(absl::StatusCode::kInternal, "ANSWER_UNREADABLE",
                     "the stored answer cannot be read");
  });
  if (!status.ok()) return status;
  Stored();
  return ticket;
}

absl::StatusOr<v1::Ticket> TicketActions::Accept(const Caller& caller,
                                                 const v1::AcceptTicketRequest& request) {
  Violations violations;
  CheckChange(request.request_id(), request.ticket_id(), violations);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  return Once({caller, KeyOf(caller, "AcceptTicket", request), request.ticket_id(), request.etag(),
               [&](TicketRecord& record, const RuleSet& rules, absl::Time now) {
                 return routing::Accept(record, rules.directory(), caller.unit_id, caller.id, now);
               }});
}

absl::StatusOr<v1::Ticket> TicketActions::Resolve(const Caller& caller,
                                                  const v1::ResolveTicketRequest& request) {
  Violations violations;
  CheckChange(request.request_id(), request.ticket_id(), violations);
  CheckResolve(request, violations);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  const Resolution resolution = {static_cast<Outcome>(request.outcome()), Mask(request.answer()),
                                 Mask(request.legal_basis())};
  return Once({caller, KeyOf(caller, "ResolveTicket", request), request.ticket_id(), request.etag(),
               [&](TicketRecord& record, const RuleSet& rules, absl::Time now) {
                 return routing::Resolve(record, rules.directory(), caller.unit_id, caller.id,
                                         resolution, now);
               }});
}

absl::StatusOr<v1::Ticket> TicketActions::Respond(const Caller& caller,
                                                  const v1::RespondTicketRequest& request) {
  Violations violations;
  CheckChange(request.request_id(), request.ticket_id(), violations);
  CheckText("text", request.text(), {kAnswerCharsMin, kAnswerCharsMax}, violations);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  const std::string text = Mask(request.text());
  return Once({caller, KeyOf(caller, "RespondTicket", request), request.ticket_id(), request.etag(),
               [&](TicketRecord& record, const RuleSet& rules, absl::Time now) {
                 return routing::Respond(record, rules.directory(), caller.unit_id, caller.id, text,
                                         now);
               }});
}

absl::StatusOr<v1::ApplyClockActionsResponse> TicketActions::ApplyClockActions(
    const v1::ApplyClockActionsRequest& request) {
  Violations violations;
  CheckClockActions(request, violations);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  std::vector<ClockAction> actions;
  std::set<std::string> ids;
  for (const v1::ClockAction& action : request.actions()) {
    actions.push_back(FromProto(action));
    ids.insert(action.ticket_id());
  }
  v1::ApplyClockActionsResponse response;
  if (actions.empty()) return response;
  bool changed = false;
  SALUR_RETURN_IF_ERROR(WithDirectory([&](const RuleSet& rules) {
    const absl::Time now = parts_.clock.Now();
    return parts_.store.Update(
        VersionsOf(rules), {ids.begin(), ids.end()},
        [&](std::map<std::string, TicketRecord> records) -> absl::StatusOr<TicketChanges> {
          TicketChanges changes =
              DecideClockActions(actions, std::move(records), rules.directory(), now, response);
          changed = !changes.tickets.empty();
          return changes;
        });
  }));
  if (changed) Stored();
  return response;
}

}  // namespace salur::routing
