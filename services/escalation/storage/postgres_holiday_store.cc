#include "services/escalation/storage/postgres_holiday_store.h"

#include <utility>

#include "common/base/errors.h"
#include "services/escalation/storage/holiday_queries.h"

namespace salur::escalation {
namespace {

using postgres::Params;
using postgres::Rows;
using postgres::Transaction;

std::int64_t ReadVersion(Transaction& transaction) {
  return transaction.Exec(queries::kSelectHolidayVersion).Integer(0, 0);
}

std::vector<Holiday> ReadHolidays(Transaction& transaction, std::int64_t version) {
  const Rows rows = transaction.Exec(queries::kSelectHolidays, Params().Integer(version));
  std::vector<Holiday> holidays;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    Holiday holiday;
    ParseDate(rows.Text(row, 0), &holiday.date);
    holiday.kind = static_cast<HolidayKind>(rows.Integer(row, 1) - 1);
    holiday.name = rows.Text(row, 2);
    holiday.decree = rows.Text(row, 3);
    holiday.region = rows.Text(row, 4);
    holidays.push_back(std::move(holiday));
  }
  // The database may order texts otherwise than the comparison does.
  SortHolidays(holidays);
  return holidays;
}

void InsertList(Transaction& transaction, std::int64_t version,
                const std::vector<Holiday>& holidays, absl::Time now) {
  std::vector<std::string> dates, names, decrees, regions;
  std::vector<std::int64_t> kinds;
  for (const Holiday& holiday : holidays) {
    dates.push_back(FormatDate(holiday.date));
    kinds.push_back(static_cast<int>(holiday.kind) + 1);
    names.push_back(holiday.name);
    decrees.push_back(holiday.decree);
    regions.push_back(holiday.region);
  }
  transaction.Exec(queries::kInsertHolidayList, Params().Integer(version).Time(now));
  transaction.Exec(queries::kInsertHolidays, Params()
                                                 .Integer(version)
                                                 .TextArray(dates)
                                                 .IntegerArray(kinds)
                                                 .TextArray(names)
                                                 .TextArray(decrees)
                                                 .TextArray(regions));
}

}  // namespace

absl::StatusOr<std::int64_t> PostgresHolidayStore::Version() {
  std::int64_t version = 0;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    version = ReadVersion(transaction);
    return absl::OkStatus();
  }));
  return version;
}

absl::StatusOr<HolidayList> PostgresHolidayStore::Current() {
  HolidayList list;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    list.version = ReadVersion(transaction);
    list.holidays = ReadHolidays(transaction, list.version);
    return absl::OkStatus();
  }));
  return list;
}

absl::StatusOr<HolidayChange> PostgresHolidayStore::Replace(const HolidayReplacement& replacement) {
  std::vector<Holiday> wanted = replacement.holidays;
  SortHolidays(wanted);
  HolidayChange change;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) -> absl::Status {
    transaction.Exec(queries::kLockHolidays);
    if (!replacement.validate_only) {
      const Rows answered =
          transaction.Exec(queries::kSelectHolidayRequest, Params().Text(replacement.request_id));
      if (!answered.empty()) {
        change.version = answered.Integer(0, 0);
        change.changed = answered.Boolean(0, 1);
        change.added = static_cast<int>(answered.Integer(0, 2));
        change.removed = static_cast<int>(answered.Integer(0, 3));
        return ReadHolidays(transaction, change.version) == wanted ? absl::OkStatus()
                                                                   : RequestIdReused();
      }
    }
    const std::int64_t version = ReadVersion(transaction);
    change = CompareHolidays(ReadHolidays(transaction, version), wanted);
    change.version = version;
    if (replacement.validate_only) return absl::OkStatus();
    // The first list is stored even when it is empty: then that is what somebody decided.
    change.changed = change.changed || version == 0;
    if (change.changed) {
      change.version = version + 1;
      InsertList(transaction, change.version, wanted, replacement.now);
    }
    transaction.Exec(queries::kInsertHolidayRequest, Params()
                                                         .Text(replacement.request_id)
                                                         .Integer(change.version)
                                                         .Boolean(change.changed)
                                                         .Integer(change.added)
                                                         .Integer(change.removed)
                                                         .Time(replacement.now));
    return absl::OkStatus();
  }));
  return change;
}

}  // namespace salur::escalation
