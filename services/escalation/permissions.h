// Who may call what of escalation, and who may see which tickets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/rpc/permissions.h"
#include "services/escalation/domain/ticket_facts.h"

namespace salur::escalation {

PermissionTable Permissions();

// The services that the table covers.
std::vector<std::string> ServiceNames();

// Whether `unit_id` is `scope_unit_id` or below it by `parent`. An agency has nothing below it; a
// region unit has its regions and their agencies; "ID" has everything.
bool IsInSubtree(std::string_view unit_id, std::string_view scope_unit_id);

// Whether the caller may see the clocks of this ticket. Scope alone never opens a confidential one:
// that takes the role `confidential` in the unit that handles it or is accountable for it.
bool MaySeeTicket(const Caller& caller, const TicketFacts& ticket);

// PERMISSION_DENIED OUT_OF_SCOPE when the caller may not list late tickets of `unit_id` (empty:
// of everything).
absl::Status CheckMayList(const Caller& caller, std::string_view unit_id);

// Whether lists for this caller hold the confidential tickets of `unit_id`.
bool SeesConfidentialOf(const Caller& caller, std::string_view unit_id);

}  // namespace salur::escalation
