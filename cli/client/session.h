// Connections to the services, and the one way in which salurctl makes a call.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include <absl/status/statusor.h>
#include <absl/time/time.h>
#include <grpcpp/grpcpp.h>

#include "cli/client/endpoints.h"
#include "cli/client/error.h"
#include "cli/process/process.h"
#include "grpc/health/v1/health_service.grpc.pb.h"
#include "salur/common/v1/operations_service.grpc.pb.h"
#include "salur/escalation/v1/escalation_service.grpc.pb.h"
#include "salur/intake/v1/intake_service.grpc.pb.h"
#include "salur/routing/v1/directory_service.grpc.pb.h"
#include "salur/routing/v1/ticket_service.grpc.pb.h"

namespace salur::cli {

// Who calls: the value of the metadata `salur-dev-caller`; empty sends none.
struct Caller {
  std::string value;
};

// A gRPC service of one Salur service.
template <typename GrpcService>
struct Peer {
  Service service;
  std::string target;
  std::unique_ptr<typename GrpcService::Stub> stub;
};

// Connects on first use. Used from one thread; streams may be read and written from two.
class Session {
 public:
  Session(Endpoints endpoints, Process& process, absl::Duration timeout);

  const Endpoints& endpoints() const { return endpoints_; }

  // A channel is made for each; cheap, and unused ones never connect.
  Peer<intake::v1::IntakeService> intake() const { return To<intake::v1::IntakeService>(kIn); }
  Peer<routing::v1::TicketService> tickets() const { return To<routing::v1::TicketService>(kRt); }
  Peer<routing::v1::DirectoryService> directory() const {
    return To<routing::v1::DirectoryService>(kRt);
  }
  Peer<escalation::v1::EscalationService> escalation() const {
    return To<escalation::v1::EscalationService>(kEsc);
  }
  Peer<common::v1::OperationsService> operations(Service service) const {
    return To<common::v1::OperationsService>(service);
  }
  Peer<grpc::health::v1::Health> health(Service service) const {
    return To<grpc::health::v1::Health>(service);
  }

  // One unary call with the session's timeout. Errors as FromGrpc gives them.
  template <typename GrpcService, typename Stub, typename Request, typename Response>
  absl::StatusOr<Response> Call(const Peer<GrpcService>& peer,
                                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&,
                                                             Response*),
                                const Request& request, const Caller& caller) const {
    Response response;
    const auto context = NewContext(caller);
    const grpc::Status status = (peer.stub.get()->*method)(context.get(), request, &response);
    if (!status.ok()) return FromGrpc(status, Name(peer.service), peer.target);
    return response;
  }

  // Deadline and caller for one call.
  std::unique_ptr<grpc::ClientContext> NewContext(const Caller& caller) const;

 private:
  static constexpr Service kIn = Service::kIntake;
  static constexpr Service kRt = Service::kRouting;
  static constexpr Service kEsc = Service::kEscalation;

  template <typename GrpcService>
  Peer<GrpcService> To(Service service) const {
    return {service, endpoints_.of(service), GrpcService::NewStub(ChannelTo(service))};
  }
  std::shared_ptr<grpc::Channel> ChannelTo(Service service) const;

  Endpoints endpoints_;
  Process& process_;
  absl::Duration timeout_;
  std::array<std::shared_ptr<grpc::Channel>, kServices.size()> channels_;
};

}  // namespace salur::cli
