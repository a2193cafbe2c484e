#include "services/routing/directory_holder.h"

#include "common/base/errors.h"
#include "common/log/log.h"

namespace salur::routing {

absl::StatusOr<std::shared_ptr<const RuleSet>> DirectoryHolder::Current() const {
  const std::lock_guard lock(mutex_);
  if (current_ != nullptr) return current_;
  return MakeError(absl::StatusCode::kUnavailable, "NO_DIRECTORY",
                   "no directory has been imported yet");
}

DirectoryVersions DirectoryHolder::versions() const {
  const std::lock_guard lock(mutex_);
  return current_ == nullptr ? DirectoryVersions{} : VersionsOf(*current_);
}

absl::Status DirectoryHolder::Refresh() {
  const std::lock_guard loading(loading_);
  SALUR_ASSIGN_OR_RETURN(const DirectoryVersions stored, store_.Versions());
  if (stored == versions()) return absl::OkStatus();
  SALUR_ASSIGN_OR_RETURN(const StoredDirectory loaded, store_.Load());
  if (loaded.versions == DirectoryVersions{}) return absl::OkStatus();
  SALUR_ASSIGN_OR_RETURN(auto directory, Directory::Create(loaded.data, loaded.versions.directory));
  const std::size_t units = directory->unit_count();
  SALUR_ASSIGN_OR_RETURN(auto rules,
                         RuleSet::Create(loaded.rules, std::move(directory), loaded.versions.rules,
                                         RuleSet::Strictness::kAccepted));
  {
    const std::lock_guard lock(mutex_);
    current_ = std::move(rules);
  }
  metrics_.DirectoryLoaded(loaded.versions.directory, units);
  log::Info("a new directory is in force",
            {{"directory_version", std::to_string(loaded.versions.directory)},
             {"rules_version", std::to_string(loaded.versions.rules)},
             {"units", std::to_string(units)}});
  return absl::OkStatus();
}

}  // namespace salur::routing
