#include "cli/requests/ticket_request.h"

#include <sstream>

#include "cli/client/error.h"
#include "cli/format/labels.h"
#include "cli/format/text.h"

namespace salur::cli {
absl::StatusOr<routing::v1::ListTicketsRequest> BuildListRequest(const TicketListOptions& options) {
  routing::v1::ListTicketsRequest request;
  request.set_unit_id(options.unit);
  request.set_include_subtree(options.subtree);
  request.set_category_code(options.category);
  request.set_climbed_only(options.climbed);
  request.set_page_size(options.page_size);
  request.set_page_token(options.page_token);
  if (options.newest) request.set_order(routing::v1::NEWEST_FIRST);
  for (const std::string& list : options.states) {
    std::istringstream names(list);
    for (std::string name; std::getline(names, name, ',');) {
      const auto state = ParseTicketState(name);
      if (!state.has_value()) {
        return UsageError("--state " + Printable(name) + ": no such state",
                          "one of: " + std::string(kTicketStateChoices));
      }
      request.add_states(*state);
    }
  }
  return request;
}

absl::StatusOr<routing::v1::ResolveTicketRequest> BuildResolveRequest(
    const ResolveOptions& options) {
  const auto outcome = ParseOutcome(options.outcome);
  if (!outcome.has_value()) {
    return UsageError("--outcome " + Printable(options.outcome) + ": no such outcome",
                      "one of: " + std::string(kOutcomeChoices));
  }
  if (const std::size_t broken = FindBrokenUtf8(options.answer); broken != std::string::npos) {
    return UsageError("--answer is not UTF-8 (byte " + std::to_string(broken + 1) + ")");
  }
  routing::v1::ResolveTicketRequest request;
  request.set_ticket_id(options.ticket_id);
  request.set_request_id(options.request_id);
  request.set_etag(options.etag);
  request.set_outcome(*outcome);
  request.set_answer(options.answer);
  request.set_legal_basis(options.legal_basis);
  return request;
}

absl::StatusOr<routing::v1::PreviewRouteRequest> BuildRouteRequest(const RouteOptions& options) {
  routing::v1::PreviewRouteRequest request;
  request.set_region_code(options.region);
  request.set_category_code(options.category);
  if (options.latitude.has_value() != options.longitude.has_value()) {
    return UsageError("half a point", "give both --lat and --lon");
  }
  if (options.latitude.has_value()) {
    request.mutable_point()->set_latitude(*options.latitude);
    request.mutable_point()->set_longitude(*options.longitude);
  }
  if (options.accuracy_m.has_value()) request.set_accuracy_m(*options.accuracy_m);
  request.set_confidential(options.confidential);
  request.set_about_unit_id(options.about_unit);
  if (!options.complaint_class.empty()) {
    const auto complaint_class = ParseClass(options.complaint_class);
    if (!complaint_class.has_value()) {
      return UsageError("--class " + Printable(options.complaint_class) + ": no such class",
                        "one of: " + std::string(kClassChoices));
    }
    request.set_class_(*complaint_class);
  }
  return request;
}

}  // namespace salur::cli
