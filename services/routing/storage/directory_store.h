// The port to the stored directory and rules.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/routing/domain/decree_source.h"
#include "services/routing/domain/directory_data.h"
#include "services/routing/domain/rules.h"
#include "services/routing/storage/request_key.h"

namespace salur::routing {

// 0 and 0 before the first import.
struct DirectoryVersions {
  std::int64_t directory = 0;
  std::int64_t rules = 0;
  bool operator==(const DirectoryVersions&) const = default;
};

struct StoredDirectory {
  DirectoryVersions versions;
  DirectoryData data;
  std::vector<RuleRow> rules;
  std::vector<DecreeRow> decrees;  // that were applied
};

// A caller's request that is answered once.
struct AdminRequest {
  RequestKey key;
  std::string answer;
};

// Who enrolled or dismissed whose officers, for the record.
struct StaffingRecord {
  bool staffed = false;
  std::vector<std::string> unit_ids;
  std::string note;
};

// What an import or a change of staff writes. Parts that are not given stay as they are.
struct DirectoryChange {
  DirectoryVersions expected;  // that the change was computed from
  DirectoryVersions next;
  std::vector<UnitRow> units;                          // new or changed ones
  std::optional<std::vector<Kind>> kinds;              // all
  std::optional<std::vector<ServedByRow>> served_by;   // all
  std::optional<std::vector<CategoryRow>> categories;  // all
  std::optional<std::vector<RuleRow>> rules;           // all
  std::vector<ValidityRow> validity;                   // new or changed ones
  std::vector<DecreeRow> decrees;                      // new ones
  std::vector<std::string> hand_over;                  // units whose open tickets need a look
  std::optional<AdminRequest> request;
  std::optional<StaffingRecord> staffing;
  // For the record.
  std::string imported_by;
  absl::Time import_time;
  std::string rules_note;             // with another version of the rules: why
  std::int64_t restored_version = 0;  // of the rules, that is in force again
  int added = 0;
  int renamed = 0;
  int moved = 0;
  int retired = 0;
};

// A unit whose open tickets have to be looked at since a version.
struct PendingHandOver {
  std::string unit_id;
  std::int64_t directory_version = 0;
  bool operator==(const PendingHandOver&) const = default;
};

// Thread-safe. All calls: UNAVAILABLE when the database is away.
class DirectoryStore {
 public:
  virtual ~DirectoryStore() = default;

  virtual absl::StatusOr<DirectoryVersions> Versions() = 0;
  // Everything, of one version.
  virtual absl::StatusOr<StoredDirectory> Load() = 0;
  // Writes all of it or nothing, alone: no deciding transaction runs at the same time. ABORTED
  // DIRECTORY_CHANGED when `expected` is not what is stored; ALREADY_EXISTS REQUEST_ANSWERED when
  // its request has an answer. `progress` hears how many of the units are written.
  virtual absl::Status Apply(const DirectoryChange& change,
                             const std::function<void(std::size_t)>& progress) = 0;

  // The first answer to a request; nothing when it is new. INVALID_ARGUMENT REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::optional<std::string>> FindAnswer(const RequestKey& key) = 0;

  // By version, then id; at most `count`.
  virtual absl::StatusOr<std::vector<PendingHandOver>> PendingHandOvers(int count) = 0;
  // They are done as far as `version` goes; those that a later one named again stay.
  virtual absl::Status FinishHandOver(const std::vector<std::string>& unit_ids,
                                      std::int64_t version) = 0;
};

}  // namespace salur::routing
