// A day off, as a decree declares it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>

#include "common/base/errors.h"

namespace salur::escalation {

enum class HolidayKind {
  kNational,    // hari libur nasional
  kJointLeave,  // cuti bersama
  kLocal,       // a holiday of one region and everything below it
};

struct Holiday {
  absl::CivilDay date;
  HolidayKind kind = HolidayKind::kNational;
  std::string name;
  std::string decree;  // SKB or Keppres it rests on
  std::string region;  // of a local holiday: Kemendagri code; else empty
  bool operator==(const Holiday&) const = default;
};

// One row as text, in the columns of data/holidays.csv; `region` may be empty.
struct HolidayRow {
  std::string_view date;  // 2026-03-20
  std::string_view kind;  // national_holiday, joint_leave or local_holiday
  std::string_view name;
  std::string_view decree;
  std::string_view region;
};

inline constexpr std::size_t kHolidaysMax = 20'000;
inline constexpr std::size_t kHolidayTextBytesMax = 500;
inline constexpr int kHolidayYearMin = 2000;
inline constexpr int kHolidayYearMax = 2100;

// INVALID_ARGUMENT INVALID_FIELDS naming every bad column.
absl::StatusOr<Holiday> ParseHoliday(const HolidayRow& row);

std::string_view HolidayKindName(HolidayKind kind);

// "2026-03-20" to a day; false for anything else, impossible dates included.
bool ParseDate(std::string_view text, absl::CivilDay* day);
std::string FormatDate(absl::CivilDay day);

// Everything wrong with a whole list: bad fields, a local holiday without a region, a national one
// with a region, the same row twice, too many rows. Fields are "holidays[3].region".
std::vector<FieldViolation> CheckHolidays(const std::vector<Holiday>& holidays);

}  // namespace salur::escalation
