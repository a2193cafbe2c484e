// Who may call what of IntakeService.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/rpc/permissions.h"

namespace salur::intake {

namespace methods {
inline constexpr char kFileComplaint[] = "/salur.intake.v1.IntakeService/FileComplaint";
inline constexpr char kGetComplaint[] = "/salur.intake.v1.IntakeService/GetComplaint";
inline constexpr char kListComplaints[] = "/salur.intake.v1.IntakeService/ListComplaints";
inline constexpr char kTrackComplaint[] = "/salur.intake.v1.IntakeService/TrackComplaint";
inline constexpr char kReplyToUnit[] = "/salur.intake.v1.IntakeService/ReplyToUnit";
inline constexpr char kRateResolution[] = "/salur.intake.v1.IntakeService/RateResolution";
inline constexpr char kReopenComplaint[] = "/salur.intake.v1.IntakeService/ReopenComplaint";
inline constexpr char kWithdrawComplaint[] = "/salur.intake.v1.IntakeService/WithdrawComplaint";
inline constexpr char kRevealReporter[] = "/salur.intake.v1.IntakeService/RevealReporter";
inline constexpr char kWatchComplaints[] = "/salur.intake.v1.IntakeService/WatchComplaints";
inline constexpr char kBatchGetComplaintTexts[] =
    "/salur.intake.v1.IntakeService/BatchGetComplaintTexts";
}  // namespace methods

// Entries of the permission table.
std::map<std::string, std::vector<Grant>> Permissions();

}  // namespace salur::intake
