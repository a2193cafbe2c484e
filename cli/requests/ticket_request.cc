#include "cli/requests/ticket_request.h"

#include <charconv>
#include <optional>
#include <sstream>

#include "cli/client/error.h"
#include "cli/format/labels.h"
#include "cli/format/text.h"

namespace salur::cli {
namespace {

// "-6.2,106.8"; whether there is such a place is the service's to judge.
std::optional<common::v1::Point> ParsePoint(const std::string& text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string::npos) return std::nullopt;
  const auto number = [](std::string_view part, double& value) {
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    return error == std::errc() && stop == part.data() + part.size();
  };
  const std::string_view view = text;
  double latitude = 0;
  double longitude = 0;
  if (!number(view.substr(0, comma), latitude) || !number(view.substr(comma + 1), longitude)) {
    return std::nullopt;
  }
  common::v1::Point point;
  point.set_latitude(latitude);
  point.set_longitude(longitude);
  return point;
}

}  // namespace

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
  request.set_confidential(options.confidential);
  request.set_about_unit_id(options.about_unit);
  if (!options.point.empty()) {
    const auto point = ParsePoint(options.point);
    if (!point.has_value()) {
      return UsageError("--point " + Printable(options.point) + ": not a point",
                        "latitude and longitude in degrees: --point -6.17511,106.82715");
    }
    *request.mutable_point() = *point;
  }
  if (options.accuracy_m.has_value()) request.set_accuracy_m(*options.accuracy_m);
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
