#include "services/routing/domain/relocation.h"

#include <algorithm>

#include "common/base/errors.h"
#include "services/routing/domain/ladder.h"
#include "services/routing/domain/succession.h"

namespace salur::routing {
namespace {

UnitRef AboutOf(const Ticket& ticket, const Directory& directory) {
  return ticket.about_unit_id.empty() ? kNoUnit : directory.FindUnit(ticket.about_unit_id);
}

// nullptr before the first climb.
const Fact* HighestClimb(const TicketRecord& record) {
  const Fact* highest = nullptr;
  for (const Fact& fact : record.facts) {
    if (fact.kind != FactKind::kClimbed) continue;
    if (highest == nullptr || fact.unit_level > highest->unit_level) highest = &fact;
  }
  return highest;
}

template <typename Accepts>
bool AnyFact(const TicketRecord& record, Accepts accepts) {
  return std::any_of(record.facts.begin(), record.facts.end(), [&](const Fact& fact) {
    return fact.cycle == record.ticket.cycle && accepts(fact);
  });
}

}  // namespace

bool IsAbove(const Directory& directory, UnitRef above, UnitRef below, bool confidential) {
  if (above == below) return false;
  if (directory.IsWithin(below, above)) return true;
  std::vector<UnitKey> ignored;
  for (UnitRef at = below; confidential && at != kRootUnit;) {
    at = NextInOwnLine(directory, at, ignored);
    if (at == above) return true;
  }
  return false;
}

Standing StandingOf(const Ticket& ticket, const Directory& directory, std::string_view unit_id) {
  if (unit_id == ticket.handling_unit_id || unit_id == ticket.holder_unit_id) {
    return Standing::kHandling;
  }
  const UnitRef unit = directory.FindUnit(unit_id);
  const UnitRef handling = directory.FindUnit(ticket.handling_unit_id);
  const bool above = unit != kNoUnit && handling != kNoUnit &&
                     IsAbove(directory, unit, handling, ticket.confidential);
  return above ? Standing::kAbove : Standing::kNone;
}

absl::Status CheckStanding(Standing standing) {
  if (standing != Standing::kNone) return absl::OkStatus();
  return MakeError(absl::StatusCode::kPermissionDenied, "OUT_OF_SCOPE",
                   "only officers of the unit that handles or holds the ticket, or of a unit above "
                   "it, may do this");
}

bool IsAboveBinding(const TicketRecord& record, const Directory& directory,
                    std::string_view unit_id) {
  const UnitRef unit = directory.FindUnit(unit_id);
  for (auto fact = record.facts.rbegin(); fact != record.facts.rend(); ++fact) {
    if (fact->kind != FactKind::kAssigned || fact->cause != AssignmentCause::kBinding) continue;
    const UnitRef bound = directory.FindUnit(fact->unit_id);
    return unit != kNoUnit && bound != kNoUnit &&
           IsAbove(directory, unit, bound, record.ticket.confidential);
  }
  return true;
}

bool IsAboutUnit(const Ticket& ticket, const Directory& directory, UnitRef unit) {
  const UnitRef about = AboutOf(ticket, directory);
  return about != kNoUnit && IsAbout(directory, unit, about);
}

bool IsClosedTo(const Ticket& ticket, const Directory& directory, UnitRef unit) {
  return ticket.confidential && unit != kRootUnit && !directory.unit(unit).IsAgency();
}

UnitRef AccountableFor(const TicketRecord& record, const Directory& directory, UnitRef unit) {
  const Fact* climb = HighestClimb(record);
  if (climb == nullptr) return unit;
  if (directory.unit(unit).level >= climb->unit_level && directory.unit(unit).staffed) return unit;
  // An aspiration that has climbed as a complaint keeps what it reached.
  const std::vector<LadderRung> ladder = Ladder(
      directory, {unit, false, record.ticket.confidential, AboutOf(record.ticket, directory)});
  for (const LadderRung& rung : ladder) {
    if (directory.unit(rung.unit).level >= climb->unit_level) return rung.unit;
  }
  return kRootUnit;
}

void PlaceAt(TicketRecord& record, const Directory& directory, UnitRef unit) {
  Ticket& ticket = record.ticket;
  const UnitRef accountable = AccountableFor(record, directory, unit);
  ticket.handling_unit_id = directory.Id(unit);
  ticket.holder_unit_id =
      directory.Id(HolderOf(directory, {unit, ticket.confidential, AboutOf(ticket, directory)}));
  ticket.accountable_unit_id = directory.Id(accountable);
  ticket.accountable_level = directory.unit(accountable).level;
}

void Relocate(TicketRecord& record, const Directory& directory, const Relocation& relocation,
              absl::Time now) {
  Ticket& ticket = record.ticket;
  Fact& fact = AddFact(record, FactKind::kAssigned, now);
  SetUnit(fact, directory, relocation.to);
  fact.actor = relocation.actor;
  fact.note = relocation.note;
  fact.cause = relocation.cause;
  fact.other_unit_id = ticket.handling_unit_id;
  PlaceAt(record, directory, relocation.to);
  ticket.state = TicketState::kAssigned;
  ticket.assignee.clear();
  ticket.arbitrating = relocation.cause == AssignmentCause::kArbitration;
  ticket.binding = relocation.cause == AssignmentCause::kBinding;
}

bool HasReturned(const TicketRecord& record, std::string_view unit_id) {
  return AnyFact(record, [&](const Fact& fact) {
    return fact.kind == FactKind::kReturned && fact.unit_id == unit_id;
  });
}

bool HasHandled(const TicketRecord& record, std::string_view unit_id) {
  return AnyFact(record, [&](const Fact& fact) {
    return fact.kind == FactKind::kAssigned && fact.unit_id == unit_id;
  });
}

bool HasComeBack(const TicketRecord& record, std::string_view unit_id) {
  bool returned = false;
  return AnyFact(record, [&](const Fact& fact) {
    if (fact.unit_id != unit_id) return false;
    if (fact.kind == FactKind::kReturned) returned = true;
    return returned && fact.kind == FactKind::kAssigned;
  });
}

}  // namespace salur::routing
