#include "common/rpc/guard.h"

#include <array>

#include <prometheus/counter.h>
#include <prometheus/histogram.h>

#include "common/base/errors.h"
#include "common/log/log.h"
#include "common/metrics/metric_names.h"
#include "common/metrics/metrics.h"
#include "common/rpc/status.h"

namespace salur {
namespace {

// "/salur.intake.v1.IntakeService/FileComplaint" to "IntakeService.FileComplaint".
std::string ShortName(std::string_view method) {
  const auto slash = method.rfind('/');
  const auto dot = method.rfind('.', slash);
  return std::string(method.substr(dot + 1, slash - dot - 1)) + "." +
         std::string(method.substr(slash + 1));
}

std::string CodeName(absl::StatusCode code) {
  return code == absl::StatusCode::kOk ? "OK" : absl::StatusCodeToString(code);
}

}  // namespace

struct RpcGuard::Metrics {
  explicit Metrics(prometheus::Registry& registry)
      : total(prometheus::BuildCounter()
                  .Name(metric::kRpcTotal)
                  .Help("Calls answered, by method and status code")
                  .Register(registry)),
        seconds(prometheus::BuildHistogram()
                    .Name(metric::kRpcSeconds)
                    .Help("Time from the arrival of a call to its answer")
                    .Register(registry)) {}
  prometheus::Family<prometheus::Counter>& total;
  prometheus::Family<prometheus::Histogram>& seconds;
};

RpcGuard::RpcGuard(std::shared_ptr<const Authenticator> authenticator, PermissionTable permissions,
                   prometheus::Registry& registry)
    : authenticator_(std::move(authenticator)),
      permissions_(std::move(permissions)),
      metrics_(std::make_unique<Metrics>(registry)) {}

RpcGuard::~RpcGuard() = default;

absl::Status RpcGuard::CheckComplete(const std::vector<std::string>& services) const {
  return permissions_.CheckComplete(services);
}

absl::StatusOr<Caller> RpcGuard::Admit(const grpc::ServerContextBase& context,
                                       std::string_view method) const {
  const auto& metadata = context.client_metadata();
  const auto lookup = [&metadata](std::string_view key) -> std::string {
    const auto found = metadata.find(grpc::string_ref(key.data(), key.size()));
    return found == metadata.end() ? std::string()
                                   : std::string(found->second.data(), found->second.size());
  };
  SALUR_ASSIGN_OR_RETURN(Caller caller, authenticator_->Authenticate(lookup));
  SALUR_RETURN_IF_ERROR(permissions_.Check(caller, method));
  return caller;
}

grpc::Status RpcGuard::Finish(std::string_view method, const absl::Status& status,
                              const Stopwatch& stopwatch) const {
  const std::string name = ShortName(method);
  metrics_->total.Add({{"method", name}, {"code", CodeName(status.code())}}).Increment();
  metrics_->seconds.Add({{"method", name}}, LatencyBuckets())
      .Observe(absl::ToDoubleSeconds(stopwatch.Elapsed()));
  if (status.code() == absl::StatusCode::kInternal || status.code() == absl::StatusCode::kUnknown) {
    log::Error("a call failed", {{"method", name},
                                 {"reason", ErrorReason(status)},
                                 {"error", std::string(status.message())}});
  }
  return ToGrpcStatus(status);
}

}  // namespace salur
