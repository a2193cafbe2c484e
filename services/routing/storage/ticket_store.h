// The port to stored tickets.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/domain/ticket.h"
#include "services/routing/storage/directory_store.h"
#include "services/routing/storage/request_key.h"

namespace salur::routing {

// A ticket as it will be, with the event that tells of it.
struct TicketWrite {
  TicketRecord record;
  std::size_t facts_stored = 0;  // how many of its facts are stored already
  std::string event;             // payload for the outbox
};

struct TicketChanges {
  std::vector<TicketWrite> tickets;
  std::string answer;  // remembered under the request key, if there is one
};

// Decides under the row locks. Gets the tickets that exist; may be called again when the
// transaction is repeated. An error rolls everything back.
using TicketDecider =
    std::function<absl::StatusOr<TicketChanges>(std::map<std::string, TicketRecord>)>;

struct TicketQuery {
  std::vector<TicketState> states;
  // Handled, held or accounted for by one of these; nothing: by any unit.
  std::optional<std::vector<std::string>> unit_ids;
  std::optional<std::vector<std::string>> category_codes;
  bool climbed_only = false;
  // Confidential ones only where this unit handles, holds or is accountable; empty: none of them.
  std::string confidential_unit_id;
  bool newest_first = false;
  // Continues after this position.
  struct Position {
    absl::Time received_time;
    std::string ticket_id;
  };
  std::optional<Position> after;
  int count = 50;
};

// Open tickets whose units may have to change; by id.
struct HandOverQuery {
  enum class Which {
    kOfUnits,      // handled, held or accounted for by one of `unit_ids`
    kHeldBy,       // held by one of them
    kHeldOutside,  // handled by one of them and held by none of them
  };
  Which which = Which::kOfUnits;
  std::vector<std::string> unit_ids;
  std::string after;  // continues after this ticket; empty: from the first one
  int count = 200;
};

// Open tickets by the level of their accountable unit, kelurahan_desa first.
using LevelCounts = std::array<std::int64_t, 5>;

// Thread-safe. All calls: UNAVAILABLE when the database is away. Changes: ABORTED DIRECTORY_CHANGED
// when `versions` are not in force any more; they stay in force until the change is committed.
class TicketStore {
 public:
  virtual ~TicketStore() = default;

  // Stores new tickets with their facts and events; those that exist already are left alone.
  // Answers for each whether it was new.
  virtual absl::StatusOr<std::vector<bool>> Add(const DirectoryVersions& versions,
                                                const std::vector<TicketWrite>& tickets) = 0;

  // Locks the tickets in the order of their ids, lets `decide` decide, and stores what it says, in
  // one transaction.
  virtual absl::Status Update(const DirectoryVersions& versions,
                              const std::vector<std::string>& ticket_ids,
                              const TicketDecider& decide) = 0;

  // The same for one ticket and a caller's request, which has its effect once: the same key again
  // gets the first answer without deciding. INVALID_ARGUMENT REQUEST_ID_REUSED for another
  // fingerprint under the same caller and request id.
  virtual absl::StatusOr<std::string> UpdateOnce(const DirectoryVersions& versions,
                                                 const RequestKey& key,
                                                 const std::string& ticket_id, absl::Time now,
                                                 const TicketDecider& decide) = 0;

  // By id or tracking number; nothing when there is none.
  virtual absl::StatusOr<std::optional<TicketRecord>> Get(const std::string& id_or_number) = 0;

  // By received_time, then id; without facts.
  virtual absl::StatusOr<std::vector<Ticket>> List(const TicketQuery& query) = 0;

  virtual absl::StatusOr<LevelCounts> CountOpen() = 0;

  virtual absl::StatusOr<std::vector<std::string>> FindForHandOver(const HandOverQuery& query) = 0;
  // Open tickets handled, held or accounted for by one of the units; the same for all units that
  // are retired: none for longer than a hand-over takes.
  virtual absl::StatusOr<std::int64_t> CountOpenOf(const std::vector<std::string>& unit_ids) = 0;
  virtual absl::StatusOr<std::int64_t> CountOnRetired() = 0;
};

}  // namespace salur::routing
