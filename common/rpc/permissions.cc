#include "common/rpc/permissions.h"

#include <google/protobuf/descriptor.h>

#include <set>

#include "common/base/errors.h"

namespace salur {

PermissionTable::PermissionTable(std::map<std::string, std::vector<Grant>> entries)
    : entries_(entries.begin(), entries.end()) {}

absl::Status PermissionTable::Check(const Caller& caller, std::string_view method) const {
  const auto entry = entries_.find(method);
  if (entry != entries_.end()) {
    for (const Grant& grant : entry->second) {
      if (grant.role == Role::kPublic) return absl::OkStatus();
      if (grant.role != caller.role) continue;
      if (grant.service.empty() || grant.service == caller.id) return absl::OkStatus();
    }
  }
  if (caller.role == Role::kPublic) {
    return MakeError(absl::StatusCode::kUnauthenticated, "CALLER_REQUIRED",
                     "this method needs a caller; in development send the metadata "
                     "salur-dev-caller, for instance partner/demo");
  }
  return MakeError(absl::StatusCode::kPermissionDenied, "NOT_ALLOWED",
                   "this caller may not use this method");
}

absl::Status PermissionTable::CheckComplete(const std::vector<std::string>& services) const {
  std::set<std::string, std::less<>> methods;
  for (const std::string& name : services) {
    const auto* service =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
    if (service == nullptr) {
      return MakeError(absl::StatusCode::kInternal, "PERMISSIONS_INCOMPLETE",
                       "unknown service " + name);
    }
    for (int i = 0; i < service->method_count(); ++i) {
      methods.insert("/" + name + "/" + service->method(i)->name());
    }
  }
  for (const std::string& method : methods) {
    if (entries_.count(method) == 0) {
      return MakeError(absl::StatusCode::kInternal, "PERMISSIONS_INCOMPLETE",
                       "no permission entry for " + method);
    }
  }
  for (const auto& [method, grants] : entries_) {
    if (methods.count(method) == 0) {
      return MakeError(absl::StatusCode::kInternal, "PERMISSIONS_INCOMPLETE",
                       "a permission entry names no method: " + method);
    }
  }
  return absl::OkStatus();
}

}  // namespace salur
