// Checks requests: all that is wrong at once.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "salur/escalation/v1/escalation_service.pb.h"
#include "services/escalation/storage/clock_store.h"
#include "services/escalation/storage/holiday_store.h"

namespace salur::escalation {

// Everything below: INVALID_ARGUMENT INVALID_FIELDS.
absl::Status CheckGetClocks(const v1::GetClocksRequest& request);

// The query without what depends on the caller. `now` becomes its time.
absl::StatusOr<OverdueQuery> ReadListOverdue(const v1::ListOverdueRequest& request, absl::Time now);

// The token that continues after this ticket.
std::string PageTokenAfter(const OverdueTicket& ticket);

absl::Status CheckListHolidays(const v1::ListHolidaysRequest& request);

absl::StatusOr<HolidayReplacement> ReadReplaceHolidays(const v1::ReplaceHolidaysRequest& request,
                                                       absl::Time now);

}  // namespace salur::escalation
