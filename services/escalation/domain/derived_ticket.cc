#include "services/escalation/domain/derived_ticket.h"

#include <algorithm>
#include <utility>

namespace salur::escalation {

int DerivedTicket::OpenClocks() const {
  return static_cast<int>(std::count_if(clocks.begin(), clocks.end(),
                                        [](const TicketClock& clock) { return clock.IsOpen(); }));
}

DerivedTicket Derive(TicketFacts ticket, const RulesVersion& rules) {
  DerivedTicket derived;
  derived.clocks = DeriveClocks(ticket, {rules.policy, rules.calendar});
  derived.next = ProposeNext(ticket, derived.clocks);
  const TicketClock* oldest = OldestOpenPromise(ticket, derived.clocks);
  if (oldest != nullptr && oldest->due_time != absl::InfiniteFuture()) {
    derived.late = LateSince{oldest->kind, oldest->due_time};
  }
  derived.rules_version = rules.version;
  derived.ticket = std::move(ticket);
  return derived;
}

}  // namespace salur::escalation
