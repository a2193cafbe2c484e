#include "services/routing/domain/ticket_changes.h"

#include <algorithm>

#include "common/base/errors.h"
#include "common/base/limits.h"
#include "services/routing/domain/fact_log.h"

namespace salur::routing {
namespace {

bool WasApplied(const TicketRecord& record, const ClockAction& action) {
  return std::any_of(record.facts.begin(), record.facts.end(), [&](const Fact& fact) {
    if (action.kind == ClockActionKind::kClimb) {
      return fact.kind == FactKind::kClimbed && fact.cycle == action.cycle &&
             fact.step == action.step;
    }
    return fact.kind != FactKind::kClimbed && fact.clock_action_version == action.clock_version;
  });
}

bool Fits(const Ticket& ticket, const ClockAction& action) {
  if (action.cycle != ticket.cycle || action.clock_version != ticket.clock_version) return false;
  switch (action.kind) {
    case ClockActionKind::kClimb:
      return IsOpen(ticket.state) && action.step == ticket.step + 1;
    case ClockActionKind::kAutoClose:
      return ticket.state == TicketState::kResolved;
    case ClockActionKind::kArchive:
    case ClockActionKind::kResume:
      return ticket.state == TicketState::kWaitingForReporter;
  }
  return false;
}

// False when there is no rung above.
bool Climb(TicketRecord& record, const Directory& directory, const ClockAction& action,
           absl::Time now) {
  const std::vector<LadderRung> ladder = LadderAhead(record.ticket, directory);
  if (ladder.empty()) return false;
  const LadderRung& rung = ladder.front();
  Ticket& ticket = record.ticket;
  ++ticket.step;
  Fact& fact = AddFact(record, FactKind::kClimbed, now);
  SetUnit(fact, directory, rung.unit);
  fact.actor = kSystemActor;
  fact.due_time = action.due_time;
  fact.clock_action_version = action.clock_version;
  for (const UnitKey& key : rung.skipped) fact.skipped_unit_ids.push_back(directory.Id(key));
  ticket.accountable_unit_id = fact.unit_id;
  ticket.accountable_level = fact.unit_level;
  return true;
}

void Settle(TicketRecord& record, const ClockAction& action, FactKind kind, TicketState state,
            absl::Time now) {
  Fact& fact = AddFact(record, kind, now);
  fact.actor = kSystemActor;
  fact.due_time = action.due_time;
  fact.clock_action_version = action.clock_version;
  record.ticket.state = state;
}

}  // namespace

TicketExplanation MakeExplanation(const RuleSet& rules, const Decision& decision) {
  const Directory& directory = rules.directory();
  TicketExplanation explanation;
  Words words = Explain(rules, decision);
  explanation.text_id = std::move(words.id);
  explanation.text_en = std::move(words.en);
  for (const Reason& reason : decision.reasons) {
    explanation.steps.emplace_back(StepName(reason.step));
  }
  if (decision.rule != nullptr) explanation.rule_id = decision.rule->id;
  if (decision.region != kNoUnit) explanation.region_code = directory.Id(decision.region);
  if (decision.category != kNoCategory) {
    explanation.category_code = directory.category(decision.category).code;
  }
  for (const UnitRef unit : decision.candidates) {
    explanation.candidate_unit_ids.push_back(directory.Id(unit));
  }
  for (const UnitKey& key : decision.skipped) {
    explanation.skipped_unit_ids.push_back(directory.Id(key));
  }
  explanation.directory_version = decision.directory_version;
  explanation.rules_version = decision.rules_version;
  return explanation;
}

RoutingRequest ToRoutingRequest(const FiledComplaint& complaint) {
  RoutingRequest request;
  request.category_code = complaint.category_code;
  request.region_code = complaint.region_code;
  request.has_point = complaint.has_point;
  request.confidential = complaint.confidential;
  request.about_unit_id = complaint.about_unit_id;
  request.filing_time = complaint.received_time;
  return request;
}

TicketRecord OpenTicket(const FiledComplaint& complaint, const RuleSet& rules,
                        const Decision& decision, absl::Time now) {
  const Directory& directory = rules.directory();
  const bool triage = decision.state == Decision::State::kTriage;
  TicketRecord record;
  Ticket& ticket = record.ticket;
  ticket.id = complaint.id;
  ticket.tracking_number = complaint.tracking_number;
  ticket.state = triage ? TicketState::kTriage : TicketState::kAssigned;
  ticket.complaint_class = complaint.complaint_class;
  if (decision.category != kNoCategory) {
    const Category& category = directory.category(decision.category);
    ticket.category_code = category.code;
    ticket.needs_supervision = category.needs_supervision;
    ticket.always_calendar = category.calendar == CalendarKind::kAlways;
  }
  ticket.anonymous = complaint.anonymous;
  ticket.confidential = decision.confidential;
  if (decision.about != kNoUnit) ticket.about_unit_id = directory.Id(decision.about);
  ticket.handling_unit_id = directory.Id(decision.handling);
  ticket.holder_unit_id = directory.Id(decision.holder);
  ticket.accountable_unit_id = directory.Id(decision.accountable);
  ticket.accountable_level = directory.unit(decision.accountable).level;
  ticket.clock_version = 0;
  ticket.received_time = complaint.received_time;
  ticket.create_time = now;
  ticket.update_time = now;
  ticket.explanation = MakeExplanation(rules, decision);
  ticket.region_code = ticket.explanation.region_code;
  AddFact(record, FactKind::kFiled, complaint.received_time).actor = "reporter";
  Fact& placed = AddFact(record, triage ? FactKind::kTriaged : FactKind::kAssigned, now);
  SetUnit(placed, directory, decision.handling);
  placed.actor = kSystemActor;
  return record;
}

absl::Status Accept(TicketRecord& record, const Directory& directory, std::string_view unit_id,
                    std::string_view officer, absl::Time now) {
  SALUR_RETURN_IF_ERROR(CheckChange(record, {TicketState::kAssigned}));
  Fact& fact = AddFact(record, FactKind::kAccepted, now);
  const UnitRef unit = directory.FindUnit(unit_id);
  if (unit != kNoUnit) SetUnit(fact, directory, unit);
  fact.actor = std::string(officer);
  record.ticket.state = TicketState::kInProgress;
  record.ticket.assignee = std::string(officer);
  ++record.ticket.version;
  return absl::OkStatus();
}

absl::Status Resolve(TicketRecord& record, const Directory& directory, std::string_view unit_id,
                     std::string_view officer, const Resolution& resolution, absl::Time now) {
  SALUR_RETURN_IF_ERROR(CheckChange(record, {TicketState::kAssigned, TicketState::kInProgress}));
  Fact& fact = AddFact(record, FactKind::kResolutionGiven, now);
  const UnitRef unit = directory.FindUnit(unit_id);
  if (unit != kNoUnit) SetUnit(fact, directory, unit);
  fact.actor = std::string(officer);
  fact.outcome = resolution.outcome;
  fact.note = resolution.answer;
  if (!resolution.legal_basis.empty()) fact.note += "\n\nDasar hukum: " + resolution.legal_basis;
  record.ticket.state = TicketState::kResolved;
  if (record.ticket.assignee.empty()) record.ticket.assignee = std::string(officer);
  ++record.ticket.version;
  return absl::OkStatus();
}

ClockActionResult Apply(TicketRecord& record, const Directory& directory, const ClockAction& action,
                        absl::Time now) {
  if (WasApplied(record, action)) return ClockActionResult::kAlreadyApplied;
  if (!Fits(record.ticket, action)) return ClockActionResult::kSuperseded;
  if (action.due_time > now) return ClockActionResult::kNotYet;
  if (record.facts.size() >= static_cast<std::size_t>(limits::kFactsMax)) {
    return ClockActionResult::kSuperseded;
  }
  switch (action.kind) {
    case ClockActionKind::kClimb:
      if (!Climb(record, directory, action, now)) return ClockActionResult::kSuperseded;
      break;
    case ClockActionKind::kAutoClose:
      Settle(record, action, FactKind::kClosed, TicketState::kClosed, now);
      break;
    case ClockActionKind::kArchive:
      Settle(record, action, FactKind::kArchived, TicketState::kArchived, now);
      break;
    case ClockActionKind::kResume:
      Settle(record, action, FactKind::kResumed, TicketState::kInProgress, now);
      break;
  }
  ++record.ticket.version;
  return ClockActionResult::kApplied;
}

std::vector<LadderRung> LadderAhead(const Ticket& ticket, const Directory& directory) {
  LadderRequest request;
  request.from = directory.FindUnit(ticket.accountable_unit_id);
  if (request.from == kNoUnit) return {};
  request.aspiration = ticket.complaint_class == ComplaintClass::kAspiration;
  request.confidential = ticket.confidential;
  if (!ticket.about_unit_id.empty()) request.about = directory.FindUnit(ticket.about_unit_id);
  return Ladder(directory, request);
}

}  // namespace salur::routing
