#include "services/routing/permissions.h"

namespace salur::routing {

std::map<std::string, std::vector<Grant>> Permissions() {
  const std::vector<Grant> anybody = {
      {Role::kPartner}, {Role::kOfficer}, {Role::kSupervisor}, {Role::kAdmin}, {Role::kService}};
  const std::vector<Grant> staff = {{Role::kOfficer}, {Role::kSupervisor}, {Role::kAdmin}};
  const std::vector<Grant> officer = {{Role::kOfficer}};
  const std::vector<Grant> admin = {{Role::kAdmin}};
  return {{methods::kGetUnit, anybody},
          {methods::kListUnits, anybody},
          {methods::kGetRegion, anybody},
          {methods::kListCategories, anybody},
          {methods::kLocate, anybody},
          {methods::kPreviewRoute, anybody},
          {methods::kListRules, staff},
          {methods::kListRuleVersions, staff},
          {methods::kReplaceRules, admin},
          {methods::kRestoreRules, admin},
          {methods::kPreviewRules, admin},
          {methods::kSetStaffing, admin},
          {methods::kSetUnitContact, admin},
          {methods::kImportDirectory, admin},
          {methods::kGetCatalog, {{Role::kService}}},
          {methods::kListTickets, staff},
          {methods::kGetTicket, staff},
          {methods::kAcceptTicket, officer},
          {methods::kAssignTicket, officer},
          {methods::kRespondTicket, officer},
          {methods::kRequestInformation, officer},
          {methods::kScheduleTicket, officer},
          {methods::kClassifyTicket, officer},
          {methods::kReturnTicket, officer},
          {methods::kResolveTicket, officer},
          {methods::kArchiveTicket, officer},
          {methods::kDecideRequest, officer},
          {methods::kApplyReporterActions, {{Role::kService, "intake"}}},
          {methods::kApplyClockActions, {{Role::kService, "escalation"}}},
          {methods::kWatchTickets, staff}};
}

}  // namespace salur::routing
