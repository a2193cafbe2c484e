// The directory and rules that this process decides by.
#pragma once

#include <memory>
#include <mutex>

#include <absl/status/statusor.h>

#include "services/routing/domain/rules.h"
#include "services/routing/metrics.h"
#include "services/routing/storage/directory_store.h"

namespace salur::routing {

// Thread-safe. Whoever got a snapshot keeps it as long as it likes.
class DirectoryHolder {
 public:
  DirectoryHolder(DirectoryStore& store, RoutingMetrics& metrics)
      : store_(store), metrics_(metrics) {}

  // The snapshot in memory: rules with their directory. UNAVAILABLE NO_DIRECTORY before the first
  // import.
  absl::StatusOr<std::shared_ptr<const RuleSet>> Current() const;
  // Zeros when there is none.
  DirectoryVersions versions() const;

  // Loads what is stored when that is another version. One thread loads, others wait for it.
  absl::Status Refresh();

 private:
  DirectoryStore& store_;
  RoutingMetrics& metrics_;
  std::mutex loading_;
  mutable std::mutex mutex_;  // of current_
  std::shared_ptr<const RuleSet> current_;
};

inline DirectoryVersions VersionsOf(const RuleSet& rules) {
  return {rules.directory().version(), rules.version()};
}

}  // namespace salur::routing
