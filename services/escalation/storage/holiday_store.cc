#include "services/escalation/storage/holiday_store.h"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "common/base/errors.h"

namespace salur::escalation {
namespace {

bool Before(const Holiday& a, const Holiday& b) {
  return std::tie(a.date, a.kind, a.name, a.region, a.decree) <
         std::tie(b.date, b.kind, b.name, b.region, b.decree);
}

}  // namespace

void SortHolidays(std::vector<Holiday>& holidays) {
  std::sort(holidays.begin(), holidays.end(), Before);
}

HolidayChange CompareHolidays(const std::vector<Holiday>& before,
                              const std::vector<Holiday>& after) {
  std::vector<Holiday> added;
  std::vector<Holiday> removed;
  std::set_difference(after.begin(), after.end(), before.begin(), before.end(),
                      std::back_inserter(added), Before);
  std::set_difference(before.begin(), before.end(), after.begin(), after.end(),
                      std::back_inserter(removed), Before);
  HolidayChange change;
  change.added = static_cast<int>(added.size());
  change.removed = static_cast<int>(removed.size());
  change.changed = !added.empty() || !removed.empty();
  return change;
}

absl::Status RequestIdReused() {
  return MakeError(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
                   "this request_id was used for another request");
}

}  // namespace salur::escalation
