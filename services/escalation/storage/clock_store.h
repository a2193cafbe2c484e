// The port to what escalation stores of tickets: facts, clocks, and the next action with its lease.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/escalation/domain/derived_ticket.h"

namespace salur::escalation {

// Tickets of one call; larger calls are INVALID_ARGUMENT.
inline constexpr int kStoreBatchMax = 500;

// INVALID_ARGUMENT BATCH_TOO_LARGE.
absl::Status CheckStoreBatch(std::size_t tickets);

struct SaveResult {
  // How many were newer than what was stored.
  int stored = 0;
  // The nearest due time among the next actions that were stored now.
  std::optional<absl::Time> nearest_due_time;
};

// Two clocks: what is due is a matter of the service's clock, a lease of the real one.
struct LeaseRequest {
  absl::Time now;          // service clock: due at or before
  absl::Time real_now;     // leases that end at or before are free
  absl::Time lease_until;  // real
  int count = 1;
};

struct LeasedAction {
  TicketFacts ticket;
  NextAction action;               // as stored; the facts decide whether it still holds
  std::int64_t rules_version = 0;  // of the rules that derived it
  int attempts = 0;                // leases of this action so far, this one included
};

struct LeaseRelease {
  std::string ticket_id;
  absl::Time available_time;  // real; rests until then
};

struct WakeTimes {
  std::optional<absl::Time> next_due_time;   // service clock: the nearest that is not due yet
  std::optional<absl::Time> lease_end_time;  // real: the first lease to end of what is due
};

struct OverdueQuery {
  std::string unit_id;  // handling or accountable; empty for all
  absl::Time now;
  bool include_confidential = false;
  // Keyset: after this (late time, ticket id); nothing for the first page.
  std::optional<absl::Time> after_time;
  std::string after_ticket_id;
  int count = 50;
};

struct OverdueTicket {
  std::string ticket_id;
  std::string accountable_unit_id;
  std::string handling_unit_id;
  LateSince late;
  int step = 0;
  std::optional<absl::Time> next_climb_time;
  bool operator==(const OverdueTicket&) const = default;
};

struct ClockUsage {
  // Past due and not yet applied; nothing when all is done. Service clock.
  std::optional<absl::Time> oldest_due_time;
  // Exact up to ten thousand open tickets, then an estimate, so that asking stays cheap.
  std::int64_t open_clocks = 0;
};

// Errors of all calls: UNAVAILABLE and ABORTED as common/postgres tells. Thread-safe.
class ClockStore {
 public:
  virtual ~ClockStore() = default;

  // Stores, in one transaction, those that are newer than what is stored: a higher version, or the
  // same version derived by newer rules. A lease survives when the next action stays the same.
  // The same ticket must not stand in the list twice.
  virtual absl::StatusOr<SaveResult> Save(const std::vector<DerivedTicket>& tickets) = 0;

  // The same for what routing answered just now: it also replaces the same version. The ladder
  // ahead may have changed with the directory, without a new version of the ticket.
  virtual absl::StatusOr<SaveResult> SaveAnswers(const std::vector<DerivedTicket>& tickets) = 0;

  // Takes due actions that nobody holds, oldest due first. Committed before it answers.
  virtual absl::StatusOr<std::vector<LeasedAction>> LeaseDue(const LeaseRequest& request) = 0;

  // Gives leases back that still end at `lease_until`; others have passed to somebody else.
  virtual absl::Status Release(absl::Time lease_until,
                               const std::vector<LeaseRelease>& releases) = 0;

  virtual absl::StatusOr<WakeTimes> NextWake(absl::Time now, absl::Time real_now) = 0;

  // NOT_FOUND TICKET_NOT_FOUND.
  virtual absl::StatusOr<TicketFacts> GetTicket(const std::string& ticket_id) = 0;

  // Late tickets, oldest due first.
  virtual absl::StatusOr<std::vector<OverdueTicket>> ListOverdue(const OverdueQuery& query) = 0;

  // Open tickets that were derived by rules older than `rules_version`, at most `count`.
  virtual absl::StatusOr<std::vector<TicketFacts>> ListOutdated(std::int64_t rules_version,
                                                                int count) = 0;

  virtual absl::StatusOr<ClockUsage> Usage(absl::Time now) = 0;
};

}  // namespace salur::escalation
