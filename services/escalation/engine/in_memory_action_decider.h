// Routing's decisions in memory, for tests and simulations: holds tickets, applies climbs exactly
// once, and can be made to fail in the ways in which a network does.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "services/escalation/engine/action_decider.h"

namespace salur::escalation {

// Thread-safe.
class InMemoryActionDecider final : public ActionDecider {
 public:
  enum class Fault {
    kNone,
    kUnavailable,  // the call does not arrive
    kLosesAnswer,  // decided, but the answer does not arrive
  };

  // `clock` is routing's own.
  explicit InMemoryActionDecider(const Clock& clock) : clock_(clock) {}

  // Puts a ticket in, or replaces it.
  void Put(const TicketFacts& ticket);
  TicketFacts Get(const std::string& ticket_id) const;
  void SetFault(Fault fault);
  // Calls with this ticket in them fail with a permanent error.
  void Refuse(const std::string& ticket_id);
  // Decisions so far, failed calls included.
  int calls() const;
  // Climbs of a ticket that were applied.
  int Climbs(const std::string& ticket_id) const;

  absl::StatusOr<std::vector<DecidedAction>> Decide(
      const std::vector<Proposal>& proposals) override;

 private:
  DecidedAction DecideOne(const Proposal& proposal, absl::Time now);

  const Clock& clock_;
  mutable std::mutex mutex_;
  Fault fault_ = Fault::kNone;
  std::set<std::string> refused_;
  int calls_ = 0;
  std::map<std::string, TicketFacts> tickets_;
};

}  // namespace salur::escalation
