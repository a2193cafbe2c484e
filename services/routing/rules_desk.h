// The rules in force and their history: listing, replacing, restoring.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/base/clock.h"
#include "common/rpc/caller.h"
#include "salur/routing/v1/directory_service.pb.h"
#include "services/routing/directory_holder.h"
#include "services/routing/storage/rule_store.h"

namespace salur::routing {

// Thread-safe.
class RulesDesk {
 public:
  struct Parts {
    DirectoryHolder& directory;
    RuleStore& store;
    const Clock& clock;
  };
  explicit RulesDesk(Parts parts) : parts_(parts) {}

  // Errors as the contract says.
  absl::Status List(const v1::ListRulesRequest& request, v1::ListRulesResponse& response);
  absl::Status ListVersions(const v1::ListRuleVersionsRequest& request,
                            v1::ListRuleVersionsResponse& response);
  absl::StatusOr<v1::ReplaceRulesResponse> Replace(const Caller& caller,
                                                   const v1::ReplaceRulesRequest& request);
  absl::StatusOr<v1::ReplaceRulesResponse> Restore(const Caller& caller,
                                                   const v1::RestoreRulesRequest& request);

 private:
  struct Change {
    std::vector<RuleRow> rows;  // in order
    std::int64_t expected_version = 0;
    std::int64_t restored_version = 0;
    std::string actor;
    std::string note;
  };
  using Answer = absl::StatusOr<v1::ReplaceRulesResponse>;

  absl::StatusOr<std::vector<RuleRow>> RowsOf(std::int64_t version);
  // Answers a request that was answered before in the same way, whatever has changed since.
  Answer Once(const RequestKey& key, const std::function<Answer()>& work);
  Answer Apply(const RequestKey& key, const Change& change);
  // The snapshot that has exactly this version of the rules. ABORTED RULES_CHANGED.
  absl::StatusOr<std::shared_ptr<const RuleSet>> Expect(std::int64_t version);
  void RefreshNow();

  const Parts parts_;
};

}  // namespace salur::routing
