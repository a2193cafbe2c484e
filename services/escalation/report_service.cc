#include "services/escalation/report_service.h"

#include "common/base/errors.h"

namespace salur::escalation {
namespace {

constexpr char kGetResponseTimes[] = "/salur.escalation.v1.ReportService/GetResponseTimes";
constexpr char kGetUnitScores[] = "/salur.escalation.v1.ReportService/GetUnitScores";

absl::Status NotAvailableYet(const Caller&) {
  return MakeError(absl::StatusCode::kUnimplemented, "NOT_AVAILABLE_YET",
                   "reports are not available in this version");
}

}  // namespace

grpc::Status ReportServiceImpl::GetResponseTimes(grpc::ServerContext* context,
                                                 const v1::GetResponseTimesRequest*,
                                                 v1::GetResponseTimesResponse*) {
  return guard_.Run(*context, kGetResponseTimes, NotAvailableYet);
}

grpc::Status ReportServiceImpl::GetUnitScores(grpc::ServerContext* context,
                                              const v1::GetUnitScoresRequest*,
                                              v1::GetUnitScoresResponse*) {
  return guard_.Run(*context, kGetUnitScores, NotAvailableYet);
}

}  // namespace salur::escalation
