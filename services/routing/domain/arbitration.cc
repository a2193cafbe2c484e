#include "services/routing/domain/arbitration.h"

#include <algorithm>

#include "services/routing/domain/ladder.h"
#include "services/routing/domain/relocation.h"

namespace salur::routing {
namespace {

UnitRef UnitAbove(const Directory& directory, UnitRef unit, bool confidential) {
  if (!confidential) return directory.unit(unit).parent;
  std::vector<UnitKey> ignored;
  return NextInOwnLine(directory, unit, ignored);
}

// The unit and everything above it; ends with the root.
std::vector<UnitRef> Chain(const Directory& directory, UnitRef unit, bool confidential) {
  std::vector<UnitRef> chain = {unit};
  while (chain.back() != kRootUnit) {
    chain.push_back(UnitAbove(directory, chain.back(), confidential));
  }
  return chain;
}

bool Contains(const std::vector<UnitRef>& units, UnitRef unit) {
  return std::find(units.begin(), units.end(), unit) != units.end();
}

// Between whom the ticket went: those that passed it on, and those it was passed to.
std::vector<UnitRef> Involved(const TicketRecord& record, const Directory& directory) {
  std::vector<UnitRef> units;
  const auto add = [&](const std::string& id) {
    const UnitRef unit = directory.FindUnit(id);
    if (unit != kNoUnit && !Contains(units, unit)) units.push_back(unit);
  };
  add(record.ticket.handling_unit_id);
  for (const Fact& fact : record.facts) {
    if (fact.cycle != record.ticket.cycle) continue;
    if (fact.kind == FactKind::kReturned) add(fact.unit_id);
    const bool hop =
        fact.cause == AssignmentCause::kAfterReturn || fact.cause == AssignmentCause::kReclassified;
    if (fact.kind != FactKind::kAssigned || !hop) continue;
    add(fact.unit_id);
    add(fact.other_unit_id);
  }
  return units;
}

}  // namespace

Arbiter FindArbiter(const TicketRecord& record, const Directory& directory) {
  const bool confidential = record.ticket.confidential;
  const std::vector<UnitRef> involved = Involved(record, directory);
  UnitRef common = involved.empty() ? kRootUnit : involved.front();
  for (const UnitRef unit : involved) {
    const std::vector<UnitRef> chain = Chain(directory, unit, confidential);
    while (!Contains(chain, common)) common = UnitAbove(directory, common, confidential);
  }
  Arbiter arbiter;
  for (UnitRef at = common; at != kRootUnit; at = UnitAbove(directory, at, confidential)) {
    const std::string id = directory.Id(at);
    if (id == record.ticket.handling_unit_id || HasReturned(record, id)) continue;
    if (directory.unit(at).active && !IsAboutUnit(record.ticket, directory, at)) {
      arbiter.unit = at;
      break;
    }
    arbiter.skipped.push_back(directory.Key(at));
  }
  return arbiter;
}

}  // namespace salur::routing
