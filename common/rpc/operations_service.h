// salur.common.v1.OperationsService for one service.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "common/base/clock.h"
#include "common/events/dead_letter_store.h"
#include "common/rpc/guard.h"
#include "salur/common/v1/operations_service.grpc.pb.h"

namespace salur {

class OperationsServiceImpl final : public common::v1::OperationsService::Service {
 public:
  struct Options {
    std::string service;
    std::string version;
    // Processes one dead letter again; idempotent.
    std::function<absl::Status(const DeadLetter&)> replay;
    // The message as JSON; "" when it cannot be read.
    std::function<std::string(const DeadLetter&)> to_json;
    // Fills ready, notes, directory_version.
    std::function<void(common::v1::ServiceInfo&)> describe;
  };
  OperationsServiceImpl(Options options, const RpcGuard& guard, const Clock& clock,
                        DeadLetterStore& dead_letters);

  // Entries of the permission table for this service.
  static std::map<std::string, std::vector<Grant>> Permissions();

  grpc::Status GetServiceInfo(grpc::ServerContext* context,
                              const common::v1::GetServiceInfoRequest* request,
                              common::v1::ServiceInfo* response) override;
  grpc::Status ListDeadLetters(grpc::ServerContext* context,
                               const common::v1::ListDeadLettersRequest* request,
                               common::v1::ListDeadLettersResponse* response) override;
  grpc::Status GetDeadLetter(grpc::ServerContext* context,
                             const common::v1::GetDeadLetterRequest* request,
                             common::v1::DeadLetter* response) override;
  grpc::Status ReplayDeadLetter(grpc::ServerContext* context,
                                const common::v1::ReplayDeadLetterRequest* request,
                                common::v1::ReplayDeadLetterResponse* response) override;

 private:
  const Options options_;
  const RpcGuard& guard_;
  const Clock& clock_;
  DeadLetterStore& dead_letters_;
};

}  // namespace salur
