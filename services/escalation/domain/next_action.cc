#include "services/escalation/domain/next_action.h"

namespace salur::escalation {
namespace {

// The last climb of the cycle at or after `begin`, or null.
const Fact* LastClimb(const TicketFacts& ticket, absl::Time begin) {
  for (auto fact = ticket.facts.rbegin(); fact != ticket.facts.rend(); ++fact) {
    if (fact->kind == FactKind::kReopened) return nullptr;
    if (fact->kind == FactKind::kClimbed) return fact->time >= begin ? &*fact : nullptr;
  }
  return nullptr;
}

const TicketClock* LevelOf(const Fact& climb, int cycle, const std::vector<TicketClock>& clocks) {
  for (const TicketClock& clock : clocks) {
    if (clock.kind == ClockKind::kLevel && clock.cycle == cycle && clock.step == climb.step) {
      return &clock;
    }
  }
  return nullptr;
}

}  // namespace

std::string_view ActionKindName(ActionKind kind) {
  switch (kind) {
    case ActionKind::kClimb:
      return "CLIMB";
    case ActionKind::kAutoClose:
      return "AUTO_CLOSE";
    case ActionKind::kArchive:
      return "ARCHIVE";
    case ActionKind::kResume:
      return "RESUME";
  }
  return "";
}

std::optional<NextAction> ProposeNext(const TicketFacts& ticket,
                                      const std::vector<TicketClock>& clocks) {
  if (ticket.ladder.empty() || IsEnded(ticket.state) || ticket.state == TicketState::kResolved) {
    return std::nullopt;
  }
  const int cycle = CycleOf(ticket);
  const std::vector<LateEpisode> episodes = LateEpisodes(clocks, cycle);
  if (episodes.empty() || episodes.back().end != absl::InfiniteFuture()) return std::nullopt;

  NextAction action;
  action.cycle = ticket.cycle;
  action.step = ticket.step + 1;
  action.clock_version = ticket.clock_version;
  action.due_time = episodes.back().begin;
  if (const Fact* climb = LastClimb(ticket, episodes.back().begin)) {
    const TicketClock* level = LevelOf(*climb, cycle, clocks);
    if (level == nullptr || level->due_time == absl::InfiniteFuture()) return std::nullopt;
    action.due_time = level->due_time;
  }
  return action;
}

const TicketClock* OldestOpenPromise(const TicketFacts& ticket,
                                     const std::vector<TicketClock>& clocks) {
  const int cycle = CycleOf(ticket);
  const TicketClock* oldest = nullptr;
  for (const TicketClock& clock : clocks) {
    if (clock.kind != ClockKind::kDispatch && clock.kind != ClockKind::kFirstResponse &&
        clock.kind != ClockKind::kResolution) {
      continue;
    }
    if (clock.cycle != cycle || !clock.IsOpen()) continue;
    if (oldest == nullptr || clock.due_time < oldest->due_time) oldest = &clock;
  }
  return oldest;
}

}  // namespace salur::escalation
