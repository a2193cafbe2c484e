// data/holidays.csv: date,kind,name,decree and, for local holidays, region_code.
#pragma once

#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "salur/escalation/v1/escalation_service.pb.h"

namespace salur::cli {

// Errors: usage, listing every bad line as "NAME:LINE: reason" (at most twenty): an unknown or
// missing column, a date that does not exist, an unknown kind, an empty name, a local holiday
// without region or another one with it, the same day twice for the same region.
absl::StatusOr<std::vector<escalation::v1::Holiday>> ParseHolidays(std::string_view text,
                                                                   std::string_view name);

}  // namespace salur::cli
