// The port to the stored rules of every version.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/routing/storage/directory_store.h"
#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

// Who put a version of the rules in force, when and why.
struct RuleVersion {
  std::int64_t version = 0;
  absl::Time create_time;
  std::string actor;
  std::string note;
  std::int64_t restored_version = 0;  // that it puts in force again; 0 when it is new
  std::int64_t rule_count = 0;
  bool operator==(const RuleVersion&) const = default;
};

// A whole set that replaces the one in force.
struct RuleReplacement {
  DirectoryVersions expected;                // that the set was checked and compared with
  std::optional<std::vector<RuleRow>> rows;  // nothing: it is the same, only the answer is kept
  std::string actor;
  std::string note;
  std::int64_t restored_version = 0;
  absl::Time time;
};

// Thread-safe. All calls: UNAVAILABLE when the database is away.
class RuleStore {
 public:
  virtual ~RuleStore() = default;

  // The rules of a version in the order of InOrder (rule_diff.h); nothing when there is none.
  virtual absl::StatusOr<std::optional<std::vector<RuleRow>>> Rules(std::int64_t version) = 0;
  // The newest `count` versions below `before`, newest first.
  virtual absl::StatusOr<std::vector<RuleVersion>> Versions(std::int64_t before, int count) = 0;

  // What a request was answered; nothing for a new one. INVALID_ARGUMENT REQUEST_ID_REUSED when it
  // was another request.
  virtual absl::StatusOr<std::optional<std::string>> FindAnswer(const RequestKey& key) = 0;
  // Puts the set in force as the next version and remembers `answer`, alone: no deciding
  // transaction runs at the same time. The same key again gets the first answer and has no effect.
  // ABORTED DIRECTORY_CHANGED when `expected` is not in force; REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::string> ReplaceOnce(const RequestKey& key,
                                                  const RuleReplacement& replacement,
                                                  const std::string& answer) = 0;
};

}  // namespace salur::routing
