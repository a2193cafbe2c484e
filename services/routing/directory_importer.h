// Brings the directory's files into force: all of them or none.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/routing/domain/directory_diff.h"
#include "services/routing/domain/directory_source.h"
#include "services/routing/storage/directory_store.h"

namespace salur::routing {

struct ImportInput {
  DirectoryFiles files;
  std::optional<std::string> rules;    // routing_rules.csv; without it the rules stay
  std::optional<std::string> decrees;  // decrees.csv
  bool decrees_alone = false;          // without the other files: `files` is empty then
  // How the caller names a file ("regions.csv" to "data/regions.csv.gz"), for messages.
  std::map<std::string, std::string> names;
  bool commit = false;  // false: only compare
  std::string imported_by;
};

struct ImportSummary {
  std::int64_t directory_version = 0;  // in force afterwards
  bool changed = false;                // false for a dry run too
  std::int64_t regions = 0;            // active ones
  std::int64_t units = 0;              // active ones, the root and agencies included
  std::int64_t categories = 0;
  std::int64_t rules = 0;
  DirectoryDiff diff;                // against what was in force
  std::vector<std::string> changes;  // at most kImportChangesMax lines; none for the first import
  std::int64_t tickets_to_hand_over = 0;  // open ones of units that are retired
};

// Hears how far it is: phase, rows done, rows in the phase.
using ImportProgress =
    std::function<void(std::string_view phase, std::size_t done, std::size_t total)>;

// Thread-safe; imports at the same time follow each other.
class DirectoryImporter {
 public:
  struct Options {
    // Whether new units count as staffed; see BuildOptions.
    bool staffed = false;
    // Counts the open tickets of units; nothing when nobody asks.
    std::function<absl::StatusOr<std::int64_t>(const std::vector<std::string>&)> count_open;
  };
  DirectoryImporter(DirectoryStore& store, Options options)
      : store_(store), options_(std::move(options)) {}

  // INVALID_ARGUMENT IMPORT_REFUSED with the metadata file, line, column and problem. UNAVAILABLE
  // when the database is away. Nothing is changed then.
  absl::StatusOr<ImportSummary> Import(const ImportInput& input, absl::Time now,
                                       const ImportProgress& progress);

 private:
  struct Prepared;
  absl::StatusOr<Prepared> Prepare(const ImportInput& input, const ImportProgress& progress) const;
  absl::StatusOr<ImportSummary> CompareAndApply(const ImportInput& input, const Prepared& prepared,
                                                absl::Time now, const ImportProgress& progress);
  // What was prepared, with the decrees applied to what is in force.
  absl::StatusOr<DirectoryData> NextData(const Prepared& prepared, const StoredDirectory& stored,
                                         const Directory& current, absl::CivilDay today,
                                         std::vector<DecreeRow>& fresh) const;
  absl::Status CountTickets(const Directory& next, ImportSummary& summary) const;

  DirectoryStore& store_;
  const Options options_;
};

}  // namespace salur::routing
