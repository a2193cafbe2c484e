// What administrators change about units: staff and contacts.
#pragma once

#include <functional>
#include <vector>

#include <absl/status/statusor.h>

#include "common/base/clock.h"
#include "common/rpc/caller.h"
#include "salur/routing/v1/directory_service.pb.h"
#include "services/routing/directory_holder.h"
#include "services/routing/storage/contact_store.h"

namespace salur::routing {

// Thread-safe. Errors as the contract says.
class UnitDesk {
 public:
  struct Parts {
    DirectoryStore& directory_store;
    DirectoryHolder& directory;
    ContactStore& contacts;
    const Clock& clock;
    // Called after each change of staff, to hand tickets over.
    std::function<void()> on_staffing;
  };
  explicit UnitDesk(Parts parts) : parts_(std::move(parts)) {}

  // All units or none, once for each request_id, as a new version of the directory.
  absl::StatusOr<v1::SetStaffingResponse> SetStaffing(const Caller& caller,
                                                      const v1::SetStaffingRequest& request);
  absl::StatusOr<v1::Unit> SetContact(const Caller& caller,
                                      const v1::SetUnitContactRequest& request);

  // Adds contacts for officers, supervisors and administrators; nobody else gets them.
  absl::Status AddContacts(const Caller& caller, const std::vector<v1::Unit*>& units) const;

 private:
  absl::StatusOr<std::string> TryStaffing(const RequestKey& key,
                                          const v1::SetStaffingRequest& request);

  const Parts parts_;
};

}  // namespace salur::routing
