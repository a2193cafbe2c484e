// Who may call what of DirectoryService and TicketService.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/rpc/permissions.h"

namespace salur::routing {

namespace methods {
inline constexpr char kGetUnit[] = "/salur.routing.v1.DirectoryService/GetUnit";
inline constexpr char kListUnits[] = "/salur.routing.v1.DirectoryService/ListUnits";
inline constexpr char kGetRegion[] = "/salur.routing.v1.DirectoryService/GetRegion";
inline constexpr char kListCategories[] = "/salur.routing.v1.DirectoryService/ListCategories";
inline constexpr char kLocate[] = "/salur.routing.v1.DirectoryService/Locate";
inline constexpr char kPreviewRoute[] = "/salur.routing.v1.DirectoryService/PreviewRoute";
inline constexpr char kListRules[] = "/salur.routing.v1.DirectoryService/ListRules";
inline constexpr char kListRuleVersions[] = "/salur.routing.v1.DirectoryService/ListRuleVersions";
inline constexpr char kReplaceRules[] = "/salur.routing.v1.DirectoryService/ReplaceRules";
inline constexpr char kRestoreRules[] = "/salur.routing.v1.DirectoryService/RestoreRules";
inline constexpr char kPreviewRules[] = "/salur.routing.v1.DirectoryService/PreviewRules";
inline constexpr char kSetStaffing[] = "/salur.routing.v1.DirectoryService/SetStaffing";
inline constexpr char kSetUnitContact[] = "/salur.routing.v1.DirectoryService/SetUnitContact";
inline constexpr char kImportDirectory[] = "/salur.routing.v1.DirectoryService/ImportDirectory";
inline constexpr char kGetCatalog[] = "/salur.routing.v1.DirectoryService/GetCatalog";

inline constexpr char kListTickets[] = "/salur.routing.v1.TicketService/ListTickets";
inline constexpr char kGetTicket[] = "/salur.routing.v1.TicketService/GetTicket";
inline constexpr char kAcceptTicket[] = "/salur.routing.v1.TicketService/AcceptTicket";
inline constexpr char kAssignTicket[] = "/salur.routing.v1.TicketService/AssignTicket";
inline constexpr char kRespondTicket[] = "/salur.routing.v1.TicketService/RespondTicket";
inline constexpr char kRequestInformation[] = "/salur.routing.v1.TicketService/RequestInformation";
inline constexpr char kScheduleTicket[] = "/salur.routing.v1.TicketService/ScheduleTicket";
inline constexpr char kClassifyTicket[] = "/salur.routing.v1.TicketService/ClassifyTicket";
inline constexpr char kReturnTicket[] = "/salur.routing.v1.TicketService/ReturnTicket";
inline constexpr char kResolveTicket[] = "/salur.routing.v1.TicketService/ResolveTicket";
inline constexpr char kArchiveTicket[] = "/salur.routing.v1.TicketService/ArchiveTicket";
inline constexpr char kDecideRequest[] = "/salur.routing.v1.TicketService/DecideRequest";
inline constexpr char kApplyReporterActions[] =
    "/salur.routing.v1.TicketService/ApplyReporterActions";
inline constexpr char kApplyClockActions[] = "/salur.routing.v1.TicketService/ApplyClockActions";
inline constexpr char kWatchTickets[] = "/salur.routing.v1.TicketService/WatchTickets";
}  // namespace methods

// Entries of the permission table. The scope within a method is the handler's to check.
std::map<std::string, std::vector<Grant>> Permissions();

}  // namespace salur::routing
