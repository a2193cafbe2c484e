#include "services/escalation/storage/in_memory_clock_store.h"

#include <algorithm>
#include <tuple>

#include "common/base/errors.h"

namespace salur::escalation {
namespace {

bool SameAction(const std::optional<NextAction>& a, const std::optional<NextAction>& b) {
  return a.has_value() && b.has_value() && a->kind == b->kind && a->due_time == b->due_time &&
         a->cycle == b->cycle && a->step == b->step;
}

template <typename T>
void KeepEarliest(std::optional<T>& earliest, const T& candidate) {
  if (!earliest.has_value() || candidate < *earliest) earliest = candidate;
}

}  // namespace

void InMemoryClockStore::SetAway(bool away) {
  const std::lock_guard lock(mutex_);
  away_ = away;
}

absl::Status InMemoryClockStore::CheckAway() const {
  if (!away_) return absl::OkStatus();
  return MakeError(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", "away");
}

absl::StatusOr<SaveResult> InMemoryClockStore::Save(const std::vector<DerivedTicket>& tickets) {
  return Store(tickets, false);
}

absl::StatusOr<SaveResult> InMemoryClockStore::SaveAnswers(
    const std::vector<DerivedTicket>& tickets) {
  return Store(tickets, true);
}

absl::StatusOr<SaveResult> InMemoryClockStore::Store(const std::vector<DerivedTicket>& tickets,
                                                     bool replace_same) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  SALUR_RETURN_IF_ERROR(CheckStoreBatch(tickets.size()));
  SaveResult result;
  for (const DerivedTicket& derived : tickets) {
    Row& row = rows_[derived.ticket.ticket_id];
    const auto version_of = [](const DerivedTicket& ticket) {
      return std::tuple(ticket.ticket.version, ticket.rules_version);
    };
    const auto stored_version = version_of(row.derived);
    if (version_of(derived) < stored_version) continue;
    if (version_of(derived) == stored_version && !replace_same) continue;
    if (!SameAction(row.derived.next, derived.next)) {
      row.lease_until = absl::InfinitePast();
      row.attempts = 0;
    }
    row.derived = derived;
    ++result.stored;
    if (derived.next.has_value()) KeepEarliest(result.nearest_due_time, derived.next->due_time);
  }
  return result;
}

std::vector<InMemoryClockStore::Row*> InMemoryClockStore::ByDueTime() {
  std::vector<Row*> rows;
  for (auto& [ticket_id, row] : rows_) {
    if (row.derived.next.has_value()) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row* a, const Row* b) {
    return a->derived.next->due_time < b->derived.next->due_time;
  });
  return rows;
}

absl::StatusOr<std::vector<LeasedAction>> InMemoryClockStore::LeaseDue(
    const LeaseRequest& request) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  std::vector<LeasedAction> leased;
  for (Row* row : ByDueTime()) {
    if (static_cast<int>(leased.size()) >= request.count) break;
    if (row->derived.next->due_time > request.now || row->lease_until > request.real_now) continue;
    row->lease_until = request.lease_until;
    ++row->attempts;
    leased.push_back(
        {row->derived.ticket, *row->derived.next, row->derived.rules_version, row->attempts});
  }
  return leased;
}

absl::Status InMemoryClockStore::Release(absl::Time lease_until,
                                         const std::vector<LeaseRelease>& releases) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  for (const LeaseRelease& release : releases) {
    const auto found = rows_.find(release.ticket_id);
    if (found == rows_.end() || found->second.lease_until != lease_until) continue;
    found->second.lease_until = release.available_time;
  }
  return absl::OkStatus();
}

absl::StatusOr<WakeTimes> InMemoryClockStore::NextWake(absl::Time now, absl::Time real_now) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  WakeTimes wake;
  for (const Row* row : ByDueTime()) {
    if (row->derived.next->due_time > now) {
      KeepEarliest(wake.next_due_time, row->derived.next->due_time);
    } else {
      KeepEarliest(wake.lease_end_time, std::max(row->lease_until, real_now));
    }
  }
  return wake;
}

absl::StatusOr<TicketFacts> InMemoryClockStore::GetTicket(const std::string& ticket_id) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  const auto found = rows_.find(ticket_id);
  if (found == rows_.end()) {
    return MakeError(absl::StatusCode::kNotFound, "TICKET_NOT_FOUND", "no such ticket");
  }
  return found->second.derived.ticket;
}

absl::StatusOr<std::vector<OverdueTicket>> InMemoryClockStore::ListOverdue(
    const OverdueQuery& query) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  std::vector<OverdueTicket> late;
  for (const auto& [ticket_id, row] : rows_) {
    const DerivedTicket& derived = row.derived;
    const TicketFacts& ticket = derived.ticket;
    if (!derived.late.has_value() || derived.late->due_time > query.now) continue;
    if (ticket.confidential && !query.include_confidential) continue;
    if (!query.unit_id.empty() && ticket.handling_unit_id != query.unit_id &&
        ticket.accountable_unit_id != query.unit_id) {
      continue;
    }
    if (query.after_time.has_value() && std::tie(derived.late->due_time, ticket_id) <=
                                            std::tie(*query.after_time, query.after_ticket_id)) {
      continue;
    }
    OverdueTicket listed;
    listed.ticket_id = ticket_id;
    listed.accountable_unit_id = ticket.accountable_unit_id;
    listed.handling_unit_id = ticket.handling_unit_id;
    listed.late = *derived.late;
    listed.step = ticket.step;
    if (derived.next.has_value()) listed.next_climb_time = derived.next->due_time;
    late.push_back(std::move(listed));
  }
  std::sort(late.begin(), late.end(), [](const OverdueTicket& a, const OverdueTicket& b) {
    return std::tie(a.late.due_time, a.ticket_id) < std::tie(b.late.due_time, b.ticket_id);
  });
  if (static_cast<int>(late.size()) > query.count) late.resize(static_cast<size_t>(query.count));
  return late;
}

absl::StatusOr<std::vector<TicketFacts>> InMemoryClockStore::ListOutdated(
    std::int64_t rules_version, int count) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  std::vector<TicketFacts> outdated;
  for (const auto& [ticket_id, row] : rows_) {
    if (static_cast<int>(outdated.size()) >= count) break;
    if (row.derived.rules_version >= rules_version || row.derived.OpenClocks() == 0) continue;
    outdated.push_back(row.derived.ticket);
  }
  return outdated;
}

absl::StatusOr<ClockUsage> InMemoryClockStore::Usage(absl::Time now) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckAway());
  ClockUsage usage;
  for (const auto& [ticket_id, row] : rows_) {
    usage.open_clocks += row.derived.OpenClocks();
    if (row.derived.next.has_value() && row.derived.next->due_time <= now) {
      KeepEarliest(usage.oldest_due_time, row.derived.next->due_time);
    }
  }
  return usage;
}

}  // namespace salur::escalation
