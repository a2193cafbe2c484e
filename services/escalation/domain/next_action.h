// What the engine proposes next for a ticket, and when.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <absl/time/time.h>

#include "services/escalation/domain/clocks.h"
#include "services/escalation/domain/ticket_facts.h"

namespace salur::escalation {

// The numbers are those of salur.routing.v1.ClockActionKind; they are stored.
enum class ActionKind { kClimb = 1, kAutoClose = 2, kArchive = 3, kResume = 4 };

// "CLIMB".
std::string_view ActionKindName(ActionKind kind);

// The one action that a ticket waits for.
struct NextAction {
  ActionKind kind = ActionKind::kClimb;
  absl::Time due_time;  // the due time that is missed; may lie in the past
  int cycle = 1;
  int step = 1;  // a climb: the step that is reached
  std::int64_t clock_version = 0;
  bool operator==(const NextAction&) const = default;
};

// A ticket is late while DISPATCH, FIRST_RESPONSE or RESOLUTION is past due and unmet. Becoming
// late climbs once; then each breach of LEVEL climbs once more. A second promise that is missed
// while the ticket is late climbs nothing. Nothing when the ladder ahead is empty, the ticket has
// ended or was answered, or a pause keeps everything from being due.
// A ticket that became late where there was nowhere to climb (in triage) climbs as soon as there
// is.
std::optional<NextAction> ProposeNext(const TicketFacts& ticket,
                                      const std::vector<TicketClock>& clocks);

// The oldest promise of the ticket's cycle that is unmet, whether its due time has passed or not:
// the ticket is late from its due time on. Null when none is open. Points into `clocks`.
const TicketClock* OldestOpenPromise(const TicketFacts& ticket,
                                     const std::vector<TicketClock>& clocks);

}  // namespace salur::escalation
