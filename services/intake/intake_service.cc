#include "services/intake/intake_service.h"

#include <algorithm>

#include "common/base/limits.h"
#include "common/base/uuid.h"
#include "services/intake/converters.h"
#include "services/intake/permissions.h"
#include "services/intake/trace.h"

namespace salur::intake {
namespace {

absl::Status NotFound() {
  return MakeError(absl::StatusCode::kNotFound, "COMPLAINT_NOT_FOUND",
                   "there is no such complaint");
}

// Copies nothing where the message arrived in one piece.
std::string_view Bytes(const grpc::ByteBuffer& buffer, grpc::Slice& slice) {
  if (!buffer.TrySingleSlice(&slice).ok() && !buffer.DumpToSingleSlice(&slice).ok()) return {};
  return {reinterpret_cast<const char*>(slice.begin()), slice.size()};
}

void Serialize(const v1::Complaint& complaint, grpc::ByteBuffer& buffer) {
  const grpc::Slice slice(complaint.SerializeAsString());
  buffer = grpc::ByteBuffer(&slice, 1);
}

}  // namespace

grpc::ServerUnaryReactor* IntakeServiceImpl::FileComplaint(grpc::CallbackServerContext* context,
                                                           const grpc::ByteBuffer* request,
                                                           grpc::ByteBuffer* response) {
  const Stopwatch stopwatch;
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const auto caller = parts_.guard.Admit(*context, methods::kFileComplaint);
  if (!caller.ok()) {
    reactor->Finish(parts_.guard.Finish(methods::kFileComplaint, caller.status(), stopwatch));
    return reactor;
  }
  grpc::Slice slice;
  parts_.desk.File(
      {*caller, Bytes(*request, slice), TraceParent(*context)},
      [this, stopwatch, reactor, response](FilingDesk::Answer answer) {
        if (answer.ok()) Serialize(*answer, *response);
        reactor->Finish(parts_.guard.Finish(methods::kFileComplaint, answer.status(), stopwatch));
      });
  return reactor;
}

grpc::Status IntakeServiceImpl::GetComplaint(grpc::ServerContext* context,
                                             const v1::GetComplaintRequest* request,
                                             v1::Complaint* response) {
  return parts_.guard.Run(
      *context, methods::kGetComplaint, [&](const Caller& caller) -> absl::Status {
        if (!IsUuid(request->complaint_id())) {
          return InvalidFields({{"complaint_id", "is not a UUID in lower case"}});
        }
        SALUR_ASSIGN_OR_RETURN(const auto found,
                               parts_.store.Get(PartnerOf(caller), request->complaint_id()));
        if (!found.has_value()) return NotFound();
        AnswerView view;
        const std::string pin = parts_.pins.Derive(found->receipt.complaint_id);
        view.pin = pin;
        const auto catalog = parts_.catalog.Get();
        view.catalog = catalog.get();
        *response = ToAnswer(*found, view);
        return absl::OkStatus();
      });
}

absl::Status IntakeServiceImpl::List(const Caller& caller, const v1::ListComplaintsRequest& request,
                                     v1::ListComplaintsResponse& response) {
  std::vector<FieldViolation> violations;
  if (request.page_size() < 0 || request.page_size() > limits::kPageSizeMax) {
    violations.push_back({"page_size", "must be 1 to 200, or 0 for 50"});
  }
  if (!request.page_token().empty() && !IsUuid(request.page_token())) {
    violations.push_back({"page_token", "is not one of the last answer"});
  }
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  const int page_size = request.page_size() == 0 ? limits::kPageSizeDefault : request.page_size();
  SALUR_ASSIGN_OR_RETURN(const auto page,
                         parts_.store.List({PartnerOf(caller), request.partner_reporter_id(),
                                            request.page_token(), page_size + 1}));
  const std::size_t shown = std::min(page.size(), static_cast<std::size_t>(page_size));
  for (std::size_t i = 0; i < shown; ++i) {
    AnswerView view;
    const std::string pin = parts_.pins.Derive(page[i].receipt.complaint_id);
    view.pin = pin;
    view.with_timeline = false;
    *response.add_complaints() = ToAnswer(page[i], view);
  }
  if (page.size() > shown) response.set_next_page_token(page[shown - 1].receipt.complaint_id);
  return absl::OkStatus();
}

grpc::Status IntakeServiceImpl::ListComplaints(grpc::ServerContext* context,
                                               const v1::ListComplaintsRequest* request,
                                               v1::ListComplaintsResponse* response) {
  return parts_.guard.Run(*context, methods::kListComplaints,
                          [&](const Caller& caller) { return List(caller, *request, *response); });
}

absl::Status IntakeServiceImpl::Track(const v1::TrackComplaintRequest& request,
                                      v1::Complaint& response) {
  std::vector<FieldViolation> violations;
  const auto number = TrackingNumber::Parse(request.tracking_number());
  if (!number.ok()) {
    violations.push_back({"tracking_number", std::string(number.status().message())});
  }
  const auto pin = NormalisePin(request.pin());
  if (!pin.has_value()) violations.push_back({"pin", "must be six digits"});
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  SALUR_ASSIGN_OR_RETURN(
      const TrackResult result,
      parts_.store.Track(
          *number, [&](const std::string& id) { return parts_.pins.Matches(id, *pin); },
          parts_.real_clock.Now()));
  switch (result.kind) {
    case TrackResult::Kind::kLocked:
      return MakeError(absl::StatusCode::kResourceExhausted, "TOO_MANY_ATTEMPTS",
                       "too many wrong PINs; try again in a quarter of an hour");
    case TrackResult::Kind::kUnknown:
    case TrackResult::Kind::kWrongPin:
      return MakeError(absl::StatusCode::kNotFound, "COMPLAINT_NOT_FOUND",
                       "there is no complaint with this tracking number and PIN");
    case TrackResult::Kind::kGranted:
      break;
  }
  AnswerView view;
  view.with_content = false;
  view.hide_units = true;
  const auto catalog = parts_.catalog.Get();
  view.catalog = catalog.get();
  response = ToAnswer(*result.complaint, view);
  return absl::OkStatus();
}

grpc::Status IntakeServiceImpl::TrackComplaint(grpc::ServerContext* context,
                                               const v1::TrackComplaintRequest* request,
                                               v1::Complaint* response) {
  return parts_.guard.Run(*context, methods::kTrackComplaint,
                          [&](const Caller&) { return Track(*request, *response); });
}

absl::Status IntakeServiceImpl::GetTexts(const v1::BatchGetComplaintTextsRequest& request,
                                         v1::BatchGetComplaintTextsResponse& response) {
  const auto& ids = request.complaint_ids();
  if (ids.size() > limits::kServiceBatchMax) {
    return InvalidFields({{"complaint_ids", "may hold at most 200"}});
  }
  if (!std::all_of(ids.begin(), ids.end(), [](const std::string& id) { return IsUuid(id); })) {
    return InvalidFields({{"complaint_ids", "must be UUIDs in lower case"}});
  }
  if (ids.empty()) return absl::OkStatus();
  SALUR_ASSIGN_OR_RETURN(const auto texts, parts_.store.Texts({ids.begin(), ids.end()}));
  for (const ComplaintText& text : texts) *response.add_texts() = ToProto(text);
  return absl::OkStatus();
}

grpc::Status IntakeServiceImpl::BatchGetComplaintTexts(
    grpc::ServerContext* context, const v1::BatchGetComplaintTextsRequest* request,
    v1::BatchGetComplaintTextsResponse* response) {
  return parts_.guard.Run(*context, methods::kBatchGetComplaintTexts,
                          [&](const Caller&) { return GetTexts(*request, *response); });
}

grpc::Status IntakeServiceImpl::NotOffered(const grpc::ServerContext& context,
                                           std::string_view method) const {
  return parts_.guard.Run(context, method, [&](const Caller&) {
    return MakeError(absl::StatusCode::kUnimplemented, "NOT_OFFERED",
                     "this version of the server does not offer this method yet");
  });
}

grpc::Status IntakeServiceImpl::ReplyToUnit(grpc::ServerContext* context,
                                            const v1::ReplyToUnitRequest*, v1::Complaint*) {
  return NotOffered(*context, methods::kReplyToUnit);
}
grpc::Status IntakeServiceImpl::RateResolution(grpc::ServerContext* context,
                                               const v1::RateResolutionRequest*, v1::Complaint*) {
  return NotOffered(*context, methods::kRateResolution);
}
grpc::Status IntakeServiceImpl::ReopenComplaint(grpc::ServerContext* context,
                                                const v1::ReopenComplaintRequest*, v1::Complaint*) {
  return NotOffered(*context, methods::kReopenComplaint);
}
grpc::Status IntakeServiceImpl::WithdrawComplaint(grpc::ServerContext* context,
                                                  const v1::WithdrawComplaintRequest*,
                                                  v1::Complaint*) {
  return NotOffered(*context, methods::kWithdrawComplaint);
}
grpc::Status IntakeServiceImpl::RevealReporter(grpc::ServerContext* context,
                                               const v1::RevealReporterRequest*, v1::Reporter*) {
  return NotOffered(*context, methods::kRevealReporter);
}
grpc::Status IntakeServiceImpl::WatchComplaints(grpc::ServerContext* context,
                                                const v1::WatchComplaintsRequest*,
                                                grpc::ServerWriter<v1::WatchComplaintsResponse>*) {
  return NotOffered(*context, methods::kWatchComplaints);
}

}  // namespace salur::intake
