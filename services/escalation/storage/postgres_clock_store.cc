#include "services/escalation/storage/postgres_clock_store.h"

#include <algorithm>
#include <utility>

#include "common/base/errors.h"
#include "services/escalation/storage/next_action_queries.h"
#include "services/escalation/storage/overdue_queries.h"
#include "services/escalation/storage/postgres_ticket_rows.h"
#include "services/escalation/storage/ticket_queries.h"

namespace salur::escalation {
namespace {

using postgres::Params;
using postgres::Rows;
using postgres::Transaction;

// Up to here open clocks are counted, beyond they are estimated.
constexpr std::int64_t kCountedTicketsMax = 10'000;

void WriteNextActions(Transaction& transaction, const std::vector<const DerivedTicket*>& tickets) {
  std::vector<std::string> gone;
  std::vector<std::string> ticket_ids;
  std::vector<std::int64_t> kinds, cycles, steps, clock_versions;
  std::vector<absl::Time> due_times;
  for (const DerivedTicket* derived : tickets) {
    if (!derived->next.has_value()) {
      gone.push_back(derived->ticket.ticket_id);
      continue;
    }
    const NextAction& next = *derived->next;
    ticket_ids.push_back(derived->ticket.ticket_id);
    kinds.push_back(static_cast<int>(next.kind));
    due_times.push_back(next.due_time);
    cycles.push_back(next.cycle);
    steps.push_back(next.step);
    clock_versions.push_back(next.clock_version);
  }
  if (!gone.empty()) transaction.Exec(queries::kDeleteNextActions, Params().TextArray(gone));
  if (ticket_ids.empty()) return;
  transaction.Exec(queries::kUpsertNextActions, Params()
                                                    .TextArray(ticket_ids)
                                                    .IntegerArray(kinds)
                                                    .TimeArray(due_times)
                                                    .IntegerArray(cycles)
                                                    .IntegerArray(steps)
                                                    .IntegerArray(clock_versions));
}

LeasedAction ReadLeased(const Rows& rows, std::size_t row) {
  LeasedAction leased;
  leased.action.kind = static_cast<ActionKind>(rows.Integer(row, 1));
  leased.action.due_time = rows.Time(row, 2);
  leased.action.cycle = static_cast<int>(rows.Integer(row, 3));
  leased.action.step = static_cast<int>(rows.Integer(row, 4));
  leased.action.clock_version = rows.Integer(row, 5);
  leased.attempts = static_cast<int>(rows.Integer(row, 6));
  return leased;
}

}  // namespace

absl::StatusOr<SaveResult> PostgresClockStore::Save(const std::vector<DerivedTicket>& tickets) {
  return Store(tickets, false);
}

absl::StatusOr<SaveResult> PostgresClockStore::SaveAnswers(
    const std::vector<DerivedTicket>& tickets) {
  return Store(tickets, true);
}

absl::StatusOr<SaveResult> PostgresClockStore::Store(const std::vector<DerivedTicket>& tickets,
                                                     bool replace_same) {
  SALUR_RETURN_IF_ERROR(CheckStoreBatch(tickets.size()));
  SaveResult result;
  if (tickets.empty()) return result;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    result = SaveResult();
    const std::vector<const DerivedTicket*> stored =
        WriteTickets(transaction, tickets, replace_same);
    WriteNextActions(transaction, stored);
    result.stored = static_cast<int>(stored.size());
    for (const DerivedTicket* derived : stored) {
      if (!derived->next.has_value()) continue;
      result.nearest_due_time = std::min(derived->next->due_time,
                                         result.nearest_due_time.value_or(absl::InfiniteFuture()));
    }
    return absl::OkStatus();
  }));
  return result;
}

absl::StatusOr<std::vector<LeasedAction>> PostgresClockStore::LeaseDue(
    const LeaseRequest& request) {
  std::vector<LeasedAction> leased;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    leased.clear();
    const Rows rows = transaction.Exec(queries::kLeaseDue, Params()
                                                               .Time(request.now)
                                                               .Time(request.real_now)
                                                               .Time(request.lease_until)
                                                               .Integer(request.count));
    std::vector<std::string> ticket_ids;
    for (std::size_t row = 0; row < rows.size(); ++row) ticket_ids.push_back(rows.Text(row, 0));
    std::map<std::string, StoredTicket> tickets = ReadTickets(transaction, ticket_ids);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const auto found = tickets.find(ticket_ids[row]);
      if (found == tickets.end()) continue;
      LeasedAction action = ReadLeased(rows, row);
      action.ticket = std::move(found->second.ticket);
      action.rules_version = found->second.rules_version;
      leased.push_back(std::move(action));
    }
    return absl::OkStatus();
  }));
  // UPDATE ... RETURNING answers in any order.
  std::sort(leased.begin(), leased.end(), [](const LeasedAction& a, const LeasedAction& b) {
    return std::tie(a.action.due_time, a.ticket.ticket_id) <
           std::tie(b.action.due_time, b.ticket.ticket_id);
  });
  return leased;
}

absl::Status PostgresClockStore::Release(absl::Time lease_until,
                                         const std::vector<LeaseRelease>& releases) {
  if (releases.empty()) return absl::OkStatus();
  std::vector<std::string> ticket_ids;
  std::vector<absl::Time> available_times;
  for (const LeaseRelease& release : releases) {
    ticket_ids.push_back(release.ticket_id);
    available_times.push_back(release.available_time);
  }
  return pool_.Run([&](Transaction& transaction) {
    transaction.Exec(queries::kReleaseLeases,
                     Params().Time(lease_until).TextArray(ticket_ids).TimeArray(available_times));
    return absl::OkStatus();
  });
}

absl::StatusOr<WakeTimes> PostgresClockStore::NextWake(absl::Time now, absl::Time real_now) {
  WakeTimes wake;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    const Rows rows = transaction.Exec(queries::kSelectWake, Params().Time(now).Time(real_now));
    wake.next_due_time = rows.OptionalTime(0, 0);
    wake.lease_end_time = rows.OptionalTime(0, 1);
    return absl::OkStatus();
  }));
  return wake;
}

absl::StatusOr<TicketFacts> PostgresClockStore::GetTicket(const std::string& ticket_id) {
  std::map<std::string, StoredTicket> tickets;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    tickets = ReadTickets(transaction, {ticket_id});
    return absl::OkStatus();
  }));
  if (tickets.empty()) {
    return MakeError(absl::StatusCode::kNotFound, "TICKET_NOT_FOUND", "no such ticket");
  }
  return std::move(tickets.begin()->second.ticket);
}

absl::StatusOr<std::vector<OverdueTicket>> PostgresClockStore::ListOverdue(
    const OverdueQuery& query) {
  static constexpr char kFirstId[] = "00000000-0000-0000-0000-000000000000";
  Params params;
  params.Time(query.now);
  if (query.after_time.has_value()) {
    params.Time(*query.after_time).Text(query.after_ticket_id);
  } else {
    params.Text("-infinity").Text(kFirstId);
  }
  params.Boolean(query.include_confidential).Integer(query.count);
  if (!query.unit_id.empty()) params.Text(query.unit_id);
  std::vector<OverdueTicket> late;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    late.clear();
    const Rows rows = transaction.Exec(
        query.unit_id.empty() ? queries::kListOverdue : queries::kListOverdueOfUnit, params);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      OverdueTicket ticket;
      ticket.ticket_id = rows.Text(row, 0);
      ticket.accountable_unit_id = rows.Text(row, 1);
      ticket.handling_unit_id = rows.Text(row, 2);
      ticket.late = {static_cast<ClockKind>(rows.Integer(row, 3)), rows.Time(row, 4)};
      ticket.step = static_cast<int>(rows.Integer(row, 5));
      ticket.next_climb_time = rows.OptionalTime(row, 6);
      late.push_back(std::move(ticket));
    }
    return absl::OkStatus();
  }));
  return late;
}

absl::StatusOr<std::vector<TicketFacts>> PostgresClockStore::ListOutdated(
    std::int64_t rules_version, int count) {
  std::vector<TicketFacts> outdated;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    outdated.clear();
    const Rows rows =
        transaction.Exec(queries::kSelectOutdated, Params().Integer(rules_version).Integer(count));
    std::vector<std::string> ticket_ids;
    for (std::size_t row = 0; row < rows.size(); ++row) ticket_ids.push_back(rows.Text(row, 0));
    for (auto& [ticket_id, stored] : ReadTickets(transaction, ticket_ids)) {
      outdated.push_back(std::move(stored.ticket));
    }
    return absl::OkStatus();
  }));
  return outdated;
}

absl::StatusOr<ClockUsage> PostgresClockStore::Usage(absl::Time now) {
  ClockUsage usage;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    usage.oldest_due_time =
        transaction.Exec(queries::kSelectOldestDue, Params().Time(now)).OptionalTime(0, 0);
    const Rows counted =
        transaction.Exec(queries::kCountOpenClocks, Params().Integer(kCountedTicketsMax));
    const std::int64_t tickets = counted.Integer(0, 0);
    usage.open_clocks = counted.Integer(0, 1);
    if (tickets == kCountedTicketsMax) {
      const std::int64_t estimate = transaction.Exec(queries::kEstimateOpenTickets).Integer(0, 0);
      usage.open_clocks = usage.open_clocks * std::max(estimate, tickets) / tickets;
    }
    return absl::OkStatus();
  }));
  return usage;
}

}  // namespace salur::escalation
