#include "services/routing/domain/fact_log.h"

#include <algorithm>

#include "common/base/errors.h"
#include "common/base/limits.h"

namespace salur::routing {

Fact& AddFact(TicketRecord& record, FactKind kind, absl::Time now) {
  Ticket& ticket = record.ticket;
  Fact fact;
  fact.number = static_cast<int>(record.facts.size()) + 1;
  fact.kind = kind;
  fact.time = record.facts.empty() ? now : std::max(now, record.facts.back().time);
  fact.cycle = ticket.cycle;
  fact.step = ticket.step;
  ticket.update_time = std::max(now, ticket.update_time);
  if (MattersToClocks(kind)) ++ticket.clock_version;
  record.facts.push_back(std::move(fact));
  return record.facts.back();
}

void SetUnit(Fact& fact, const Directory& directory, UnitRef unit) {
  fact.unit_id = directory.Id(unit);
  fact.unit_level = directory.unit(unit).level;
  fact.unit_region_code = directory.unit(unit).region.ToString();
  fact.unit_time_zone = directory.unit(unit).zone;
  fact.unit_name = directory.DisplayName(unit);
}

absl::Status CheckChange(const TicketRecord& record, std::initializer_list<TicketState> from,
                         int facts) {
  const TicketState state = record.ticket.state;
  if (std::find(from.begin(), from.end(), state) == from.end()) {
    return MakeError(absl::StatusCode::kFailedPrecondition, "ILLEGAL_STATE",
                     "the ticket is in state " + std::string(TicketStateName(state)),
                     {{"state", std::string(TicketStateName(state))}});
  }
  if (record.facts.size() + static_cast<std::size_t>(facts) >
      static_cast<std::size_t>(limits::kFactsMax)) {
    return MakeError(absl::StatusCode::kFailedPrecondition, "TOO_MANY_FACTS",
                     "the ticket has as many facts as a ticket may have");
  }
  return absl::OkStatus();
}

}  // namespace salur::routing
