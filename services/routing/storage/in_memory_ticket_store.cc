#include "services/routing/storage/in_memory_ticket_store.h"

#include <algorithm>
#include <limits>
#include <set>
#include <tuple>

#include "common/base/errors.h"

namespace salur::routing {
namespace {

bool Contains(const std::vector<std::string>& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

bool Matches(const TicketQuery& query, const Ticket& ticket) {
  const auto any_unit = [&](const auto& accepts) {
    return accepts(ticket.handling_unit_id) || accepts(ticket.holder_unit_id) ||
           accepts(ticket.accountable_unit_id);
  };
  if (std::find(query.states.begin(), query.states.end(), ticket.state) == query.states.end()) {
    return false;
  }
  if (query.unit_ids.has_value() &&
      !any_unit([&](const std::string& id) { return Contains(*query.unit_ids, id); })) {
    return false;
  }
  if (query.category_codes.has_value() && !Contains(*query.category_codes, ticket.category_code)) {
    return false;
  }
  if (query.climbed_only && ticket.step == 0) return false;
  return !ticket.confidential ||
         (!query.confidential_unit_id.empty() &&
          any_unit([&](const std::string& id) { return id == query.confidential_unit_id; }));
}

// The unique indexes fact_climb_once and fact_clock_action_once.
bool RepeatsClockAction(const std::vector<Fact>& facts) {
  std::set<std::pair<int, int>> climbs;
  std::set<std::int64_t> versions;
  for (const Fact& fact : facts) {
    if (fact.kind == FactKind::kClimbed && !climbs.emplace(fact.cycle, fact.step).second) {
      return true;
    }
    if (fact.clock_action_version.has_value() &&
        !versions.insert(*fact.clock_action_version).second) {
      return true;
    }
  }
  return false;
}

}  // namespace

absl::Status InMemoryTicketStore::CheckVersions(const DirectoryVersions& versions) {
  SALUR_ASSIGN_OR_RETURN(const DirectoryVersions stored, directory_.Versions());
  if (stored == versions) return absl::OkStatus();
  return MakeError(absl::StatusCode::kAborted, "DIRECTORY_CHANGED",
                   "the directory or the rules changed in the meantime");
}

std::map<std::string, TicketRecord> InMemoryTicketStore::Select(
    const std::vector<std::string>& ids) const {
  std::map<std::string, TicketRecord> selected;
  for (const std::string& id : ids) {
    const auto found = tickets_.find(id);
    if (found != tickets_.end()) selected.insert(*found);
  }
  return selected;
}

absl::Status InMemoryTicketStore::Write(const std::vector<TicketWrite>& tickets) {
  for (const TicketWrite& write : tickets) {
    const auto stored = tickets_.find(write.record.ticket.id);
    if (stored == tickets_.end() || stored->second.ticket.version >= write.record.ticket.version) {
      return MakeError(absl::StatusCode::kInternal, "TICKET_NOT_UPDATED",
                       "a changed ticket has no higher version than the stored one");
    }
    if (RepeatsClockAction(write.record.facts)) {
      return MakeError(absl::StatusCode::kAlreadyExists, "UNIQUE_VIOLATION",
                       "a row with this key exists");
    }
  }
  for (const TicketWrite& write : tickets) {
    tickets_[write.record.ticket.id] = write.record;
    outbox_.Add(write.record.ticket.id, write.event);
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<bool>> InMemoryTicketStore::Add(
    const DirectoryVersions& versions, const std::vector<TicketWrite>& tickets) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckVersions(versions));
  std::vector<bool> fresh;
  for (const TicketWrite& write : tickets) {
    fresh.push_back(tickets_.emplace(write.record.ticket.id, write.record).second);
    if (fresh.back()) outbox_.Add(write.record.ticket.id, write.event);
  }
  return fresh;
}

absl::Status InMemoryTicketStore::Update(const DirectoryVersions& versions,
                                         const std::vector<std::string>& ticket_ids,
                                         const TicketDecider& decide) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckVersions(versions));
  SALUR_ASSIGN_OR_RETURN(const TicketChanges changes, decide(Select(ticket_ids)));
  return Write(changes.tickets);
}

absl::StatusOr<std::string> InMemoryTicketStore::UpdateOnce(const DirectoryVersions& versions,
                                                            const RequestKey& key,
                                                            const std::string& ticket_id,
                                                            absl::Time,
                                                            const TicketDecider& decide) {
  const std::lock_guard lock(mutex_);
  SALUR_RETURN_IF_ERROR(CheckVersions(versions));
  const auto found = requests_.find({key.caller, key.request_id});
  if (found != requests_.end()) {
    if (found->second.fingerprint != key.fingerprint) return RequestIdReused();
    return found->second.answer;
  }
  SALUR_ASSIGN_OR_RETURN(const TicketChanges changes, decide(Select({ticket_id})));
  SALUR_RETURN_IF_ERROR(Write(changes.tickets));
  requests_[{key.caller, key.request_id}] = {key.fingerprint, changes.answer};
  return changes.answer;
}

absl::StatusOr<std::optional<TicketRecord>> InMemoryTicketStore::Get(
    const std::string& id_or_number) {
  const std::lock_guard lock(mutex_);
  for (const auto& [id, record] : tickets_) {
    if (id == id_or_number || record.ticket.tracking_number == id_or_number) return record;
  }
  return std::nullopt;
}

absl::StatusOr<std::vector<Ticket>> InMemoryTicketStore::List(const TicketQuery& query) {
  const std::lock_guard lock(mutex_);
  const auto key = [](const Ticket& ticket) {
    return std::make_pair(ticket.received_time, ticket.id);
  };
  std::vector<Ticket> tickets;
  for (const auto& [id, record] : tickets_) {
    const Ticket& ticket = record.ticket;
    if (!Matches(query, ticket)) continue;
    if (query.after.has_value()) {
      const auto start = std::make_pair(query.after->received_time, query.after->ticket_id);
      if (query.newest_first ? key(ticket) >= start : key(ticket) <= start) continue;
    }
    tickets.push_back(ticket);
  }
  std::sort(tickets.begin(), tickets.end(), [&](const Ticket& a, const Ticket& b) {
    return query.newest_first ? key(b) < key(a) : key(a) < key(b);
  });
  if (tickets.size() > static_cast<std::size_t>(query.count)) {
    tickets.resize(static_cast<std::size_t>(query.count));
  }
  return tickets;
}

absl::StatusOr<LevelCounts> InMemoryTicketStore::CountOpen() {
  const std::lock_guard lock(mutex_);
  LevelCounts counts{};
  for (const auto& [id, record] : tickets_) {
    if (!IsOpen(record.ticket.state)) continue;
    ++counts.at(static_cast<std::size_t>(record.ticket.accountable_level) - 1);
  }
  return counts;
}

std::vector<Ticket> InMemoryTicketStore::All() {
  const std::lock_guard lock(mutex_);
  std::vector<Ticket> tickets;
  for (const auto& [id, record] : tickets_) tickets.push_back(record.ticket);
  return tickets;
}

absl::StatusOr<std::vector<std::string>> InMemoryTicketStore::FindForHandOver(
    const HandOverQuery& query) {
  using Which = HandOverQuery::Which;
  const std::lock_guard lock(mutex_);
  std::vector<std::string> ids;
  for (const auto& [id, record] : tickets_) {
    const Ticket& ticket = record.ticket;
    if (!IsOpen(ticket.state) || id <= query.after) continue;
    const bool handled = Contains(query.unit_ids, ticket.handling_unit_id);
    const bool held = Contains(query.unit_ids, ticket.holder_unit_id);
    const bool accounted = Contains(query.unit_ids, ticket.accountable_unit_id);
    const bool found = query.which == Which::kOfUnits  ? handled || held || accounted
                       : query.which == Which::kHeldBy ? held
                                                       : handled && !held;
    if (found) ids.push_back(id);
    if (ids.size() == static_cast<std::size_t>(query.count)) break;
  }
  return ids;
}

absl::StatusOr<std::int64_t> InMemoryTicketStore::CountOpenOf(
    const std::vector<std::string>& unit_ids) {
  HandOverQuery query;
  query.unit_ids = unit_ids;
  query.count = std::numeric_limits<int>::max();
  SALUR_ASSIGN_OR_RETURN(const std::vector<std::string> ids, FindForHandOver(query));
  return static_cast<std::int64_t>(ids.size());
}

absl::StatusOr<std::int64_t> InMemoryTicketStore::CountOnRetired() {
  SALUR_ASSIGN_OR_RETURN(const StoredDirectory stored, directory_.Load());
  std::vector<std::string> retired;
  for (const UnitRow& row : stored.data.units) {
    if (!row.active) retired.push_back(row.id);
  }
  return CountOpenOf(retired);
}

}  // namespace salur::routing
