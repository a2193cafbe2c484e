// Everything that changes a ticket: pure functions from what it is to what it becomes. Whoever
// calls them holds the ticket's row lock.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/status/status.h>
#include <absl/time/time.h>

#include "services/routing/domain/directory.h"
#include "services/routing/domain/explain.h"
#include "services/routing/domain/ladder.h"
#include "services/routing/domain/router.h"
#include "services/routing/domain/ticket.h"

namespace salur::routing {

inline constexpr char kSystemActor[] = "system";

// Where the phone was: WGS84 degrees, and how far off that may be.
struct FiledPoint {
  double latitude = 0;
  double longitude = 0;
  double accuracy_m = 0;
};

// A complaint as intake reports it.
struct FiledComplaint {
  std::string id;
  std::string tracking_number;
  absl::Time received_time;
  ComplaintClass complaint_class = ComplaintClass::kComplaint;
  std::string category_code;
  std::string region_code;
  std::optional<FiledPoint> point;
  std::optional<LocatedPoint> located;  // of the point, when a village was found
  bool anonymous = false;
  bool confidential = false;
  std::string about_unit_id;
};

// The question that a complaint puts to the router. Points into `complaint`.
RoutingRequest ToRoutingRequest(const FiledComplaint& complaint);

// A decision in the form in which it is stored and shown.
TicketExplanation MakeExplanation(const RuleSet& rules, const Decision& decision);

// The first version of a ticket: FILED, then ASSIGNED_TO_UNIT or TRIAGED.
TicketRecord OpenTicket(const FiledComplaint& complaint, const RuleSet& rules,
                        const Decision& decision, absl::Time now);

// ASSIGNED to IN_PROGRESS. FAILED_PRECONDITION ILLEGAL_STATE with the current state;
// TOO_MANY_FACTS.
absl::Status Accept(TicketRecord& record, const Directory& directory, std::string_view unit_id,
                    std::string_view officer, absl::Time now);

// ASSIGNED or IN_PROGRESS to IN_PROGRESS; `text` is masked already. Errors as above.
absl::Status Respond(TicketRecord& record, const Directory& directory, std::string_view unit_id,
                     std::string_view officer, const std::string& text, absl::Time now);

struct Resolution {
  Outcome outcome = Outcome::kDone;
  std::string answer;       // already masked
  std::string legal_basis;  // already masked; empty unless kCannot
};
// ASSIGNED or IN_PROGRESS to RESOLVED. Errors as above.
absl::Status Resolve(TicketRecord& record, const Directory& directory, std::string_view unit_id,
                     std::string_view officer, const Resolution& resolution, absl::Time now);

// The numbers are those of salur.routing.v1.ClockActionKind.
enum class ClockActionKind { kClimb = 1, kAutoClose = 2, kArchive = 3, kResume = 4 };

struct ClockAction {
  std::string ticket_id;
  ClockActionKind kind = ClockActionKind::kClimb;
  int cycle = 1;
  int step = 1;  // kClimb: the step that would be reached
  absl::Time due_time;
  std::int64_t clock_version = 0;
};

// The numbers are those of salur.routing.v1.ClockActionResult.
enum class ClockActionResult {
  kApplied = 1,
  kAlreadyApplied = 2,
  kNotYet = 3,
  kSuperseded = 4,
  kUnknownTicket = 5,
};

// Decides a proposal of escalation: ALREADY_APPLIED when the same climb (ticket, cycle, step), or
// another action for the same clock_version, is among the facts; SUPERSEDED when the facts have
// moved on or there is no rung above; NOT_YET when `due_time` lies after `now`; else it is applied.
ClockActionResult Apply(TicketRecord& record, const Directory& directory, const ClockAction& action,
                        absl::Time now);

// The rungs ahead of the ticket, from its accountable unit.
std::vector<LadderRung> LadderAhead(const Ticket& ticket, const Directory& directory);

}  // namespace salur::routing
