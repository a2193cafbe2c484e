#include "services/routing/domain/classification.h"

#include "common/base/errors.h"
#include "services/routing/domain/arbitration.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/relocation_words.h"
#include "services/routing/domain/returns.h"
#include "services/routing/domain/router.h"
#include "services/routing/domain/ticket_changes.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

// How long the promises of a classification are, by the default limits: around the clock,
// aspirations and requests for information, complaints, complaints under supervision.
int LimitRank(const Ticket& ticket) {
  if (ticket.always_calendar) return 0;
  if (ticket.complaint_class != ComplaintClass::kComplaint) return 1;
  return ticket.needs_supervision ? 3 : 2;
}

// The ticket as it would be classified.
absl::StatusOr<Ticket> Corrected(Ticket ticket, const Directory& directory,
                                 const ClassifyRequest& request) {
  std::vector<FieldViolation> violations;
  const Ticket before = ticket;
  ticket.complaint_class = request.complaint_class.value_or(ticket.complaint_class);
  ticket.needs_supervision = request.needs_supervision.value_or(ticket.needs_supervision);
  if (request.needs_supervision.value_or(false) &&
      ticket.complaint_class != ComplaintClass::kComplaint) {
    violations.push_back({"needs_supervision",
                          "belongs to complaints only; make it one, or leave "
                          "this out"});
  }
  if (!request.category_code.empty()) {
    const CategoryRef category = directory.FindCategory(request.category_code);
    if (category == kNoCategory || !directory.category(category).active) {
      violations.push_back({"category_code", category == kNoCategory
                                                 ? "is not a category; ListCategories names all"
                                                 : "is not in use any more; ListCategories names "
                                                   "those that are"});
    } else {
      ticket.category_code = request.category_code;
      ticket.always_calendar = directory.category(category).calendar == CalendarKind::kAlways;
      ticket.confidential = ticket.confidential || directory.category(category).confidential;
    }
  }
  if (violations.empty() && ticket == before) {
    violations.push_back({"class",
                          "nothing would change: give another class, category_code or "
                          "needs_supervision than the ticket has"});
  }
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  return ticket;
}

absl::Status CheckLimit(const Ticket& before, const Ticket& after, Standing standing) {
  const bool top = before.handling_unit_id == kRootId;
  if (LimitRank(after) <= LimitRank(before) || standing == Standing::kAbove || top) {
    return absl::OkStatus();
  }
  return MakeError(absl::StatusCode::kPermissionDenied, "LONGER_LIMIT",
                   "this classification gives the units more time, which only a unit above the "
                   "handling one may grant");
}

// Moves the corrected ticket where the router names it.
class Rerouting {
 public:
  Rerouting(TicketRecord& record, const RuleSet& rules, const ClassifyRequest& request,
            Standing standing)
      : record_(record),
        rules_(rules),
        request_(request),
        passes_on_(standing == Standing::kHandling && record.ticket.handling_unit_id != kRootId) {}

  void Run(bool newly_confidential, absl::Time now) {
    Ticket& ticket = record_.ticket;
    const Directory& directory = rules_.directory();
    const bool bound =
        ticket.arbitrating ||
        (ticket.binding && !IsAboveBinding(record_, directory, request_.actor.unit_id));
    if (bound && !newly_confidential) return;
    const Decision decision = Decide(rules_, ToRoutingRequest(ticket));
    if (decision.state == Decision::State::kTriage) return ToTriage(decision, now);
    if (directory.Id(decision.handling) == ticket.handling_unit_id) {
      return PlaceAt(record_, directory, decision.handling);
    }
    if (passes_on_ && !newly_confidential && MustArbitrate(decision)) {
      return ToArbiter(decision, now);
    }
    if (passes_on_ && !newly_confidential) ++ticket.hops;
    Move(decision.handling, AssignmentCause::kReclassified, now);
    Explain(decision);
  }

 private:
  bool MustArbitrate(const Decision& decision) const {
    return record_.ticket.hops >= kHopsMax ||
           HasHandled(record_, rules_.directory().Id(decision.handling));
  }

  void Move(UnitRef to, AssignmentCause cause, absl::Time now) {
    Relocate(record_, rules_.directory(), {to, cause, kSystemActor, {}}, now);
  }

  MoveReason Correction() const {
    return {MoveStep::kReclassified, rules_.directory().FindUnit(request_.actor.unit_id), {}};
  }

  // The router's words, after who corrected it.
  void Explain(const Decision& decision) {
    TicketExplanation explanation = MakeExplanation(rules_, decision);
    const Words words = ExplainReason(rules_.directory(), Correction());
    explanation.text_id = words.id + " " + explanation.text_id;
    explanation.text_en = words.en + " " + explanation.text_en;
    explanation.steps.insert(explanation.steps.begin(),
                             std::string(MoveStepName(MoveStep::kReclassified)));
    record_.ticket.explanation = std::move(explanation);
  }

  void ToArbiter(const Decision& decision, absl::Time now) {
    const Directory& directory = rules_.directory();
    const bool used_up = record_.ticket.hops >= kHopsMax;
    const Arbiter arbiter = FindArbiter(record_, directory);
    std::vector<MoveReason> reasons = {
        Correction(),
        {used_up ? MoveStep::kReturnsUsedUp : MoveStep::kHandledBefore, decision.handling, {}}};
    for (const UnitKey& key : arbiter.skipped) {
      reasons.push_back({MoveStep::kArbiterSkipped, kNoUnit, key});
    }
    reasons.push_back({MoveStep::kArbitration, arbiter.unit, {}});
    Move(arbiter.unit, AssignmentCause::kArbitration, now);
    ExplainMove(record_.ticket, rules_, reasons);
  }

  // Nobody can say who must answer. Whom an officer named keeps it, unless it may not see it now.
  void ToTriage(const Decision& decision, absl::Time now) {
    Ticket& ticket = record_.ticket;
    const Directory& directory = rules_.directory();
    if (ticket.state == TicketState::kTriage) return Explain(decision);
    const UnitRef handling = directory.FindUnit(ticket.handling_unit_id);
    if (handling != kNoUnit && !IsClosedTo(ticket, directory, handling)) {
      return PlaceAt(record_, directory, handling);
    }
    Fact& fact = AddFact(record_, FactKind::kTriaged, now);
    SetUnit(fact, directory, kRootUnit);
    fact.actor = kSystemActor;
    PlaceAt(record_, directory, kRootUnit);
    ticket.state = TicketState::kTriage;
    ticket.assignee.clear();
    ticket.arbitrating = ticket.binding = false;
    Explain(decision);
  }

  TicketRecord& record_;
  const RuleSet& rules_;
  const ClassifyRequest& request_;
  const bool passes_on_;
};

}  // namespace

absl::Status Classify(TicketRecord& record, const RuleSet& rules, const ClassifyRequest& request,
                      absl::Time now) {
  const Directory& directory = rules.directory();
  SALUR_RETURN_IF_ERROR(CheckChange(
      record, {TicketState::kTriage, TicketState::kAssigned, TicketState::kInProgress}, 2));
  const Ticket before = record.ticket;
  const Standing standing = StandingOf(before, directory, request.actor.unit_id);
  SALUR_RETURN_IF_ERROR(CheckStanding(standing));
  SALUR_ASSIGN_OR_RETURN(Ticket after, Corrected(before, directory, request));
  SALUR_RETURN_IF_ERROR(CheckLimit(before, after, standing));
  record.ticket = std::move(after);
  Fact& fact = AddFact(record, FactKind::kClassified, now);
  const UnitRef unit = directory.FindUnit(request.actor.unit_id);
  if (unit != kNoUnit) SetUnit(fact, directory, unit);
  fact.actor = std::string(request.actor.officer);
  fact.note = request.note;
  if (record.ticket.category_code != before.category_code) {
    Rerouting(record, rules, request, standing)
        .Run(record.ticket.confidential && !before.confidential, now);
  }
  ++record.ticket.version;
  return absl::OkStatus();
}

}  // namespace salur::routing
