// What requests to TicketService have to look like. Every function adds all that is wrong.
#pragma once

#include <string>
#include <vector>

#include "common/base/errors.h"
#include "salur/routing/v1/ticket_service.pb.h"

namespace salur::routing {

using Violations = std::vector<FieldViolation>;

// request_id: 1 to 64 of [A-Za-z0-9._:-].
void CheckRequestId(const std::string& request_id, Violations& out);
// request_id and ticket_id (UUID) of a change.
void CheckChange(const std::string& request_id, const std::string& ticket_id, Violations& out);
void CheckResolve(const v1::ResolveTicketRequest& request, Violations& out);
void CheckClockActions(const v1::ApplyClockActionsRequest& request, Violations& out);
// 0 means the default; else 1 to the maximum.
void CheckPageSize(int page_size, Violations& out);
int PageSize(int page_size);

// Code points of valid UTF-8.
std::size_t CountCharacters(const std::string& text);

}  // namespace salur::routing
