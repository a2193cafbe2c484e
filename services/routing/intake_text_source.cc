#include "services/routing/intake_text_source.h"

#include "common/rpc/peer.h"
#include "common/rpc/status.h"
#include "salur/intake/v1/intake_service.grpc.pb.h"

namespace salur::routing {
namespace {

// An officer waits for this: the list without texts is better than a long wait.
constexpr absl::Duration kTimeout = absl::Milliseconds(300);

}  // namespace

absl::StatusOr<std::map<std::string, ComplaintText>> IntakeTextSource::Fetch(
    const std::vector<std::string>& complaint_ids) {
  const auto stub = intake::v1::IntakeService::NewStub(channel_);
  grpc::ClientContext context;
  PreparePeerCall(context, "routing", kTimeout);
  intake::v1::BatchGetComplaintTextsRequest request;
  request.mutable_complaint_ids()->Assign(complaint_ids.begin(), complaint_ids.end());
  intake::v1::BatchGetComplaintTextsResponse response;
  const grpc::Status status = stub->BatchGetComplaintTexts(&context, request, &response);
  if (!status.ok()) return FromGrpcStatus(status);
  std::map<std::string, ComplaintText> texts;
  for (intake::v1::ComplaintText& text : *response.mutable_texts()) {
    texts[text.complaint_id()] = {std::move(*text.mutable_text()),
                                  std::move(*text.mutable_address())};
  }
  return texts;
}

}  // namespace salur::routing
