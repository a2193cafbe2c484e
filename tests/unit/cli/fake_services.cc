#include "tests/unit/cli/fake_services.h"

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace salur::cli {

grpc::Status Refusal(grpc::StatusCode code, const std::string& reason, const std::string& message,
                     const std::vector<FieldViolation>& violations) {
  google::rpc::Status details;
  details.set_code(code);
  details.set_message(message);
  google::rpc::ErrorInfo info;
  info.set_reason(reason);
  info.set_domain("salur");
  details.add_details()->PackFrom(info);
  if (!violations.empty()) {
    google::rpc::BadRequest bad_request;
    for (const auto& violation : violations) {
      auto& field = *bad_request.add_field_violations();
      field.set_field(violation.field);
      field.set_description(violation.description);
    }
    details.add_details()->PackFrom(bad_request);
  }
  return {code, message, details.SerializeAsString()};
}

std::string CallerOf(const grpc::ServerContext& context) {
  const auto found = context.client_metadata().find("salur-dev-caller");
  if (found == context.client_metadata().end()) return {};
  return std::string(found->second.data(), found->second.size());
}

grpc::Status FakeIntake::FileComplaint(grpc::ServerContext* context,
                                       const intake::v1::FileComplaintRequest* request,
                                       intake::v1::Complaint* response) {
  calls.Add(CallerOf(*context));
  return file.Serve(*request, response);
}

grpc::Status FakeIntake::TrackComplaint(grpc::ServerContext* context,
                                        const intake::v1::TrackComplaintRequest* request,
                                        intake::v1::Complaint* response) {
  calls.Add(CallerOf(*context));
  return track.Serve(*request, response);
}

grpc::Status FakeTickets::ListTickets(grpc::ServerContext* context,
                                      const routing::v1::ListTicketsRequest* request,
                                      routing::v1::ListTicketsResponse* response) {
  calls.Add(CallerOf(*context));
  return list.Serve(*request, response);
}

grpc::Status FakeTickets::GetTicket(grpc::ServerContext* context,
                                    const routing::v1::GetTicketRequest* request,
                                    routing::v1::Ticket* response) {
  calls.Add(CallerOf(*context));
  return get.Serve(*request, response);
}

grpc::Status FakeTickets::AcceptTicket(grpc::ServerContext* context,
                                       const routing::v1::AcceptTicketRequest* request,
                                       routing::v1::Ticket* response) {
  calls.Add(CallerOf(*context));
  return accept.Serve(*request, response);
}

grpc::Status FakeTickets::ResolveTicket(grpc::ServerContext* context,
                                        const routing::v1::ResolveTicketRequest* request,
                                        routing::v1::Ticket* response) {
  calls.Add(CallerOf(*context));
  return resolve.Serve(*request, response);
}

grpc::Status FakeDirectory::PreviewRoute(grpc::ServerContext* context,
                                         const routing::v1::PreviewRouteRequest* request,
                                         routing::v1::PreviewRouteResponse* response) {
  calls.Add(CallerOf(*context));
  return preview.Serve(*request, response);
}

grpc::Status FakeDirectory::ListCategories(grpc::ServerContext* context,
                                           const routing::v1::ListCategoriesRequest* request,
                                           routing::v1::ListCategoriesResponse* response) {
  calls.Add(CallerOf(*context));
  return categories.Serve(*request, response);
}

grpc::Status FakeDirectory::ImportDirectory(
    grpc::ServerContext* context,
    grpc::ServerReaderWriter<routing::v1::ImportDirectoryResponse,
                             routing::v1::ImportDirectoryRequest>* stream) {
  calls.Add(CallerOf(*context));
  const std::lock_guard lock(Handover());
  if (!import_status.ok()) return import_status;
  routing::v1::ImportDirectoryRequest request;
  routing::v1::ImportDirectoryResponse response;
  std::int64_t chunks = 0;
  while (stream->Read(&request)) {
    if (request.commit()) {
      committed = true;
      continue;
    }
    files[request.file()] += request.chunk();
    response.set_phase("read");
    response.set_rows_done(++chunks);
    stream->Write(response);
  }
  response.Clear();
  *response.mutable_result() = result;
  stream->Write(response);
  return grpc::Status::OK;
}

grpc::Status FakeEscalation::ReplaceHolidays(grpc::ServerContext* context,
                                             const escalation::v1::ReplaceHolidaysRequest* request,
                                             escalation::v1::ReplaceHolidaysResponse* response) {
  calls.Add(CallerOf(*context));
  return replace.Serve(*request, response);
}

grpc::Status FakeEscalation::GetClocks(grpc::ServerContext* context,
                                       const escalation::v1::GetClocksRequest* request,
                                       escalation::v1::GetClocksResponse* response) {
  calls.Add(CallerOf(*context));
  return clocks.Serve(*request, response);
}

grpc::Status FakeHealth::Check(grpc::ServerContext*,
                               const grpc::health::v1::HealthCheckRequest* request,
                               grpc::health::v1::HealthCheckResponse* response) {
  using Response = grpc::health::v1::HealthCheckResponse;
  check.response.set_status(starting-- > 0 ? Response::NOT_SERVING : Response::SERVING);
  return check.Serve(*request, response);
}

FakeServer::FakeServer(const std::vector<grpc::Service*>& services) {
  grpc::ServerBuilder builder;
  int port = 0;
  builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
  for (grpc::Service* service : services) builder.RegisterService(service);
  server_ = builder.BuildAndStart();
  address_ = "127.0.0.1:" + std::to_string(port);
}

FakeServer::~FakeServer() { server_->Shutdown(absl::ToChronoTime(absl::Now())); }

}  // namespace salur::cli
