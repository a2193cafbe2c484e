#include "services/intake/permissions.h"

namespace salur::intake {

std::map<std::string, std::vector<Grant>> Permissions() {
  const std::vector<Grant> partner = {{Role::kPartner}};
  return {{methods::kFileComplaint, {{Role::kPartner}, {Role::kOfficer}}},
          {methods::kGetComplaint, partner},
          {methods::kListComplaints, partner},
          {methods::kTrackComplaint, {{Role::kPublic}}},
          {methods::kReplyToUnit, partner},
          {methods::kRateResolution, partner},
          {methods::kReopenComplaint, partner},
          {methods::kWithdrawComplaint, partner},
          {methods::kRevealReporter, {{Role::kOfficer}, {Role::kSupervisor}}},
          {methods::kWatchComplaints, partner},
          {methods::kBatchGetComplaintTexts, {{Role::kService, "routing"}}}};
}

}  // namespace salur::intake
