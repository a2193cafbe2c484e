// PromiseSource that asks escalation.
#pragma once

#include <memory>

#include <grpcpp/channel.h>

#include "services/routing/promise_source.h"

namespace salur::routing {

// Thread-safe.
class EscalationPromiseSource final : public PromiseSource {
 public:
  explicit EscalationPromiseSource(std::shared_ptr<grpc::Channel> channel)
      : channel_(std::move(channel)) {}
  absl::StatusOr<FirstResponsePromise> FirstResponse(const std::string& ticket_id) override;

 private:
  const std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace salur::routing
