// ActionDecider over gRPC: TicketService.ApplyClockActions of routing.
#pragma once

#include <memory>

#include <grpcpp/channel.h>

#include <absl/time/time.h>

#include "salur/routing/v1/ticket_service.grpc.pb.h"
#include "services/escalation/engine/action_decider.h"

namespace salur::escalation {

class GrpcActionDecider final : public ActionDecider {
 public:
  // `timeout` of a call is real time and shorter than an engine's lease.
  GrpcActionDecider(std::shared_ptr<grpc::Channel> channel, absl::Duration timeout);

  absl::StatusOr<std::vector<DecidedAction>> Decide(
      const std::vector<Proposal>& proposals) override;

 private:
  const std::unique_ptr<routing::v1::TicketService::Stub> stub_;
  const absl::Duration timeout_;
};

}  // namespace salur::escalation
