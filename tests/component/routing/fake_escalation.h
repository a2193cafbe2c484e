// Escalation as routing sees it: the promise of a first response for each ticket.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "common/rpc/time_conversion.h"
#include "salur/escalation/v1/escalation_service.grpc.pb.h"

namespace salur::testing {

// Thread-safe. NOT_FOUND for tickets that it was told nothing of.
class FakeEscalation final : public escalation::v1::EscalationService::Service {
 public:
  void Promise(const std::string& ticket_id, std::int64_t clock_version, absl::Time due_time) {
    const std::lock_guard lock(mutex_);
    escalation::v1::GetClocksResponse& response = clocks_[ticket_id];
    response.Clear();
    response.set_clock_version(clock_version);
    escalation::v1::TicketClock& other = *response.add_clocks();
    other.set_kind(escalation::v1::RESOLUTION);
    other.set_cycle(1);
    SetTimestamp(due_time - absl::Hours(48), other.mutable_due_time());
    escalation::v1::TicketClock& clock = *response.add_clocks();
    clock.set_kind(escalation::v1::FIRST_RESPONSE);
    clock.set_cycle(1);
    SetTimestamp(due_time, clock.mutable_due_time());
  }
  int calls() const {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

  grpc::Status GetClocks(grpc::ServerContext*, const escalation::v1::GetClocksRequest* request,
                         escalation::v1::GetClocksResponse* response) override {
    const std::lock_guard lock(mutex_);
    ++calls_;
    const auto found = clocks_.find(request->ticket_id());
    if (found == clocks_.end()) return {grpc::StatusCode::NOT_FOUND, "no such ticket"};
    *response = found->second;
    return grpc::Status::OK;
  }

 private:
  mutable std::mutex mutex_;
  std::map<std::string, escalation::v1::GetClocksResponse> clocks_;
  int calls_ = 0;
};

}  // namespace salur::testing
