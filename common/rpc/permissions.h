// Who may call what. The scope within a method (own unit, own complaints) is the handler's to
// check.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>

#include "common/rpc/caller.h"

namespace salur {

// A role that may call; for services also which one.
struct Grant {
  Role role;
  std::string_view service = {};
};

// Immutable and thread-safe after construction.
class PermissionTable {
 public:
  // Keys are full method names: "/salur.intake.v1.IntakeService/FileComplaint".
  explicit PermissionTable(std::map<std::string, std::vector<Grant>> entries);

  // UNAUTHENTICATED CALLER_REQUIRED for the public, PERMISSION_DENIED NOT_ALLOWED for others.
  absl::Status Check(const Caller& caller, std::string_view method) const;

  // INTERNAL when a method of these services ("salur.intake.v1.IntakeService") has no entry, or an
  // entry names no method: a service does not start then.
  absl::Status CheckComplete(const std::vector<std::string>& services) const;

 private:
  const std::map<std::string, std::vector<Grant>, std::less<>> entries_;
};

}  // namespace salur
