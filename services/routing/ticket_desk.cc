#include "services/routing/ticket_desk.h"

#include <algorithm>

#include "common/base/errors.h"
#include "common/log/log.h"
#include "services/routing/converters.h"
#include "services/routing/page_token.h"
#include "services/routing/validation.h"

namespace salur::routing {
namespace {

constexpr std::size_t kTicketNameBytesMax = 64;

// All that are not closed, archived, withdrawn or merged.
const std::vector<TicketState> kCurrentStates = {
    TicketState::kTriage,    TicketState::kAssigned, TicketState::kInProgress,
    TicketState::kScheduled, TicketState::kResolved, TicketState::kWaitingForReporter};

// The category and everything below it.
std::vector<std::string> CategoriesWithin(const Directory& directory, CategoryRef top) {
  std::vector<std::string> codes;
  for (const Category& category : directory.categories()) {
    for (CategoryRef at = directory.FindCategory(category.code); at != kNoCategory;
         at = directory.category(at).parent) {
      if (at == top) codes.push_back(category.code);
    }
  }
  return codes;
}

}  // namespace

Viewer ViewerOf(const Caller& caller) {
  Viewer viewer;
  if (caller.role == Role::kAdmin) {
    viewer.unit_id = "ID";
  } else if (caller.role == Role::kOfficer || caller.role == Role::kSupervisor) {
    viewer.unit_id = caller.unit_id;
    viewer.confidential = caller.confidential;
  }
  return viewer;
}

absl::Status TicketNotFound() {
  return MakeError(absl::StatusCode::kNotFound, "TICKET_NOT_FOUND", "there is no such ticket");
}

absl::StatusOr<TicketQuery> TicketDesk::ToQuery(const Viewer& viewer,
                                                const v1::ListTicketsRequest& request,
                                                const Directory& directory) const {
  Violations violations;
  TicketQuery query;
  CheckPageSize(request.page_size(), violations);
  const UnitRef unit = directory.FindUnit(request.unit_id());
  if (unit == kNoUnit) violations.push_back({"unit_id", "is not a unit"});
  for (int i = 0; i < request.states_size(); ++i) {
    const int state = request.states(i);
    if (state < v1::TRIAGE || state > v1::MERGED) {
      violations.push_back({"states[" + std::to_string(i) + "]", "is not a state"});
    }
    query.states.push_back(static_cast<TicketState>(state));
  }
  if (query.states.empty()) query.states = kCurrentStates;
  if (!request.category_code().empty()) {
    const CategoryRef category = directory.FindCategory(request.category_code());
    if (category == kNoCategory) {
      violations.push_back({"category_code", "is not a category"});
    } else {
      query.category_codes = CategoriesWithin(directory, category);
    }
  }
  if (request.order() < v1::TICKET_ORDER_UNSPECIFIED || request.order() > v1::NEWEST_FIRST) {
    violations.push_back({"order", "is not an order"});
  }
  if (!request.page_token().empty()) {
    query.after = ReadPageToken(request);
    if (!query.after.has_value()) {
      violations.push_back({"page_token", "is not one of the last answer to the same filter"});
    }
  }
  SALUR_RETURN_IF_ERROR(InvalidFields(violations));
  if (!InScope(directory, viewer, request.unit_id())) {
    return MakeError(absl::StatusCode::kPermissionDenied, "OUT_OF_SCOPE",
                     "this unit is not within the caller's scope");
  }
  // Every ticket belongs to somebody below the root.
  if (!request.include_subtree()) {
    query.unit_ids = {directory.Id(unit)};
  } else if (unit != kRootUnit) {
    query.unit_ids.emplace();
    for (const UnitRef below : directory.Subtree(unit)) {
      query.unit_ids->push_back(directory.Id(below));
    }
  }
  query.climbed_only = request.climbed_only();
  if (viewer.confidential) query.confidential_unit_id = viewer.unit_id;
  query.newest_first = request.order() == v1::NEWEST_FIRST;
  query.count = PageSize(request.page_size()) + 1;
  return query;
}

absl::Status TicketDesk::List(const Caller& caller, const v1::ListTicketsRequest& request,
                              v1::ListTicketsResponse& response) {
  SALUR_ASSIGN_OR_RETURN(const auto rules, directory_.Current());
  const Directory& directory = rules->directory();
  SALUR_ASSIGN_OR_RETURN(const TicketQuery query, ToQuery(ViewerOf(caller), request, directory));
  SALUR_ASSIGN_OR_RETURN(const std::vector<Ticket> tickets, store_.List(query));
  const std::size_t shown =
      std::min(tickets.size(), static_cast<std::size_t>(PageSize(request.page_size())));
  std::vector<v1::Ticket*> messages;
  for (std::size_t i = 0; i < shown; ++i) {
    *response.add_tickets() = ToProto(tickets[i], directory);
  }
  for (v1::Ticket& message : *response.mutable_tickets()) messages.push_back(&message);
  AddTexts(caller, messages);
  if (tickets.size() > shown) {
    response.set_next_page_token(MakePageToken(request, tickets[shown - 1]));
  }
  return absl::OkStatus();
}

absl::Status TicketDesk::Get(const Caller& caller, const v1::GetTicketRequest& request,
                             v1::Ticket& response) {
  if (request.ticket_id().empty() || request.ticket_id().size() > kTicketNameBytesMax ||
      request.ticket_id().find('\0') != std::string::npos) {
    return InvalidFields({{"ticket_id", "has to be a UUID or a tracking number"}});
  }
  SALUR_ASSIGN_OR_RETURN(const auto rules, directory_.Current());
  const Directory& directory = rules->directory();
  SALUR_ASSIGN_OR_RETURN(const auto record, store_.Get(request.ticket_id()));
  if (!record.has_value() || !MayOpen(directory, ViewerOf(caller), record->ticket)) {
    return TicketNotFound();
  }
  response = ToProto(*record, directory);
  AddTexts(caller, {&response});
  return absl::OkStatus();
}

void TicketDesk::AddTexts(const Caller& caller, const std::vector<v1::Ticket*>& tickets) {
  const bool may_read = caller.role == Role::kOfficer || caller.role == Role::kSupervisor;
  if (tickets.empty() || !may_read) return;
  std::vector<std::string> ids;
  for (const v1::Ticket* ticket : tickets) ids.push_back(ticket->ticket_id());
  const auto texts = texts_.Fetch(ids);
  if (!texts.ok()) {
    log::Debug("complaint texts could not be fetched",
               {{"error", std::string(texts.status().message())}});
    return;
  }
  for (v1::Ticket* ticket : tickets) {
    const auto text = texts->find(ticket->ticket_id());
    if (text == texts->end()) continue;
    ticket->set_text(text->second.text);
    ticket->set_address(text->second.address);
    ticket->set_text_available(true);
  }
}

}  // namespace salur::routing
