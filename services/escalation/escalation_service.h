// salur.escalation.v1.EscalationService: handlers parse, check, call and convert.
#pragma once

#include <functional>

#include "common/base/clock.h"
#include "common/rpc/guard.h"
#include "salur/escalation/v1/escalation_service.grpc.pb.h"
#include "services/escalation/engine/rules_cache.h"
#include "services/escalation/storage/clock_store.h"
#include "services/escalation/storage/holiday_store.h"

namespace salur::escalation {

// Thread-safe.
class EscalationServiceImpl final : public v1::EscalationService::Service {
 public:
  // All outlive the service.
  struct Parts {
    const RpcGuard& guard;
    const Clock& clock;
    ClockStore& clocks;
    HolidayStore& holidays;
    RulesCache& rules;
    // Called after the holidays were replaced, to begin the recomputation.
    std::function<void()> on_rules_changed;
  };
  explicit EscalationServiceImpl(Parts parts) : parts_(std::move(parts)) {}

  grpc::Status GetClocks(grpc::ServerContext* context, const v1::GetClocksRequest* request,
                         v1::GetClocksResponse* response) override;
  grpc::Status ListOverdue(grpc::ServerContext* context, const v1::ListOverdueRequest* request,
                           v1::ListOverdueResponse* response) override;
  grpc::Status Forecast(grpc::ServerContext* context, const v1::ForecastRequest* request,
                        v1::ForecastResponse* response) override;
  grpc::Status ListPolicies(grpc::ServerContext* context, const v1::ListPoliciesRequest* request,
                            v1::ListPoliciesResponse* response) override;
  grpc::Status ReplacePolicies(grpc::ServerContext* context,
                               const v1::ReplacePoliciesRequest* request,
                               v1::ReplacePoliciesResponse* response) override;
  grpc::Status ListHolidays(grpc::ServerContext* context, const v1::ListHolidaysRequest* request,
                            v1::ListHolidaysResponse* response) override;
  grpc::Status ReplaceHolidays(grpc::ServerContext* context,
                               const v1::ReplaceHolidaysRequest* request,
                               v1::ReplaceHolidaysResponse* response) override;

 private:
  const Parts parts_;
};

}  // namespace salur::escalation
