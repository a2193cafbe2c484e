// ContactStore in memory, for tests: passes the same contract suite as PostgreSQL.
#pragma once

#include <mutex>
#include <utility>

#include "services/routing/storage/contact_store.h"

namespace salur::routing {

// Thread-safe.
class InMemoryContactStore final : public ContactStore {
 public:
  absl::StatusOr<std::map<std::string, UnitContact>> Find(
      const std::vector<std::string>& unit_ids) override;
  absl::StatusOr<std::string> Set(const AdminRequest& request, const std::string& unit_id,
                                  const UnitContact& contact, absl::Time now) override;

 private:
  std::mutex mutex_;
  std::map<std::string, UnitContact> contacts_;
  std::map<std::pair<std::string, std::string>, AdminRequest> requests_;
};

}  // namespace salur::routing
