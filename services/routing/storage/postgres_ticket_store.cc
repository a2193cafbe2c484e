#include "services/routing/storage/postgres_ticket_store.h"

#include <algorithm>
#include <set>

#include "common/base/errors.h"
#include "common/base/uuid.h"
#include "services/routing/storage/hand_over_queries.h"
#include "services/routing/storage/postgres_directory_store.h"
#include "services/routing/storage/postgres_ticket_rows.h"
#include "services/routing/storage/queue_queries.h"
#include "services/routing/storage/ticket_queries.h"

namespace salur::routing {
namespace {

using postgres::Params;
using postgres::Rows;
using postgres::Transaction;

constexpr char kFirstUuid[] = "00000000-0000-0000-0000-000000000000";
constexpr char kLastUuid[] = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const absl::Time kFirstTime = absl::FromUnixSeconds(0);
const absl::Time kLastTime = absl::FromUnixSeconds(253402300799);  // the end of year 9999

void WriteFactsAndEvents(Transaction& transaction, const std::vector<const TicketWrite*>& writes) {
  if (writes.empty()) return;
  transaction.Exec(queries::kAddFacts, FactParams(writes));
  transaction.Exec(queries::kAddEvents, EventParams(writes));
}

void ReadFacts(Transaction& transaction, const std::vector<std::string>& ids,
               std::map<std::string, TicketRecord>& records) {
  const Rows facts = transaction.Exec(queries::kReadFacts, Params().TextArray(ids));
  for (std::size_t i = 0; i < facts.size(); ++i) {
    std::string ticket_id;
    Fact fact = ReadFact(facts, i, ticket_id);
    records.at(ticket_id).facts.push_back(std::move(fact));
  }
}

std::map<std::string, TicketRecord> Lock(Transaction& transaction,
                                         const std::vector<std::string>& ids) {
  std::map<std::string, TicketRecord> records;
  const Rows rows = transaction.Exec(queries::kLockTickets, Params().TextArray(ids));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Ticket ticket = ReadTicket(rows, i);
    const std::string id = ticket.id;
    records[id].ticket = std::move(ticket);
  }
  ReadFacts(transaction, ids, records);
  return records;
}

absl::Status Write(Transaction& transaction, const std::vector<TicketWrite>& tickets) {
  if (tickets.empty()) return absl::OkStatus();
  std::vector<const TicketWrite*> writes;
  for (const TicketWrite& ticket : tickets) writes.push_back(&ticket);
  const Rows updated = transaction.Exec(queries::kUpdateTickets, TicketParams(writes));
  if (updated.affected() != static_cast<std::int64_t>(tickets.size())) {
    return MakeError(absl::StatusCode::kInternal, "TICKET_NOT_UPDATED",
                     "a changed ticket has no higher version than the stored one");
  }
  WriteFactsAndEvents(transaction, writes);
  return absl::OkStatus();
}

const postgres::Statement& ListStatement(const TicketQuery& query) {
  if (query.unit_ids.has_value()) {
    return query.newest_first ? queries::kListUnitsNewest : queries::kListUnitsOldest;
  }
  return query.newest_first ? queries::kListAllNewest : queries::kListAllOldest;
}

}  // namespace

absl::StatusOr<std::vector<bool>> PostgresTicketStore::Add(
    const DirectoryVersions& versions, const std::vector<TicketWrite>& tickets) {
  std::vector<const TicketWrite*> sorted;
  for (const TicketWrite& ticket : tickets) sorted.push_back(&ticket);
  std::sort(sorted.begin(), sorted.end(), [](const TicketWrite* a, const TicketWrite* b) {
    return a->record.ticket.id < b->record.ticket.id;
  });
  const Params params = TicketParams(sorted);
  std::set<std::string> added;
  const absl::Status status = pool_.Run([&](Transaction& transaction) -> absl::Status {
    added.clear();
    SALUR_RETURN_IF_ERROR(HoldVersions(transaction, versions));
    const Rows rows = transaction.Exec(queries::kAddTickets, params);
    for (std::size_t i = 0; i < rows.size(); ++i) added.insert(rows.Text(i, 0));
    std::vector<const TicketWrite*> fresh;
    for (const TicketWrite* ticket : sorted) {
      if (added.count(ticket->record.ticket.id) > 0) fresh.push_back(ticket);
    }
    WriteFactsAndEvents(transaction, fresh);
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  std::vector<bool> fresh;
  for (const TicketWrite& ticket : tickets) {
    fresh.push_back(added.count(ticket.record.ticket.id) > 0);
  }
  return fresh;
}

absl::Status PostgresTicketStore::Update(const DirectoryVersions& versions,
                                         const std::vector<std::string>& ticket_ids,
                                         const TicketDecider& decide) {
  return pool_.Run([&](Transaction& transaction) -> absl::Status {
    SALUR_RETURN_IF_ERROR(HoldVersions(transaction, versions));
    SALUR_ASSIGN_OR_RETURN(const TicketChanges changes, decide(Lock(transaction, ticket_ids)));
    return Write(transaction, changes.tickets);
  });
}

absl::StatusOr<std::string> PostgresTicketStore::UpdateOnce(const DirectoryVersions& versions,
                                                            const RequestKey& key,
                                                            const std::string& ticket_id,
                                                            absl::Time now,
                                                            const TicketDecider& decide) {
  std::string answer;
  const absl::Status status = pool_.Run([&](Transaction& transaction) -> absl::Status {
    SALUR_RETURN_IF_ERROR(HoldVersions(transaction, versions));
    // The lock first: the same request that runs elsewhere has then stored its answer.
    std::map<std::string, TicketRecord> records = Lock(transaction, {ticket_id});
    const Rows stored =
        transaction.Exec(queries::kFindRequest, Params().Text(key.caller).Text(key.request_id));
    if (!stored.empty()) {
      if (stored.Text(0, 0) != key.fingerprint) return RequestIdReused();
      answer = stored.Bytes(0, 1);
      return absl::OkStatus();
    }
    SALUR_ASSIGN_OR_RETURN(const TicketChanges changes, decide(std::move(records)));
    SALUR_RETURN_IF_ERROR(Write(transaction, changes.tickets));
    transaction.Exec(queries::kAddRequest, Params()
                                               .Text(key.caller)
                                               .Text(key.request_id)
                                               .Text(ticket_id)
                                               .Text(key.fingerprint)
                                               .Bytes(changes.answer)
                                               .Time(now));
    answer = changes.answer;
    return absl::OkStatus();
  });
  // Two changes of different tickets under one request id at the same moment: one of them is not
  // the first.
  if (ErrorReason(status) == "UNIQUE_VIOLATION") return RequestIdReused();
  if (!status.ok()) return status;
  return answer;
}

absl::StatusOr<std::optional<TicketRecord>> PostgresTicketStore::Get(
    const std::string& id_or_number) {
  std::optional<TicketRecord> record;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    record.reset();
    const Rows rows =
        transaction.Exec(IsUuid(id_or_number) ? queries::kGetTicket : queries::kGetTicketByNumber,
                         Params().Text(id_or_number));
    if (rows.empty()) return absl::OkStatus();
    std::map<std::string, TicketRecord> records;
    const std::string id = rows.Text(0, 0);
    records[id].ticket = ReadTicket(rows, 0);
    ReadFacts(transaction, {id}, records);
    record = std::move(records.at(id));
    return absl::OkStatus();
  }));
  return record;
}

absl::StatusOr<std::vector<Ticket>> PostgresTicketStore::List(const TicketQuery& query) {
  std::vector<std::int64_t> states;
  for (const TicketState state : query.states) states.push_back(static_cast<int>(state));
  const TicketQuery::Position start =
      query.after.value_or(query.newest_first ? TicketQuery::Position{kLastTime, kLastUuid}
                                              : TicketQuery::Position{kFirstTime, kFirstUuid});
  Params params;
  params.IntegerArray(states);
  if (query.category_codes.has_value()) {
    params.TextArray(*query.category_codes);
  } else {
    params.Null();
  }
  params.Boolean(query.climbed_only)
      .Text(query.confidential_unit_id)
      .Time(start.received_time)
      .Text(start.ticket_id)
      .Integer(query.count);
  if (query.unit_ids.has_value()) params.TextArray(*query.unit_ids);
  std::vector<Ticket> tickets;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    tickets.clear();
    const Rows rows = transaction.Exec(ListStatement(query), params);
    for (std::size_t i = 0; i < rows.size(); ++i) tickets.push_back(ReadTicket(rows, i));
    return absl::OkStatus();
  }));
  return tickets;
}

absl::StatusOr<LevelCounts> PostgresTicketStore::CountOpen() {
  LevelCounts counts{};
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    counts = {};
    const Rows rows = transaction.Exec(queries::kCountOpen);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      counts.at(static_cast<std::size_t>(rows.Integer(i, 0)) - 1) = rows.Integer(i, 1);
    }
    return absl::OkStatus();
  }));
  return counts;
}

absl::StatusOr<std::vector<std::string>> PostgresTicketStore::FindForHandOver(
    const HandOverQuery& query) {
  const postgres::Statement& statement =
      query.which == HandOverQuery::Which::kOfUnits  ? queries::kFindTicketsOf
      : query.which == HandOverQuery::Which::kHeldBy ? queries::kFindHeldBy
                                                     : queries::kFindHeldOutside;
  const Params params = Params()
                            .TextArray(query.unit_ids)
                            .Text(query.after.empty() ? kFirstUuid : query.after)
                            .Integer(query.count);
  std::vector<std::string> ids;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    ids.clear();
    const Rows rows = transaction.Exec(statement, params);
    for (std::size_t i = 0; i < rows.size(); ++i) ids.push_back(rows.Text(i, 0));
    return absl::OkStatus();
  }));
  return ids;
}

absl::StatusOr<std::int64_t> PostgresTicketStore::CountOpenOf(
    const std::vector<std::string>& unit_ids) {
  return Count(queries::kCountTicketsOf, Params().TextArray(unit_ids));
}

absl::StatusOr<std::int64_t> PostgresTicketStore::CountOnRetired() {
  return Count(queries::kCountOnRetired, {});
}

absl::StatusOr<std::int64_t> PostgresTicketStore::Count(const postgres::Statement& statement,
                                                        const postgres::Params& params) {
  std::int64_t count = 0;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    count = transaction.Exec(statement, params).Integer(0, 0);
    return absl::OkStatus();
  }));
  return count;
}

}  // namespace salur::routing
