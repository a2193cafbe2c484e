// The port to stored contacts: how officers reach a unit.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/routing/storage/directory_store.h"

namespace salur::routing {

struct UnitContact {
  std::string phone;
  std::string email;
  std::string address;
  bool IsEmpty() const { return phone.empty() && email.empty() && address.empty(); }
  bool operator==(const UnitContact&) const = default;
};

// Thread-safe. All calls: UNAVAILABLE when the database is away.
class ContactStore {
 public:
  virtual ~ContactStore() = default;

  // Those that are stored, by unit id.
  virtual absl::StatusOr<std::map<std::string, UnitContact>> Find(
      const std::vector<std::string>& unit_ids) = 0;

  // Stores the contact, or removes it when it is empty, once for each request: the same request
  // again gets the first answer and changes nothing. INVALID_ARGUMENT REQUEST_ID_REUSED.
  virtual absl::StatusOr<std::string> Set(const AdminRequest& request, const std::string& unit_id,
                                          const UnitContact& contact, absl::Time now) = 0;
};

}  // namespace salur::routing
