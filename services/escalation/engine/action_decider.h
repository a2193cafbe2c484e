// The port to routing, which alone decides what becomes of a due action.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "services/escalation/domain/next_action.h"
#include "services/escalation/domain/ticket_facts.h"

namespace salur::escalation {

// The numbers are those of salur.routing.v1.ClockActionResult.
enum class Decision {
  kApplied = 1,
  kAlreadyApplied = 2,
  kNotYet = 3,      // due only later by routing's clock
  kSuperseded = 4,  // the facts have moved on, or there is no rung above
  kUnknownTicket = 5,
};

struct Proposal {
  std::string ticket_id;
  NextAction action;
};

struct DecidedAction {
  Decision decision = Decision::kSuperseded;
  // The ticket as it is now; absent for kUnknownTicket, and where routing's answer cannot be read.
  std::optional<TicketFacts> ticket;
};

// At most this many proposals a call.
inline constexpr int kProposalsMax = 200;

class ActionDecider {
 public:
  virtual ~ActionDecider() = default;
  // One decision for each proposal, in order. On an error any of them may have been applied;
  // proposing again is safe. Thread-safe.
  virtual absl::StatusOr<std::vector<DecidedAction>> Decide(
      const std::vector<Proposal>& proposals) = 0;
};

}  // namespace salur::escalation
