// The services of the contract in one server of this process: they record what they are asked and
// answer with what the test has put there.
#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <grpcpp/grpcpp.h>

#include "cli/client/session.h"
#include "tests/unit/cli/fake_method.h"

namespace salur::cli {

class FakeIntake final : public intake::v1::IntakeService::Service {
 public:
  Calls calls;
  Method<intake::v1::FileComplaintRequest, intake::v1::Complaint> file;
  Method<intake::v1::TrackComplaintRequest, intake::v1::Complaint> track;

  grpc::Status FileComplaint(grpc::ServerContext* context,
                             const intake::v1::FileComplaintRequest* request,
                             intake::v1::Complaint* response) override;
  grpc::Status TrackComplaint(grpc::ServerContext* context,
                              const intake::v1::TrackComplaintRequest* request,
                              intake::v1::Complaint* response) override;
};

class FakeTickets final : public routing::v1::TicketService::Service {
 public:
  Calls calls;
  Method<routing::v1::ListTicketsRequest, routing::v1::ListTicketsResponse> list;
  Method<routing::v1::GetTicketRequest, routing::v1::Ticket> get;
  Method<routing::v1::AcceptTicketRequest, routing::v1::Ticket> accept;
  Method<routing::v1::ResolveTicketRequest, routing::v1::Ticket> resolve;

  grpc::Status ListTickets(grpc::ServerContext* context,
                           const routing::v1::ListTicketsRequest* request,
                           routing::v1::ListTicketsResponse* response) override;
  grpc::Status GetTicket(grpc::ServerContext* context, const routing::v1::GetTicketRequest* request,
                         routing::v1::Ticket* response) override;
  grpc::Status AcceptTicket(grpc::ServerContext* context,
                            const routing::v1::AcceptTicketRequest* request,
                            routing::v1::Ticket* response) override;
  grpc::Status ResolveTicket(grpc::ServerContext* context,
                             const routing::v1::ResolveTicketRequest* request,
                             routing::v1::Ticket* response) override;
};

class FakeDirectory : public routing::v1::DirectoryService::Service {
 public:
  Calls calls;
  Method<routing::v1::PreviewRouteRequest, routing::v1::PreviewRouteResponse> preview;
  Method<routing::v1::ListCategoriesRequest, routing::v1::ListCategoriesResponse> categories;
  // Import: what was sent, and what is answered.
  std::map<int, std::string> files;
  bool committed = false;
  routing::v1::ImportResult result;
  grpc::Status import_status;

  grpc::Status PreviewRoute(grpc::ServerContext* context,
                            const routing::v1::PreviewRouteRequest* request,
                            routing::v1::PreviewRouteResponse* response) override;
  grpc::Status ListCategories(grpc::ServerContext* context,
                              const routing::v1::ListCategoriesRequest* request,
                              routing::v1::ListCategoriesResponse* response) override;
  grpc::Status ImportDirectory(
      grpc::ServerContext* context,
      grpc::ServerReaderWriter<routing::v1::ImportDirectoryResponse,
                               routing::v1::ImportDirectoryRequest>* stream) override;
};

class FakeEscalation final : public escalation::v1::EscalationService::Service {
 public:
  Calls calls;
  Method<escalation::v1::ReplaceHolidaysRequest, escalation::v1::ReplaceHolidaysResponse> replace;
  Method<escalation::v1::GetClocksRequest, escalation::v1::GetClocksResponse> clocks;

  grpc::Status ReplaceHolidays(grpc::ServerContext* context,
                               const escalation::v1::ReplaceHolidaysRequest* request,
                               escalation::v1::ReplaceHolidaysResponse* response) override;
  grpc::Status GetClocks(grpc::ServerContext* context,
                         const escalation::v1::GetClocksRequest* request,
                         escalation::v1::GetClocksResponse* response) override;
};

class FakeHealth final : public grpc::health::v1::Health::Service {
 public:
  Method<grpc::health::v1::HealthCheckRequest, grpc::health::v1::HealthCheckResponse> check;
  // Answers NOT_SERVING to so many checks first.
  std::atomic<int> starting = 0;

  grpc::Status Check(grpc::ServerContext* context,
                     const grpc::health::v1::HealthCheckRequest* request,
                     grpc::health::v1::HealthCheckResponse* response) override;
};

// A server on a free port of the loopback with the given services; stops with its life.
class FakeServer {
 public:
  explicit FakeServer(const std::vector<grpc::Service*>& services);
  ~FakeServer();
  const std::string& address() const { return address_; }

 private:
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

// The caller that a call names.
std::string CallerOf(const grpc::ServerContext& context);

}  // namespace salur::cli
