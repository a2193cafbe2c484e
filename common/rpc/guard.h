// What every handler passes: authentication, permission, metrics, error mapping.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include <grpcpp/server_context.h>
#include <grpcpp/support/status.h>
#include <prometheus/registry.h>

#include "common/base/stopwatch.h"
#include "common/rpc/caller.h"
#include "common/rpc/permissions.h"

namespace salur {

// Thread-safe.
class RpcGuard {
 public:
  RpcGuard(std::shared_ptr<const Authenticator> authenticator, PermissionTable permissions,
           prometheus::Registry& registry);
  ~RpcGuard();

  // INTERNAL when the permission table does not cover exactly these services.
  absl::Status CheckComplete(const std::vector<std::string>& services) const;

  // For synchronous handlers: runs `handler(caller)`, which answers absl::Status and fills the
  // response itself. `method` is the full name of a method in the permission table.
  template <class Handler>
  grpc::Status Run(const grpc::ServerContextBase& context, std::string_view method,
                   const Handler& handler) const {
    const Stopwatch stopwatch;
    auto caller = Admit(context, method);
    return Finish(method, caller.ok() ? handler(*caller) : caller.status(), stopwatch);
  }

  // The two halves, for handlers that answer later.
  absl::StatusOr<Caller> Admit(const grpc::ServerContextBase& context,
                               std::string_view method) const;
  // Counts the call and maps its status to the wire; errors of the server's own are logged.
  grpc::Status Finish(std::string_view method, const absl::Status& status,
                      const Stopwatch& stopwatch) const;

 private:
  struct Metrics;
  const std::shared_ptr<const Authenticator> authenticator_;
  const PermissionTable permissions_;
  const std::unique_ptr<Metrics> metrics_;
};

}  // namespace salur
