// salur.intake.v1.IntakeService.
#pragma once

#include "common/base/clock.h"
#include "common/rpc/guard.h"
#include "salur/intake/v1/intake_service.grpc.pb.h"
#include "services/intake/catalog_holder.h"
#include "services/intake/domain/pin.h"
#include "services/intake/filing_desk.h"
#include "services/intake/storage/complaint_store.h"

namespace salur::intake {

// FileComplaint answers from a callback and reads its request itself: see request_parser.h. The
// other methods are synchronous.
using IntakeServiceBase =
    v1::IntakeService::WithRawCallbackMethod_FileComplaint<v1::IntakeService::Service>;

class IntakeServiceImpl final : public IntakeServiceBase {
 public:
  struct Parts {
    const RpcGuard& guard;
    FilingDesk& desk;
    ComplaintStore& store;
    const PinDeriver& pins;
    const CatalogHolder& catalog;
    const Clock& real_clock;  // limits on wrong PINs
  };
  explicit IntakeServiceImpl(const Parts& parts) : parts_(parts) {}

  grpc::ServerUnaryReactor* FileComplaint(grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* request,
                                          grpc::ByteBuffer* response) override;
  grpc::Status GetComplaint(grpc::ServerContext* context, const v1::GetComplaintRequest* request,
                            v1::Complaint* response) override;
  grpc::Status ListComplaints(grpc::ServerContext* context,
                              const v1::ListComplaintsRequest* request,
                              v1::ListComplaintsResponse* response) override;
  grpc::Status TrackComplaint(grpc::ServerContext* context,
                              const v1::TrackComplaintRequest* request,
                              v1::Complaint* response) override;
  grpc::Status ReplyToUnit(grpc::ServerContext* context, const v1::ReplyToUnitRequest* request,
                           v1::Complaint* response) override;
  grpc::Status RateResolution(grpc::ServerContext* context,
                              const v1::RateResolutionRequest* request,
                              v1::Complaint* response) override;
  grpc::Status ReopenComplaint(grpc::ServerContext* context,
                               const v1::ReopenComplaintRequest* request,
                               v1::Complaint* response) override;
  grpc::Status WithdrawComplaint(grpc::ServerContext* context,
                                 const v1::WithdrawComplaintRequest* request,
                                 v1::Complaint* response) override;
  grpc::Status RevealReporter(grpc::ServerContext* context,
                              const v1::RevealReporterRequest* request,
                              v1::Reporter* response) override;
  grpc::Status WatchComplaints(grpc::ServerContext* context,
                               const v1::WatchComplaintsRequest* request,
                               grpc::ServerWriter<v1::WatchComplaintsResponse>* writer) override;
  grpc::Status BatchGetComplaintTexts(grpc::ServerContext* context,
                                      const v1::BatchGetComplaintTextsRequest* request,
                                      v1::BatchGetComplaintTextsResponse* response) override;

 private:
  absl::Status Track(const v1::TrackComplaintRequest& request, v1::Complaint& response);
  absl::Status List(const Caller& caller, const v1::ListComplaintsRequest& request,
                    v1::ListComplaintsResponse& response);
  absl::Status GetTexts(const v1::BatchGetComplaintTextsRequest& request,
                        v1::BatchGetComplaintTextsResponse& response);
  // For methods of the contract that this version does not offer.
  grpc::Status NotOffered(const grpc::ServerContext& context, std::string_view method) const;

  const Parts parts_;
};

}  // namespace salur::intake
