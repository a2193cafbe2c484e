// The clocks of a ticket, derived from its facts, the policy and the calendar alone.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <absl/time/time.h>

#include "services/escalation/domain/calendar.h"
#include "services/escalation/domain/policy.h"
#include "services/escalation/domain/ticket_facts.h"

namespace salur::escalation {

// The numbers are those of salur.escalation.v1.ClockState.
enum class ClockState { kRunning = 1, kMet = 2, kBreached = 3, kCancelled = 4, kPaused = 5 };

// One promise being measured. (kind, cycle, step) is unique within a ticket.
struct TicketClock {
  ClockKind kind = ClockKind::kDispatch;
  int cycle = 1;
  int step = 0;  // LEVEL: the step that began it; else 0
  std::string unit_id;
  Place place;  // whose days count
  Limit limit;
  absl::Time start_time;
  absl::Time due_time;  // absl::InfiniteFuture() while a pause keeps it from ever being due
  std::optional<absl::Time> met_time;
  std::optional<absl::Time> cancelled_time;  // set on none that was met
  bool paused = false;                       // stands still since a fact that no other has ended

  // Neither met nor cancelled.
  bool IsOpen() const { return !met_time.has_value() && !cancelled_time.has_value(); }
  bool operator==(const TicketClock&) const = default;
};

// Where the promise stands at `now`. Kept when met at or before the due time; what ended after the
// due time was breached, whatever ended it.
ClockState StateAt(const TicketClock& clock, absl::Time now);

// A stretch of lateness: from `begin`, included, to `end`, excluded; absl::InfiniteFuture() when
// nothing has ended it.
struct LateEpisode {
  absl::Time begin;
  absl::Time end;
  bool operator==(const LateEpisode&) const = default;
};

// DISPATCH, FIRST_RESPONSE and RESOLUTION of one cycle, united where they overlap or touch.
// Ascending. The last one may lie in the future: then it is what happens if nobody acts.
std::vector<LateEpisode> LateEpisodes(const std::vector<TicketClock>& clocks, int cycle);

// Cycle that the facts have reached: 1 and one more for each reopening.
int CycleOf(const TicketFacts& ticket);

// The rules that hold for everybody; both outlive the call.
struct Rules {
  const Policy& policy;
  const Calendar& calendar;
};

// All clocks the ticket ever had, by start time. DISPATCH from filing, for tickets that went
// through triage; FIRST_RESPONSE from the first assignment out of triage; RESOLUTION from filing;
// after a reopening both from the reopening; LEVEL from each climb to a unit other than "ID",
// until lateness ends or the next climb. Waiting for the reporter pauses RESOLUTION and LEVEL.
std::vector<TicketClock> DeriveClocks(const TicketFacts& ticket, const Rules& rules);

}  // namespace salur::escalation
