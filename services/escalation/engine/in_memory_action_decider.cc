#include "services/escalation/engine/in_memory_action_decider.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"

namespace salur::escalation {
namespace {

bool IsClimbTo(const Fact& fact, const NextAction& action) {
  return fact.kind == FactKind::kClimbed && fact.cycle == action.cycle && fact.step == action.step;
}

}  // namespace

void InMemoryActionDecider::Put(const TicketFacts& ticket) {
  const std::lock_guard lock(mutex_);
  tickets_[ticket.ticket_id] = ticket;
}

TicketFacts InMemoryActionDecider::Get(const std::string& ticket_id) const {
  const std::lock_guard lock(mutex_);
  return tickets_.at(ticket_id);
}

void InMemoryActionDecider::SetFault(Fault fault) {
  const std::lock_guard lock(mutex_);
  fault_ = fault;
}

void InMemoryActionDecider::Refuse(const std::string& ticket_id) {
  const std::lock_guard lock(mutex_);
  refused_.insert(ticket_id);
}

int InMemoryActionDecider::calls() const {
  const std::lock_guard lock(mutex_);
  return calls_;
}

int InMemoryActionDecider::Climbs(const std::string& ticket_id) const {
  const TicketFacts ticket = Get(ticket_id);
  return static_cast<int>(
      std::count_if(ticket.facts.begin(), ticket.facts.end(),
                    [](const Fact& fact) { return fact.kind == FactKind::kClimbed; }));
}

absl::StatusOr<std::vector<DecidedAction>> InMemoryActionDecider::Decide(
    const std::vector<Proposal>& proposals) {
  const std::lock_guard lock(mutex_);
  ++calls_;
  if (fault_ == Fault::kUnavailable) {
    return MakeError(absl::StatusCode::kUnavailable, "", "routing is away");
  }
  const bool refused = std::any_of(
      proposals.begin(), proposals.end(),
      [this](const Proposal& proposal) { return refused_.count(proposal.ticket_id) > 0; });
  if (refused) {
    return MakeError(absl::StatusCode::kInvalidArgument, "INVALID_FIELDS", "refused");
  }
  std::vector<DecidedAction> decided;
  const absl::Time now = clock_.Now();
  for (const Proposal& proposal : proposals) decided.push_back(DecideOne(proposal, now));
  if (fault_ == Fault::kLosesAnswer) {
    return MakeError(absl::StatusCode::kDeadlineExceeded, "", "no answer in time");
  }
  return decided;
}

DecidedAction InMemoryActionDecider::DecideOne(const Proposal& proposal, absl::Time now) {
  const auto found = tickets_.find(proposal.ticket_id);
  if (found == tickets_.end()) return {Decision::kUnknownTicket, std::nullopt};
  TicketFacts& ticket = found->second;
  const NextAction& action = proposal.action;
  const bool applied = std::any_of(ticket.facts.begin(), ticket.facts.end(),
                                   [&](const Fact& fact) { return IsClimbTo(fact, action); });
  if (applied) return {Decision::kAlreadyApplied, ticket};
  if (action.clock_version != ticket.clock_version || action.cycle != ticket.cycle ||
      action.step != ticket.step + 1 || ticket.ladder.empty() || IsEnded(ticket.state)) {
    return {Decision::kSuperseded, ticket};
  }
  if (now < action.due_time) return {Decision::kNotYet, ticket};
  ticket.step = action.step;
  ticket.accountable_unit_id = ticket.ladder.front().unit_id;
  Fact climb;
  climb.number = static_cast<int>(ticket.facts.size()) + 1;
  climb.kind = FactKind::kClimbed;
  climb.time = now;
  climb.cycle = ticket.cycle;
  climb.step = ticket.step;
  climb.unit_id = ticket.accountable_unit_id;
  climb.place = ticket.ladder.front().place;
  climb.due_time = action.due_time;
  ticket.facts.push_back(std::move(climb));
  ticket.ladder.erase(ticket.ladder.begin());
  ++ticket.version;
  ++ticket.clock_version;
  return {Decision::kApplied, ticket};
}

}  // namespace salur::escalation
