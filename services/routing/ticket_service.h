// salur.routing.v1.TicketService: handlers that parse, call and convert.
#pragma once

#include "common/rpc/guard.h"
#include "salur/routing/v1/ticket_service.grpc.pb.h"
#include "services/routing/ticket_actions.h"
#include "services/routing/ticket_desk.h"
#include "services/routing/ticket_moves.h"

namespace salur::routing {

class TicketServiceImpl final : public v1::TicketService::Service {
 public:
  TicketServiceImpl(const RpcGuard& guard, TicketDesk& desk, TicketActions& actions,
                    TicketMoves& moves)
      : guard_(guard), desk_(desk), actions_(actions), moves_(moves) {}

  grpc::Status ListTickets(grpc::ServerContext* context, const v1::ListTicketsRequest* request,
                           v1::ListTicketsResponse* response) override;
  grpc::Status GetTicket(grpc::ServerContext* context, const v1::GetTicketRequest* request,
                         v1::Ticket* response) override;
  grpc::Status AcceptTicket(grpc::ServerContext* context, const v1::AcceptTicketRequest* request,
                            v1::Ticket* response) override;
  grpc::Status ResolveTicket(grpc::ServerContext* context, const v1::ResolveTicketRequest* request,
                             v1::Ticket* response) override;
  grpc::Status ApplyClockActions(grpc::ServerContext* context,
                                 const v1::ApplyClockActionsRequest* request,
                                 v1::ApplyClockActionsResponse* response) override;
  grpc::Status AssignTicket(grpc::ServerContext* context, const v1::AssignTicketRequest* request,
                            v1::Ticket* response) override;
  grpc::Status RespondTicket(grpc::ServerContext* context, const v1::RespondTicketRequest* request,
                             v1::Ticket* response) override;
  grpc::Status ClassifyTicket(grpc::ServerContext* context,
                              const v1::ClassifyTicketRequest* request,
                              v1::Ticket* response) override;
  grpc::Status ReturnTicket(grpc::ServerContext* context, const v1::ReturnTicketRequest* request,
                            v1::Ticket* response) override;

  // UNIMPLEMENTED NOT_AVAILABLE_YET for now.
  grpc::Status RequestInformation(grpc::ServerContext* context,
                                  const v1::RequestInformationRequest* request,
                                  v1::Ticket* response) override;
  grpc::Status ScheduleTicket(grpc::ServerContext* context,
                              const v1::ScheduleTicketRequest* request,
                              v1::Ticket* response) override;
  grpc::Status ArchiveTicket(grpc::ServerContext* context, const v1::ArchiveTicketRequest* request,
                             v1::Ticket* response) override;
  grpc::Status DecideRequest(grpc::ServerContext* context, const v1::DecideRequestRequest* request,
                             v1::Ticket* response) override;
  grpc::Status ApplyReporterActions(grpc::ServerContext* context,
                                    const v1::ApplyReporterActionsRequest* request,
                                    v1::ApplyReporterActionsResponse* response) override;
  grpc::Status WatchTickets(grpc::ServerContext* context, const v1::WatchTicketsRequest* request,
                            grpc::ServerWriter<v1::WatchTicketsResponse>* writer) override;

 private:
  grpc::Status NotYet(const grpc::ServerContext& context, std::string_view method) const;
  // Adds the texts that the officer may read to the answer of a change.
  absl::Status Answer(const Caller& caller, absl::StatusOr<v1::Ticket> changed,
                      v1::Ticket& response);

  const RpcGuard& guard_;
  TicketDesk& desk_;
  TicketActions& actions_;
  TicketMoves& moves_;
};

}  // namespace salur::routing
