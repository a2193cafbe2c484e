#include "services/escalation/grpc_action_decider.h"

#include <utility>

#include "common/base/errors.h"
#include "common/log/log.h"
#include "common/rpc/peer.h"
#include "common/rpc/status.h"
#include "services/escalation/converters.h"

namespace salur::escalation {
namespace {

DecidedAction ReadOutcome(const routing::v1::ClockActionOutcome& outcome,
                          const std::string& ticket_id) {
  DecidedAction decided;
  // A result that this program does not know is treated as one that did not help: it rests.
  const bool known =
      outcome.result() >= routing::v1::APPLIED && outcome.result() <= routing::v1::UNKNOWN_TICKET;
  decided.decision = known ? static_cast<Decision>(outcome.result()) : Decision::kSuperseded;
  if (!outcome.has_ticket()) return decided;
  auto ticket = FromProto(outcome.ticket());
  if (ticket.ok() && ticket->ticket_id == ticket_id) {
    decided.ticket = *std::move(ticket);
  } else {
    log::Error("a ticket in routing's answer cannot be used",
               {{"ticket", ticket_id}, {"error", std::string(ticket.status().message())}});
  }
  return decided;
}

}  // namespace

GrpcActionDecider::GrpcActionDecider(std::shared_ptr<grpc::Channel> channel, absl::Duration timeout)
    : stub_(routing::v1::TicketService::NewStub(std::move(channel))), timeout_(timeout) {}

absl::StatusOr<std::vector<DecidedAction>> GrpcActionDecider::Decide(
    const std::vector<Proposal>& proposals) {
  routing::v1::ApplyClockActionsRequest request;
  for (const Proposal& proposal : proposals) ToProto(proposal, request.add_actions());
  grpc::ClientContext context;
  PreparePeerCall(context, "escalation", timeout_);
  routing::v1::ApplyClockActionsResponse response;
  SALUR_RETURN_IF_ERROR(FromGrpcStatus(stub_->ApplyClockActions(&context, request, &response)));
  if (static_cast<std::size_t>(response.outcomes_size()) != proposals.size()) {
    // Transient: the contract says one outcome for each action, and asking again is safe.
    return MakeError(absl::StatusCode::kUnavailable, "WRONG_ANSWER",
                     "routing answered " + std::to_string(response.outcomes_size()) + " of " +
                         std::to_string(proposals.size()) + " actions");
  }
  std::vector<DecidedAction> decided;
  for (std::size_t i = 0; i < proposals.size(); ++i) {
    decided.push_back(ReadOutcome(response.outcomes(static_cast<int>(i)), proposals[i].ticket_id));
  }
  return decided;
}

}  // namespace salur::escalation
