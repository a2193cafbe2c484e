// Everything that follows from a ticket's facts, in the form in which it is stored.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "services/escalation/domain/clocks.h"
#include "services/escalation/domain/next_action.h"

namespace salur::escalation {

// The rules of one moment: policy, calendar, and the number that tells them from later ones.
// Immutable, shared between threads.
struct RulesVersion {
  std::int64_t version = 0;  // rises with every replaced holiday list; 0 before the first
  Policy policy;
  Calendar calendar;
};

// The oldest promise that is open: the ticket is late from `due_time` on.
struct LateSince {
  ClockKind kind = ClockKind::kDispatch;
  absl::Time due_time;
  bool operator==(const LateSince&) const = default;
};

struct DerivedTicket {
  TicketFacts ticket;
  std::vector<TicketClock> clocks;
  std::optional<NextAction> next;
  std::optional<LateSince> late;  // nothing for ended tickets
  std::int64_t rules_version = 0;

  // Clocks that are neither met nor cancelled.
  int OpenClocks() const;
};

DerivedTicket Derive(TicketFacts ticket, const RulesVersion& rules);

}  // namespace salur::escalation
