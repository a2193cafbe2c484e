#include "services/routing/ticket_moves.h"

#include "common/base/errors.h"
#include "common/log/log.h"
#include "services/routing/domain/assignment.h"
#include "services/routing/domain/classification.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/masking.h"
#include "services/routing/validation.h"

namespace salur::routing {
namespace {

// The unit that gave a ticket back, as metrics group it.
struct Returner {
  Level level = Level::kNational;
  std::optional<Authority> authority;
  ReturnResult result = ReturnResult::kArbitration;
};

Returner Group(const Directory& directory, const ReturnOutcome& outcome) {
  const Unit& unit = directory.unit(outcome.from);
  Returner returner{unit.level, std::nullopt, outcome.result};
  if (unit.IsAgency()) returner.authority = directory.kind(unit.kind).authority;
  return returner;
}

absl::Status ClocksUnavailable() {
  return MakeError(absl::StatusCode::kUnavailable, "CLOCKS_UNAVAILABLE",
                   "whether the first response was due cannot be known right now; nothing was "
                   "changed, try again in a moment");
}

}  // namespace

absl::StatusOr<v1::Ticket> TicketMoves::Assign(const Caller& caller,
                                               const v1::AssignTicketRequest& request) {
  Violations violations;
  CheckChange(request.request_id(), request.ticket_id(), violations);
  if (request.unit_id().empty()) {
    violations.push_back({"unit_id", "is missing: give an id as in 31.71.01.1001"});
  }
  CheckText("note", request.note(), {1, kNoteCharsMax}, violations);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  const AssignRequest assign{{caller.unit_id, caller.id}, request.unit_id(), Mask(request.note())};
  return actions_.Once({caller, KeyOf(caller, "AssignTicket", request), request.ticket_id(),
                        request.etag(),
                        [&](TicketRecord& record, const RuleSet& rules, absl::Time now) {
                          return routing::Assign(record, rules, assign, now);
                        }});
}

absl::StatusOr<v1::Ticket> TicketMoves::Classify(const Caller& caller,
                                                 const v1::ClassifyTicketRequest& request) {
  Violations violations;
  CheckChange(request.request_id(), request.ticket_id(), violations);
  CheckClassify(request, violations);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  ClassifyRequest classify;
  classify.actor = {caller.unit_id, caller.id};
  if (request.class_() != common::v1::COMPLAINT_CLASS_UNSPECIFIED) {
    classify.complaint_class = static_cast<ComplaintClass>(request.class_() - 1);
  }
  classify.category_code = request.category_code();
  if (request.has_needs_supervision()) classify.needs_supervision = request.needs_supervision();
  classify.note = Mask(request.note());
  return actions_.Once({caller, KeyOf(caller, "ClassifyTicket", request), request.ticket_id(),
                        request.etag(),
                        [&](TicketRecord& record, const RuleSet& rules, absl::Time now) {
                          return routing::Classify(record, rules, classify, now);
                        }});
}

absl::StatusOr<v1::Ticket> TicketMoves::Return(const Caller& caller,
                                               const v1::ReturnTicketRequest& request) {
  Violations violations;
  CheckChange(request.request_id(), request.ticket_id(), violations);
  CheckText("reason", request.reason(), {kReturnReasonCharsMin, kNoteCharsMax}, violations);
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  ReturnRequest wanted;
  wanted.actor = {caller.unit_id, caller.id};
  wanted.reason = Mask(request.reason());
  wanted.suggested_unit_id = request.suggested_unit_id();
  std::optional<Returner> returner;
  const TicketActions::Change change = {
      caller, KeyOf(caller, "ReturnTicket", request), request.ticket_id(), request.etag(),
      [&](TicketRecord& record, const RuleSet& rules, absl::Time now) -> absl::Status {
        returner.reset();
        SALUR_ASSIGN_OR_RETURN(const ReturnOutcome outcome,
                               routing::Return(record, rules, wanted, now));
        returner = Group(rules.directory(), outcome);
        return absl::OkStatus();
      }};
  // No transaction spans a call: without the promise first, which is enough for units above and for
  // a request that was answered before.
  for (int attempt = 0; attempt <= kPromiseRetriesMax; ++attempt) {
    auto changed = actions_.Once(change);
    if (changed.ok() && returner.has_value()) {
      metrics_.Returned(returner->level, returner->authority, returner->result);
    }
    if (ErrorReason(changed.status()) != kPromiseNeeded) return changed;
    if (attempt == kPromiseRetriesMax) break;
    const auto promise = promises_.FirstResponse(request.ticket_id());
    if (!promise.ok()) {
      log::Warn("a ticket's promises could not be fetched",
                {{"ticket", request.ticket_id()}, {"reason", ErrorReason(promise.status())}});
      return ClocksUnavailable();
    }
    wanted.promise = *promise;
  }
  return ClocksUnavailable();
}

}  // namespace salur::routing
