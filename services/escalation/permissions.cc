#include "services/escalation/permissions.h"

#include "common/base/errors.h"
#include "common/rpc/operations_service.h"

namespace salur::escalation {
namespace {

constexpr char kEscalation[] = "salur.escalation.v1.EscalationService";
constexpr char kReport[] = "salur.escalation.v1.ReportService";
constexpr char kOperations[] = "salur.common.v1.OperationsService";

std::string Method(const char* service, const char* name) {
  return std::string("/") + service + "/" + name;
}

bool IsOfficial(const Caller& caller) {
  return caller.role == Role::kOfficer || caller.role == Role::kSupervisor;
}

}  // namespace

PermissionTable Permissions() {
  const std::vector<Grant> officials = {{Role::kOfficer}, {Role::kSupervisor}, {Role::kAdmin}};
  std::vector<Grant> officials_and_services = officials;
  officials_and_services.push_back({Role::kService});
  std::vector<Grant> everybody_known = officials_and_services;
  everybody_known.push_back({Role::kPartner});
  const std::vector<Grant> administrators = {{Role::kAdmin}};

  std::map<std::string, std::vector<Grant>> entries = OperationsServiceImpl::Permissions();
  entries[Method(kEscalation, "GetClocks")] = officials_and_services;
  entries[Method(kEscalation, "ListOverdue")] = officials_and_services;
  entries[Method(kEscalation, "Forecast")] = officials;
  entries[Method(kEscalation, "ListPolicies")] = everybody_known;
  entries[Method(kEscalation, "ReplacePolicies")] = administrators;
  entries[Method(kEscalation, "ListHolidays")] = everybody_known;
  entries[Method(kEscalation, "ReplaceHolidays")] = administrators;
  entries[Method(kReport, "GetResponseTimes")] = officials;
  entries[Method(kReport, "GetUnitScores")] = officials;
  return PermissionTable(std::move(entries));
}

std::vector<std::string> ServiceNames() { return {kEscalation, kReport, kOperations}; }

bool IsInSubtree(std::string_view unit_id, std::string_view scope_unit_id) {
  if (unit_id == scope_unit_id) return true;
  if (scope_unit_id.find(':') != std::string_view::npos) return false;
  return IsWithin(RegionOfUnit(unit_id), RegionOfUnit(scope_unit_id));
}

bool MaySeeTicket(const Caller& caller, const TicketFacts& ticket) {
  if (caller.role == Role::kService) return true;
  const bool own =
      caller.unit_id == ticket.handling_unit_id || caller.unit_id == ticket.accountable_unit_id;
  if (ticket.confidential) return IsOfficial(caller) && caller.confidential && own;
  if (caller.role == Role::kAdmin) return true;
  return IsOfficial(caller) && (IsInSubtree(ticket.handling_unit_id, caller.unit_id) ||
                                IsInSubtree(ticket.accountable_unit_id, caller.unit_id));
}

absl::Status CheckMayList(const Caller& caller, std::string_view unit_id) {
  if (caller.role == Role::kService || caller.role == Role::kAdmin) return absl::OkStatus();
  const bool whole_nation = caller.role == Role::kSupervisor && caller.unit_id == kRootUnit;
  if (unit_id.empty() ? whole_nation : IsInSubtree(unit_id, caller.unit_id)) {
    return absl::OkStatus();
  }
  return MakeError(absl::StatusCode::kPermissionDenied, "OUT_OF_SCOPE",
                   unit_id.empty() ? "only administrators and supervisors of ID may list everything"
                                   : "this unit is neither the caller's nor below it");
}

bool SeesConfidentialOf(const Caller& caller, std::string_view unit_id) {
  if (caller.role == Role::kService) return true;
  return IsOfficial(caller) && caller.confidential && caller.unit_id == unit_id;
}

}  // namespace salur::escalation
