// From the words of `salurctl tickets` and `salurctl route` to the contract's requests.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "salur/routing/v1/directory_service.pb.h"
#include "salur/routing/v1/ticket_service.pb.h"

namespace salur::cli {

struct TicketListOptions {
  std::string unit;
  bool subtree = false;
  // Each may be a comma list.
  std::vector<std::string> states;
  std::string category;
  bool climbed = false;
  bool newest = false;
  int page_size = 0;
  std::string page_token;
};

// Errors: usage, for a state that does not exist.
absl::StatusOr<routing::v1::ListTicketsRequest> BuildListRequest(const TicketListOptions& options);

struct ResolveOptions {
  // UUID.
  std::string ticket_id;
  std::string request_id;
  std::string etag;
  std::string outcome;
  std::string answer;
  std::string legal_basis;
};

// Errors: usage, for an outcome that does not exist.
absl::StatusOr<routing::v1::ResolveTicketRequest> BuildResolveRequest(
    const ResolveOptions& options);

struct RouteOptions {
  std::string region;
  std::string category;
  std::string complaint_class;
  bool confidential = false;
  std::string about_unit;
  std::string point;  // "LAT,LON"; empty for none
  std::optional<double> accuracy_m;
};

// Errors: usage, for a class that does not exist or a point that is not two numbers.
absl::StatusOr<routing::v1::PreviewRouteRequest> BuildRouteRequest(const RouteOptions& options);

}  // namespace salur::cli
