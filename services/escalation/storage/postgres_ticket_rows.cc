#include "services/escalation/storage/postgres_ticket_rows.h"

#include <optional>
#include <utility>

#include "services/escalation/storage/ladder_text.h"
#include "services/escalation/storage/ticket_queries.h"

namespace salur::escalation {
namespace {

using postgres::Params;
using postgres::Rows;
using postgres::Transaction;
using Integers = std::vector<std::int64_t>;
using Texts = std::vector<std::string>;
using Times = std::vector<absl::Time>;
using OptionalTimes = std::vector<std::optional<absl::Time>>;

std::optional<absl::Time> FiniteTime(absl::Time time) {
  if (time == absl::InfiniteFuture()) return std::nullopt;
  return time;
}

struct SnapshotColumns {
  Texts ticket_id, category, region, handling, accountable, ladder;
  Integers version, clock_version, state, ticket_class, cycle, step, fact_count, late_kind,
      open_clocks, rules_version;
  std::vector<bool> needs_supervision, always_calendar, confidential;
  OptionalTimes late_time;

  void Add(const DerivedTicket& derived) {
    const TicketFacts& ticket = derived.ticket;
    ticket_id.push_back(ticket.ticket_id);
    version.push_back(ticket.version);
    clock_version.push_back(ticket.clock_version);
    state.push_back(static_cast<int>(ticket.state));
    ticket_class.push_back(static_cast<int>(ticket.ticket_class));
    category.push_back(ticket.category_code);
    needs_supervision.push_back(ticket.needs_supervision);
    always_calendar.push_back(ticket.always_calendar);
    confidential.push_back(ticket.confidential);
    region.push_back(ticket.region_code);
    handling.push_back(ticket.handling_unit_id);
    accountable.push_back(ticket.accountable_unit_id);
    cycle.push_back(ticket.cycle);
    step.push_back(ticket.step);
    ladder.push_back(EncodeLadder(ticket.ladder));
    fact_count.push_back(static_cast<std::int64_t>(ticket.facts.size()));
    const bool late = derived.late.has_value();
    late_time.push_back(late ? std::optional(derived.late->due_time) : std::nullopt);
    late_kind.push_back(late ? static_cast<int>(derived.late->kind) : 0);
    open_clocks.push_back(derived.OpenClocks());
    rules_version.push_back(derived.rules_version);
  }

  Params ToParams() const {
    return Params()
        .TextArray(ticket_id)
        .IntegerArray(version)
        .IntegerArray(clock_version)
        .IntegerArray(state)
        .IntegerArray(ticket_class)
        .TextArray(category)
        .BooleanArray(needs_supervision)
        .BooleanArray(always_calendar)
        .BooleanArray(confidential)
        .TextArray(region)
        .TextArray(handling)
        .TextArray(accountable)
        .IntegerArray(cycle)
        .IntegerArray(step)
        .TextArray(ladder)
        .IntegerArray(fact_count)
        .OptionalTimeArray(late_time)
        .IntegerArray(late_kind)
        .IntegerArray(open_clocks)
        .IntegerArray(rules_version);
  }
};

struct FactColumns {
  Texts ticket_id, unit_id, region;
  Integers number, kind, cycle, step, offset;
  Times time;
  OptionalTimes due_time;

  void Add(const std::string& id, const Fact& fact) {
    ticket_id.push_back(id);
    number.push_back(fact.number);
    kind.push_back(static_cast<int>(fact.kind));
    time.push_back(fact.time);
    cycle.push_back(fact.cycle);
    step.push_back(fact.step);
    unit_id.push_back(fact.unit_id);
    region.push_back(fact.place.region);
    offset.push_back(fact.place.utc_offset_hours);
    due_time.push_back(fact.due_time);
  }

  Params ToParams() const {
    return Params()
        .TextArray(ticket_id)
        .IntegerArray(number)
        .IntegerArray(kind)
        .TimeArray(time)
        .IntegerArray(cycle)
        .IntegerArray(step)
        .TextArray(unit_id)
        .TextArray(region)
        .IntegerArray(offset)
        .OptionalTimeArray(due_time);
  }
};

struct ClockColumns {
  Texts ticket_id, unit_id, region;
  Integers kind, cycle, step, offset, limit_days, limit_seconds;
  Times start;
  OptionalTimes due, met, cancelled;
  std::vector<bool> paused;

  void Add(const std::string& id, const TicketClock& clock) {
    ticket_id.push_back(id);
    kind.push_back(static_cast<int>(clock.kind));
    cycle.push_back(clock.cycle);
    step.push_back(clock.step);
    unit_id.push_back(clock.unit_id);
    region.push_back(clock.place.region);
    offset.push_back(clock.place.utc_offset_hours);
    limit_days.push_back(clock.limit.working_days);
    limit_seconds.push_back(absl::ToInt64Seconds(clock.limit.running_time));
    start.push_back(clock.start_time);
    due.push_back(FiniteTime(clock.due_time));
    met.push_back(clock.met_time);
    cancelled.push_back(clock.cancelled_time);
    paused.push_back(clock.paused);
  }

  Params ToParams() const {
    return Params()
        .TextArray(ticket_id)
        .IntegerArray(kind)
        .IntegerArray(cycle)
        .IntegerArray(step)
        .TextArray(unit_id)
        .TextArray(region)
        .IntegerArray(offset)
        .IntegerArray(limit_days)
        .IntegerArray(limit_seconds)
        .TimeArray(start)
        .OptionalTimeArray(due)
        .OptionalTimeArray(met)
        .OptionalTimeArray(cancelled)
        .BooleanArray(paused);
  }
};

StoredTicket ReadSnapshot(const Rows& rows, std::size_t row) {
  StoredTicket stored;
  TicketFacts& ticket = stored.ticket;
  ticket.ticket_id = rows.Text(row, 0);
  ticket.version = rows.Integer(row, 1);
  ticket.clock_version = rows.Integer(row, 2);
  ticket.state = static_cast<TicketState>(rows.Integer(row, 3));
  ticket.ticket_class = static_cast<TicketClass>(rows.Integer(row, 4));
  ticket.category_code = rows.Text(row, 5);
  ticket.needs_supervision = rows.Boolean(row, 6);
  ticket.always_calendar = rows.Boolean(row, 7);
  ticket.confidential = rows.Boolean(row, 8);
  ticket.region_code = rows.Text(row, 9);
  ticket.handling_unit_id = rows.Text(row, 10);
  ticket.accountable_unit_id = rows.Text(row, 11);
  ticket.cycle = static_cast<int>(rows.Integer(row, 12));
  ticket.step = static_cast<int>(rows.Integer(row, 13));
  ticket.ladder = DecodeLadder(rows.Text(row, 14));
  stored.rules_version = rows.Integer(row, 16);
  return stored;
}

Fact ReadFact(const Rows& rows, std::size_t row) {
  Fact fact;
  fact.number = static_cast<int>(rows.Integer(row, 1));
  fact.kind = static_cast<FactKind>(rows.Integer(row, 2));
  fact.time = rows.Time(row, 3);
  fact.cycle = static_cast<int>(rows.Integer(row, 4));
  fact.step = static_cast<int>(rows.Integer(row, 5));
  fact.unit_id = rows.Text(row, 6);
  fact.place.region = rows.Text(row, 7);
  fact.place.utc_offset_hours = static_cast<int>(rows.Integer(row, 8));
  fact.due_time = rows.OptionalTime(row, 9);
  return fact;
}

std::map<std::string, std::int64_t> ReadFactCounts(Transaction& transaction, const Texts& ids) {
  const Rows rows = transaction.Exec(queries::kSelectFactCounts, Params().TextArray(ids));
  std::map<std::string, std::int64_t> counts;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    counts[rows.Text(row, 0)] = rows.Integer(row, 1);
  }
  return counts;
}

}  // namespace

std::map<std::string, StoredTicket> ReadTickets(Transaction& transaction,
                                                const std::vector<std::string>& ticket_ids) {
  std::map<std::string, StoredTicket> tickets;
  if (ticket_ids.empty()) return tickets;
  const Params ids = Params().TextArray(ticket_ids);
  const Rows snapshots = transaction.Exec(queries::kSelectSnapshots, ids);
  std::map<std::string, std::int64_t> fact_counts;
  for (std::size_t row = 0; row < snapshots.size(); ++row) {
    fact_counts[snapshots.Text(row, 0)] = snapshots.Integer(row, 15);
    tickets.emplace(snapshots.Text(row, 0), ReadSnapshot(snapshots, row));
  }
  const Rows facts = transaction.Exec(queries::kSelectFacts, ids);
  for (std::size_t row = 0; row < facts.size(); ++row) {
    const std::string ticket_id = facts.Text(row, 0);
    const auto found = tickets.find(ticket_id);
    // Facts that were committed after the snapshot was read belong to a later version.
    if (found == tickets.end() || facts.Integer(row, 1) > fact_counts[ticket_id]) continue;
    found->second.ticket.facts.push_back(ReadFact(facts, row));
  }
  return tickets;
}

std::vector<const DerivedTicket*> WriteTickets(Transaction& transaction,
                                               const std::vector<DerivedTicket>& tickets,
                                               bool replace_same) {
  std::map<std::string, const DerivedTicket*> by_id;
  SnapshotColumns snapshots;
  for (const DerivedTicket& derived : tickets) {
    by_id[derived.ticket.ticket_id] = &derived;
    snapshots.Add(derived);
  }
  auto fact_counts = ReadFactCounts(transaction, snapshots.ticket_id);
  const Rows newer =
      transaction.Exec(queries::kUpsertSnapshots, snapshots.ToParams().Boolean(replace_same));

  std::vector<const DerivedTicket*> stored;
  FactColumns facts;
  ClockColumns clocks;
  for (std::size_t row = 0; row < newer.size(); ++row) {
    const std::string ticket_id = newer.Text(row, 0);
    const DerivedTicket& derived = *by_id.at(ticket_id);
    stored.push_back(&derived);
    for (const Fact& fact : derived.ticket.facts) {
      if (fact.number > fact_counts[ticket_id]) facts.Add(ticket_id, fact);
    }
    for (const TicketClock& clock : derived.clocks) clocks.Add(ticket_id, clock);
  }
  if (!facts.number.empty()) transaction.Exec(queries::kInsertFacts, facts.ToParams());
  if (!clocks.kind.empty()) transaction.Exec(queries::kUpsertClocks, clocks.ToParams());
  return stored;
}

}  // namespace salur::escalation
