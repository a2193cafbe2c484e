#include "services/escalation/engine/engine.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "common/base/errors.h"
#include "common/log/log.h"

namespace salur::escalation {
namespace {

bool SamePromise(const NextAction& a, const NextAction& b) {
  return a.kind == b.kind && a.due_time == b.due_time && a.cycle == b.cycle && a.step == b.step;
}

ClimbResult ResultOf(Decision decision) {
  switch (decision) {
    case Decision::kApplied:
      return ClimbResult::kApplied;
    case Decision::kAlreadyApplied:
      return ClimbResult::kAlreadyApplied;
    case Decision::kNotYet:
      return ClimbResult::kNotYet;
    case Decision::kSuperseded:
      return ClimbResult::kSuperseded;
    case Decision::kUnknownTicket:
      return ClimbResult::kUnknownTicket;
  }
  return ClimbResult::kFailed;
}

// Of the unit that the ticket would climb to.
Level NextLevel(const TicketFacts& ticket) {
  return ticket.ladder.empty() ? Level::kNational : LevelOfUnit(ticket.ladder.front().unit_id);
}

}  // namespace

// What one pass holds.
struct Engine::Batch {
  absl::Time real_now;
  absl::Time lease_until;
  std::shared_ptr<const RulesVersion> rules;
  std::vector<LeasedAction> proposed;  // due by the facts, too
  std::vector<DerivedTicket> changed;  // to be stored
  std::vector<LeaseRelease> releases;
  int applied = 0;

  // What came out replaces what was stored; the lease goes with the old action. Where it does not
  // (routing knows no newer facts), the action rests.
  void Rest(const LeasedAction& leased, absl::Duration rest) {
    releases.push_back({leased.ticket.ticket_id, real_now + rest});
  }
};

Engine::Engine(Options options, Parts parts)
    : options_(options), parts_(parts), rate_(options.per_second_max, parts.real_clock.Now()) {}

absl::Duration Engine::RestAfter(int attempts) const {
  absl::Duration rest = options_.rest_first;
  for (int i = 1; i < attempts && rest < options_.rest_max; ++i) rest *= 2;
  return std::min(rest, options_.rest_max);
}

absl::StatusOr<Engine::Pass> Engine::RunOnce() {
  const absl::Time now = parts_.clock.Now();
  const absl::Time real_now = parts_.real_clock.Now();
  planned_us_ = std::numeric_limits<std::int64_t>::max();
  const int allowed = rate_.Take(std::min(options_.batch, kProposalsMax), real_now);
  if (allowed == 0) return Pass{0, 0, rate_.Wait()};

  Batch batch;
  batch.real_now = real_now;
  batch.lease_until = real_now + options_.lease;
  auto leased = parts_.store.LeaseDue({now, real_now, batch.lease_until, allowed});
  if (!leased.ok()) {
    rate_.Return(allowed);
    return leased.status();
  }
  rate_.Return(allowed - static_cast<int>(leased->size()));
  if (leased->empty()) {
    SALUR_ASSIGN_OR_RETURN(const absl::Duration wait, PlanSleep(now, real_now));
    return Pass{0, 0, wait};
  }

  // Holidays replaced a moment ago must not let anything climb early.
  SALUR_RETURN_IF_ERROR(parts_.rules.Refresh());
  batch.rules = parts_.rules.Get();
  for (LeasedAction& action : *leased) {
    DerivedTicket derived = Derive(action.ticket, *batch.rules);
    if (derived.next.has_value() && SamePromise(*derived.next, action.action)) {
      action.action = *derived.next;
      batch.proposed.push_back(std::move(action));
    } else {
      batch.Rest(action, RestAfter(action.attempts));
      batch.changed.push_back(std::move(derived));
    }
  }
  const absl::Status proposed = Propose(batch);
  const absl::Status saved = parts_.store.SaveAnswers(batch.changed).status();
  const absl::Status released = parts_.store.Release(batch.lease_until, batch.releases);
  SALUR_RETURN_IF_ERROR(proposed);
  SALUR_RETURN_IF_ERROR(saved);
  SALUR_RETURN_IF_ERROR(released);
  return Pass{static_cast<int>(batch.proposed.size()), batch.applied, absl::ZeroDuration()};
}

absl::Status Engine::Propose(Batch& batch) {
  if (batch.proposed.empty()) return absl::OkStatus();
  std::vector<Proposal> proposals;
  for (const LeasedAction& leased : batch.proposed) {
    proposals.push_back({leased.ticket.ticket_id, leased.action});
  }
  auto decided = parts_.decider.Decide(proposals);
  if (!decided.ok() && !IsTransient(decided.status()) && batch.proposed.size() > 1) {
    decided = DecideOneByOne(batch);
  }
  if (!decided.ok()) {
    for (const LeasedAction& leased : batch.proposed) {
      parts_.metrics.Climbs(NextLevel(leased.ticket), ClimbResult::kFailed).Increment();
      // While routing is away the rest stays short: its length would be the delay afterwards.
      batch.Rest(leased,
                 IsTransient(decided.status()) ? options_.rest_first : RestAfter(leased.attempts));
    }
    return decided.status();
  }
  for (std::size_t i = 0; i < batch.proposed.size(); ++i) {
    Take(batch.proposed[i], (*decided)[i], batch);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<DecidedAction>> Engine::DecideOneByOne(const Batch& batch) {
  std::vector<DecidedAction> all;
  for (const LeasedAction& leased : batch.proposed) {
    auto decided = parts_.decider.Decide({{leased.ticket.ticket_id, leased.action}});
    if (!decided.ok() && IsTransient(decided.status())) return decided.status();
    if (decided.ok()) {
      all.push_back(std::move(decided->front()));
      continue;
    }
    log::Error("routing refuses a proposal",
               {{"ticket", leased.ticket.ticket_id}, {"reason", ErrorReason(decided.status())}});
    all.push_back({Decision::kSuperseded, std::nullopt});
  }
  return all;
}

void Engine::Take(const LeasedAction& leased, const DecidedAction& decided, Batch& batch) {
  parts_.metrics.Climbs(NextLevel(leased.ticket), ResultOf(decided.decision)).Increment();
  if (decided.decision == Decision::kApplied) ++batch.applied;
  if (decided.decision == Decision::kUnknownTicket) {
    log::Error("routing does not know a ticket", {{"ticket", leased.ticket.ticket_id}});
  }
  if (decided.ticket.has_value()) {
    DerivedTicket derived = Derive(*decided.ticket, *batch.rules);
    if (decided.decision == Decision::kSuperseded &&
        decided.ticket->version <= leased.ticket.version && derived.next.has_value() &&
        SamePromise(*derived.next, leased.action)) {
      log::Warn(
          "routing and escalation disagree about a ticket",
          {{"ticket", leased.ticket.ticket_id}, {"step", std::to_string(leased.action.step)}});
    }
    batch.changed.push_back(std::move(derived));
  }
  // Without effect where the answer brought another action: the lease went with the old one.
  batch.Rest(leased, RestAfter(leased.attempts));
}

absl::StatusOr<absl::Duration> Engine::PlanSleep(absl::Time now, absl::Time real_now) {
  SALUR_ASSIGN_OR_RETURN(const WakeTimes wake, parts_.store.NextWake(now, real_now));
  absl::Duration wait = options_.sleep_max;
  if (wake.lease_end_time.has_value()) {
    // Never without a pause: an action that another engine is taking at this moment looks free.
    wait = std::min(wait, std::max(*wake.lease_end_time - real_now, absl::Milliseconds(20)));
  }
  if (wake.next_due_time.has_value()) {
    planned_us_ = absl::ToUnixMicros(*wake.next_due_time);
    wait = std::min(wait, (*wake.next_due_time - now) / parts_.clock.Rate());
  }
  return std::max(wait, absl::ZeroDuration());
}

}  // namespace salur::escalation
