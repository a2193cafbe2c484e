#include "common/rpc/operations_service.h"

#include <cstdlib>

#include "common/base/errors.h"
#include "common/base/limits.h"
#include "common/rpc/time_conversion.h"

namespace salur {
namespace {

constexpr char kInfo[] = "/salur.common.v1.OperationsService/GetServiceInfo";
constexpr char kList[] = "/salur.common.v1.OperationsService/ListDeadLetters";
constexpr char kGet[] = "/salur.common.v1.OperationsService/GetDeadLetter";
constexpr char kReplay[] = "/salur.common.v1.OperationsService/ReplayDeadLetter";

void Convert(const DeadLetter& letter, common::v1::DeadLetter* message) {
  message->set_id(letter.id);
  message->set_stream(letter.stream);
  message->set_key(letter.key);
  message->set_error(letter.error);
  message->set_attempts(letter.attempts);
  SetTimestamp(letter.create_time, message->mutable_create_time());
}

}  // namespace

OperationsServiceImpl::OperationsServiceImpl(Options options, const RpcGuard& guard,
                                             const Clock& clock, DeadLetterStore& dead_letters)
    : options_(std::move(options)), guard_(guard), clock_(clock), dead_letters_(dead_letters) {}

std::map<std::string, std::vector<Grant>> OperationsServiceImpl::Permissions() {
  return {{kInfo, {{Role::kPublic}}},
          {kList, {{Role::kAdmin}}},
          {kGet, {{Role::kAdmin}}},
          {kReplay, {{Role::kAdmin}}}};
}

grpc::Status OperationsServiceImpl::GetServiceInfo(grpc::ServerContext* context,
                                                   const common::v1::GetServiceInfoRequest*,
                                                   common::v1::ServiceInfo* response) {
  return guard_.Run(*context, kInfo, [&](const Caller&) {
    response->set_service(options_.service);
    response->set_version(options_.version);
    SetTimestamp(clock_.Now(), response->mutable_current_time());
    response->set_clock_rate(clock_.Rate());
    if (options_.describe) options_.describe(*response);
    return absl::OkStatus();
  });
}

grpc::Status OperationsServiceImpl::ListDeadLetters(
    grpc::ServerContext* context, const common::v1::ListDeadLettersRequest* request,
    common::v1::ListDeadLettersResponse* response) {
  return guard_.Run(*context, kList, [&](const Caller&) -> absl::Status {
    if (request->page_size() < 0 || request->page_size() > limits::kPageSizeMax) {
      return InvalidFields({{"page_size", "must be from 0 to 200"}});
    }
    const std::int64_t before = std::atoll(request->page_token().c_str());
    if (before < 0 || (before == 0 && !request->page_token().empty())) {
      return InvalidFields({{"page_token", "is not one that this method gave"}});
    }
    const int size = request->page_size() == 0 ? limits::kPageSizeDefault : request->page_size();
    SALUR_ASSIGN_OR_RETURN(const auto letters, dead_letters_.List(before, size));
    for (const DeadLetter& letter : letters) Convert(letter, response->add_dead_letters());
    if (letters.size() == static_cast<std::size_t>(size)) {
      response->set_next_page_token(std::to_string(letters.back().id));
    }
    return absl::OkStatus();
  });
}

grpc::Status OperationsServiceImpl::GetDeadLetter(grpc::ServerContext* context,
                                                  const common::v1::GetDeadLetterRequest* request,
                                                  common::v1::DeadLetter* response) {
  return guard_.Run(*context, kGet, [&](const Caller&) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(const DeadLetter letter, dead_letters_.Get(request->id()));
    Convert(letter, response);
    if (options_.to_json) response->set_message_json(options_.to_json(letter));
    return absl::OkStatus();
  });
}

grpc::Status OperationsServiceImpl::ReplayDeadLetter(
    grpc::ServerContext* context, const common::v1::ReplayDeadLetterRequest* request,
    common::v1::ReplayDeadLetterResponse* response) {
  return guard_.Run(*context, kReplay, [&](const Caller&) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(const DeadLetter letter, dead_letters_.Get(request->id()));
    const absl::Status status = options_.replay(letter);
    response->set_processed(status.ok());
    if (status.ok()) return dead_letters_.Remove(letter.id);
    response->set_error(ErrorReason(status) + ": " + std::string(status.message()));
    return dead_letters_.RecordFailure(letter.id, response->error());
  });
}

}  // namespace salur
