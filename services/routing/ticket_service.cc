#include "services/routing/ticket_service.h"

#include "common/base/errors.h"
#include "services/routing/permissions.h"

namespace salur::routing {

grpc::Status TicketServiceImpl::NotYet(const grpc::ServerContext& context,
                                       std::string_view method) const {
  return guard_.Run(context, method, [](const Caller&) {
    return MakeError(absl::StatusCode::kUnimplemented, "NOT_AVAILABLE_YET",
                     "this method is part of the contract but not available in this version");
  });
}

absl::Status TicketServiceImpl::Answer(const Caller& caller, absl::StatusOr<v1::Ticket> changed,
                                       v1::Ticket& response) {
  if (!changed.ok()) return changed.status();
  response = *std::move(changed);
  desk_.AddTexts(caller, {&response});
  return absl::OkStatus();
}

grpc::Status TicketServiceImpl::ListTickets(grpc::ServerContext* context,
                                            const v1::ListTicketsRequest* request,
                                            v1::ListTicketsResponse* response) {
  return guard_.Run(*context, methods::kListTickets,
                    [&](const Caller& caller) { return desk_.List(caller, *request, *response); });
}

grpc::Status TicketServiceImpl::GetTicket(grpc::ServerContext* context,
                                          const v1::GetTicketRequest* request,
                                          v1::Ticket* response) {
  return guard_.Run(*context, methods::kGetTicket,
                    [&](const Caller& caller) { return desk_.Get(caller, *request, *response); });
}

grpc::Status TicketServiceImpl::AcceptTicket(grpc::ServerContext* context,
                                             const v1::AcceptTicketRequest* request,
                                             v1::Ticket* response) {
  return guard_.Run(*context, methods::kAcceptTicket, [&](const Caller& caller) {
    return Answer(caller, actions_.Accept(caller, *request), *response);
  });
}

grpc::Status TicketServiceImpl::ResolveTicket(grpc::ServerContext* context,
                                              const v1::ResolveTicketRequest* request,
                                              v1::Ticket* response) {
  return guard_.Run(*context, methods::kResolveTicket, [&](const Caller& caller) {
    return Answer(caller, actions_.Resolve(caller, *request), *response);
  });
}

grpc::Status TicketServiceImpl::ApplyClockActions(grpc::ServerContext* context,
                                                  const v1::ApplyClockActionsRequest* request,
                                                  v1::ApplyClockActionsResponse* response) {
  return guard_.Run(*context, methods::kApplyClockActions, [&](const Caller&) -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(*response, actions_.ApplyClockActions(*request));
    return absl::OkStatus();
  });
}

grpc::Status TicketServiceImpl::AssignTicket(grpc::ServerContext* context,
                                             const v1::AssignTicketRequest* request,
                                             v1::Ticket* response) {
  return guard_.Run(*context, methods::kAssignTicket, [&](const Caller& caller) {
    return Answer(caller, moves_.Assign(caller, *request), *response);
  });
}

grpc::Status TicketServiceImpl::ClassifyTicket(grpc::ServerContext* context,
                                               const v1::ClassifyTicketRequest* request,
                                               v1::Ticket* response) {
  return guard_.Run(*context, methods::kClassifyTicket, [&](const Caller& caller) {
    return Answer(caller, moves_.Classify(caller, *request), *response);
  });
}

grpc::Status TicketServiceImpl::ReturnTicket(grpc::ServerContext* context,
                                             const v1::ReturnTicketRequest* request,
                                             v1::Ticket* response) {
  return guard_.Run(*context, methods::kReturnTicket, [&](const Caller& caller) {
    return Answer(caller, moves_.Return(caller, *request), *response);
  });
}

grpc::Status TicketServiceImpl::RespondTicket(grpc::ServerContext* context,
                                              const v1::RespondTicketRequest* request,
                                              v1::Ticket* response) {
  return guard_.Run(*context, methods::kRespondTicket, [&](const Caller& caller) {
    return Answer(caller, actions_.Respond(caller, *request), *response);
  });
}

grpc::Status TicketServiceImpl::RequestInformation(grpc::ServerContext* context,
                                                   const v1::RequestInformationRequest*,
                                                   v1::Ticket*) {
  return NotYet(*context, methods::kRequestInformation);
}
grpc::Status TicketServiceImpl::ScheduleTicket(grpc::ServerContext* context,
                                               const v1::ScheduleTicketRequest*, v1::Ticket*) {
  return NotYet(*context, methods::kScheduleTicket);
}
grpc::Status TicketServiceImpl::ArchiveTicket(grpc::ServerContext* context,
                                              const v1::ArchiveTicketRequest*, v1::Ticket*) {
  return NotYet(*context, methods::kArchiveTicket);
}
grpc::Status TicketServiceImpl::DecideRequest(grpc::ServerContext* context,
                                              const v1::DecideRequestRequest*, v1::Ticket*) {
  return NotYet(*context, methods::kDecideRequest);
}
grpc::Status TicketServiceImpl::ApplyReporterActions(grpc::ServerContext* context,
                                                     const v1::ApplyReporterActionsRequest*,
                                                     v1::ApplyReporterActionsResponse*) {
  return NotYet(*context, methods::kApplyReporterActions);
}
grpc::Status TicketServiceImpl::WatchTickets(grpc::ServerContext* context,
                                             const v1::WatchTicketsRequest*,
                                             grpc::ServerWriter<v1::WatchTicketsResponse>*) {
  return NotYet(*context, methods::kWatchTickets);
}

}  // namespace salur::routing
