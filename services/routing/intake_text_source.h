// TextSource that asks intake.
#pragma once

#include <memory>

#include <grpcpp/channel.h>

#include "services/routing/text_source.h"

namespace salur::routing {

// Thread-safe.
class IntakeTextSource final : public TextSource {
 public:
  explicit IntakeTextSource(std::shared_ptr<grpc::Channel> channel)
      : channel_(std::move(channel)) {}
  absl::StatusOr<std::map<std::string, ComplaintText>> Fetch(
      const std::vector<std::string>& complaint_ids) override;

 private:
  const std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace salur::routing
