#include "services/escalation/domain/clocks.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <tuple>
#include <utility>

namespace salur::escalation {
namespace {

using FactIterator = std::vector<Fact>::const_iterator;

// The facts of one cycle. Promises belong to a cycle; a reopening begins the next one.
struct CycleFacts {
  int cycle;
  FactIterator begin;  // kFiled or kReopened
  FactIterator end;
};

std::vector<CycleFacts> SplitByCycle(const std::vector<Fact>& facts) {
  std::vector<CycleFacts> cycles;
  FactIterator begin = facts.begin();
  while (begin != facts.end()) {
    const FactIterator end = std::find_if(std::next(begin), facts.end(), [](const Fact& fact) {
      return fact.kind == FactKind::kReopened;
    });
    cycles.push_back({static_cast<int>(cycles.size()) + 1, begin, end});
    begin = end;
  }
  return cycles;
}

template <typename Predicate>
std::optional<absl::Time> FirstTime(FactIterator begin, FactIterator end, Predicate predicate) {
  const FactIterator found = std::find_if(begin, end, predicate);
  if (found == end) return std::nullopt;
  return found->time;
}

auto IsKind(FactKind kind) {
  return [kind](const Fact& fact) { return fact.kind == kind; };
}

// Waiting for the reporter, over all cycles. A final answer or an end stops the waiting, too.
Pauses WaitingForReporter(const std::vector<Fact>& facts) {
  std::vector<Pause> pauses;
  bool waiting = false;
  for (const Fact& fact : facts) {
    if (fact.kind == FactKind::kInformationRequested && !waiting) {
      pauses.push_back({fact.time, absl::InfiniteFuture()});
      waiting = true;
    } else if (waiting && (fact.kind == FactKind::kResumed || fact.kind == FactKind::kResolved ||
                           fact.kind == FactKind::kReopened || EndsTicket(fact.kind))) {
      pauses.back().end = fact.time;
      waiting = false;
    }
  }
  return Pauses(std::move(pauses));
}

class ClockBuilder {
 public:
  ClockBuilder(const TicketFacts& ticket, const Rules& rules)
      : ticket_(ticket), rules_(rules), waiting_(WaitingForReporter(ticket.facts)) {
    const auto first =
        std::find_if(ticket.facts.begin(), ticket.facts.end(), IsKind(FactKind::kAssigned));
    if (first == ticket.facts.end()) return;
    first_unit_ = first->unit_id;
    first_place_ = first->place;
  }

  std::vector<TicketClock> Build() {
    for (const CycleFacts& facts : SplitByCycle(ticket_.facts)) {
      AddDispatch(facts);
      AddFirstResponse(facts);
      AddResolution(facts);
      AddLevels(facts);
    }
    std::stable_sort(clocks_.begin(), clocks_.end(), [](const auto& a, const auto& b) {
      return std::tuple(a.start_time, a.kind, a.step) < std::tuple(b.start_time, b.kind, b.step);
    });
    return std::move(clocks_);
  }

 private:
  void AddDispatch(const CycleFacts& facts) {
    const auto triaged = std::find_if(facts.begin, facts.end, IsKind(FactKind::kTriaged));
    const auto assigned = std::find_if(facts.begin, facts.end, IsKind(FactKind::kAssigned));
    if (triaged == facts.end || assigned < triaged) return;
    // The days of ID even afterwards: moving the zone with the assignment could make a dispatch
    // late that was in time when it happened.
    TicketClock clock = Begin(ClockKind::kDispatch, facts, facts.begin->time);
    clock.unit_id = kRootUnit;
    clock.place = Place{};
    clock.met_time = FirstTime(facts.begin, facts.end, [](const Fact& fact) {
      return fact.kind == FactKind::kAssigned || fact.kind == FactKind::kResolved;
    });
    Finish(facts, Pauses(), std::move(clock));
  }

  void AddFirstResponse(const CycleFacts& facts) {
    FactIterator start = facts.begin;
    if (facts.cycle == 1) start = std::find_if(start, facts.end, IsKind(FactKind::kAssigned));
    if (start == facts.end) return;
    TicketClock clock = Begin(ClockKind::kFirstResponse, facts, start->time);
    clock.met_time =
        FirstTime(start, facts.end, [](const Fact& fact) { return IsResponse(fact.kind); });
    Finish(facts, Pauses(), std::move(clock));
  }

  void AddResolution(const CycleFacts& facts) {
    TicketClock clock = Begin(ClockKind::kResolution, facts, facts.begin->time);
    clock.met_time = FirstTime(facts.begin, facts.end, IsKind(FactKind::kResolved));
    Finish(facts, waiting_, std::move(clock));
  }

  void AddLevels(const CycleFacts& facts) {
    const std::vector<LateEpisode> episodes = LateEpisodes(clocks_, facts.cycle);
    for (FactIterator climb = facts.begin; climb != facts.end; ++climb) {
      if (climb->kind != FactKind::kClimbed || climb->unit_id == kRootUnit) continue;
      TicketClock clock = Begin(ClockKind::kLevel, facts, climb->time);
      clock.step = climb->step;
      clock.unit_id = climb->unit_id;
      clock.place = climb->place;
      // Not late at the climb means that the calendar was changed since: nothing to wait for.
      absl::Time end = climb->time;
      for (const LateEpisode& episode : episodes) {
        if (episode.begin <= climb->time && climb->time < episode.end) end = episode.end;
      }
      const auto next = FirstTime(std::next(climb), facts.end, IsKind(FactKind::kClimbed));
      if (next.has_value()) end = std::min(end, *next);
      if (end != absl::InfiniteFuture()) clock.cancelled_time = end;
      Finish(facts, waiting_, std::move(clock));
    }
  }

  TicketClock Begin(ClockKind kind, const CycleFacts& facts, absl::Time start) const {
    TicketClock clock;
    clock.kind = kind;
    clock.cycle = facts.cycle;
    clock.start_time = start;
    clock.unit_id = first_unit_;
    clock.place = first_place_;
    return clock;
  }

  // Adds limit, due time and what ended it.
  void Finish(const CycleFacts& facts, const Pauses& pauses, TicketClock clock) {
    const std::optional<Limit> limit = LimitOf(clock);
    if (!limit.has_value()) return;
    clock.limit = *limit;
    clock.due_time = DueTime(rules_.calendar, {clock.start_time, clock.limit, clock.place}, pauses);
    if (!clock.met_time.has_value() && !clock.cancelled_time.has_value()) {
      clock.cancelled_time =
          FirstTime(facts.begin, facts.end, [](const Fact& fact) { return EndsTicket(fact.kind); });
      if (!clock.cancelled_time.has_value() && facts.end != ticket_.facts.end()) {
        clock.cancelled_time = facts.end->time;
      }
    }
    const std::vector<Pause>& intervals = pauses.intervals();
    clock.paused =
        clock.IsOpen() && !intervals.empty() && intervals.back().end == absl::InfiniteFuture();
    clocks_.push_back(std::move(clock));
  }

  std::optional<Limit> LimitOf(const TicketClock& clock) const {
    PolicyQuestion question;
    question.kind = clock.kind;
    question.ticket_class = ticket_.ticket_class;
    question.needs_supervision = ticket_.needs_supervision;
    question.always_calendar = ticket_.always_calendar;
    question.level = LevelOfUnit(clock.unit_id);
    question.region_code =
        clock.kind == ClockKind::kLevel ? RegionOfUnit(clock.unit_id) : ticket_.region_code;
    question.category_code = ticket_.category_code;
    question.filed_on =
        absl::ToCivilDay(ticket_.facts.front().time, ZoneAt(first_place_.utc_offset_hours));
    return rules_.policy.LimitFor(question);
  }

  const TicketFacts& ticket_;
  const Rules& rules_;
  const Pauses waiting_;
  // The first unit outside triage: its days count for good. Until then those of ID.
  std::string first_unit_ = std::string(kRootUnit);
  Place first_place_;
  std::vector<TicketClock> clocks_;
};

}  // namespace

ClockState StateAt(const TicketClock& clock, absl::Time now) {
  if (clock.met_time.has_value()) {
    return *clock.met_time <= clock.due_time ? ClockState::kMet : ClockState::kBreached;
  }
  if (clock.cancelled_time.has_value()) {
    return *clock.cancelled_time <= clock.due_time ? ClockState::kCancelled : ClockState::kBreached;
  }
  if (now >= clock.due_time) return ClockState::kBreached;
  return clock.paused ? ClockState::kPaused : ClockState::kRunning;
}

std::vector<LateEpisode> LateEpisodes(const std::vector<TicketClock>& clocks, int cycle) {
  std::vector<LateEpisode> late;
  for (const TicketClock& clock : clocks) {
    const bool promise = clock.kind == ClockKind::kDispatch ||
                         clock.kind == ClockKind::kFirstResponse ||
                         clock.kind == ClockKind::kResolution;
    if (!promise || clock.cycle != cycle || clock.due_time == absl::InfiniteFuture()) continue;
    const absl::Time end =
        clock.met_time.value_or(clock.cancelled_time.value_or(absl::InfiniteFuture()));
    if (clock.due_time < end) late.push_back({clock.due_time, end});
  }
  std::sort(late.begin(), late.end(),
            [](const LateEpisode& a, const LateEpisode& b) { return a.begin < b.begin; });
  std::vector<LateEpisode> united;
  for (const LateEpisode& episode : late) {
    if (!united.empty() && episode.begin <= united.back().end) {
      united.back().end = std::max(united.back().end, episode.end);
    } else {
      united.push_back(episode);
    }
  }
  return united;
}

int CycleOf(const TicketFacts& ticket) {
  return 1 + static_cast<int>(std::count_if(ticket.facts.begin(), ticket.facts.end(),
                                            IsKind(FactKind::kReopened)));
}

std::vector<TicketClock> DeriveClocks(const TicketFacts& ticket, const Rules& rules) {
  if (ticket.facts.empty()) return {};
  return ClockBuilder(ticket, rules).Build();
}

}  // namespace salur::escalation
