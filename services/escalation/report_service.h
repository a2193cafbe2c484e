// salur.escalation.v1.ReportService: part of the contract, answered from a later version on.
#pragma once

#include "common/rpc/guard.h"
#include "salur/escalation/v1/report_service.grpc.pb.h"

namespace salur::escalation {

// Thread-safe.
class ReportServiceImpl final : public v1::ReportService::Service {
 public:
  // `guard` outlives the service.
  explicit ReportServiceImpl(const RpcGuard& guard) : guard_(guard) {}

  grpc::Status GetResponseTimes(grpc::ServerContext* context,
                                const v1::GetResponseTimesRequest* request,
                                v1::GetResponseTimesResponse* response) override;
  grpc::Status GetUnitScores(grpc::ServerContext* context, const v1::GetUnitScoresRequest* request,
                             v1::GetUnitScoresResponse* response) override;

 private:
  const RpcGuard& guard_;
};

}  // namespace salur::escalation
