// The port to the holiday lists. The newest list holds.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/escalation/domain/holiday.h"

namespace salur::escalation {

struct HolidayList {
  std::int64_t version = 0;       // 0: no list was ever stored
  std::vector<Holiday> holidays;  // by date, kind, name, region
};

struct HolidayReplacement {
  std::string request_id;
  std::vector<Holiday> holidays;  // checked by CheckHolidays
  bool validate_only = false;     // answers what would change and stores nothing
  absl::Time now;
};

struct HolidayChange {
  std::int64_t version = 0;  // the one that holds afterwards
  bool changed = false;
  int added = 0;
  int removed = 0;
  bool operator==(const HolidayChange&) const = default;
};

// Errors of all calls: as common/postgres tells. Thread-safe.
class HolidayStore {
 public:
  virtual ~HolidayStore() = default;

  // The version that holds; 0 before the first.
  virtual absl::StatusOr<std::int64_t> Version() = 0;
  virtual absl::StatusOr<HolidayList> Current() = 0;
  // Replaces the whole list; the same list in another order changes nothing. The same request_id
  // gets the first answer again; with another list INVALID_ARGUMENT REQUEST_ID_REUSED.
  virtual absl::StatusOr<HolidayChange> Replace(const HolidayReplacement& replacement) = 0;
};

// In the order in which lists are stored and compared.
void SortHolidays(std::vector<Holiday>& holidays);

// What a replacement adds and removes; both lists sorted. version stays 0.
HolidayChange CompareHolidays(const std::vector<Holiday>& before,
                              const std::vector<Holiday>& after);

// INVALID_ARGUMENT REQUEST_ID_REUSED.
absl::Status RequestIdReused();

}  // namespace salur::escalation
