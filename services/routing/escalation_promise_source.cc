#include "services/routing/escalation_promise_source.h"

#include "common/rpc/peer.h"
#include "common/rpc/status.h"
#include "common/rpc/time_conversion.h"
#include "salur/escalation/v1/escalation_service.grpc.pb.h"

namespace salur::routing {
namespace {

// An officer waits for this.
constexpr absl::Duration kTimeout = absl::Seconds(2);

}  // namespace

absl::StatusOr<FirstResponsePromise> EscalationPromiseSource::FirstResponse(
    const std::string& ticket_id) {
  const auto stub = escalation::v1::EscalationService::NewStub(channel_);
  grpc::ClientContext context;
  PreparePeerCall(context, "routing", kTimeout);
  escalation::v1::GetClocksRequest request;
  request.set_ticket_id(ticket_id);
  escalation::v1::GetClocksResponse response;
  const grpc::Status status = stub->GetClocks(&context, request, &response);
  if (!status.ok()) return FromGrpcStatus(status);
  FirstResponsePromise promise;
  promise.clock_version = response.clock_version();
  int cycle = 0;
  for (const escalation::v1::TicketClock& clock : response.clocks()) {
    if (clock.kind() != escalation::v1::FIRST_RESPONSE || clock.cycle() < cycle) continue;
    cycle = clock.cycle();
    promise.due_time.reset();
    if (clock.has_due_time()) promise.due_time = FromTimestamp(clock.due_time());
  }
  return promise;
}

}  // namespace salur::routing
