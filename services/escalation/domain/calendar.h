// Working days and due times (design section 7). Pure: a due time is a function of start, limit,
// pauses, place and holiday list, so that a recomputation always gives the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <absl/time/civil_time.h>
#include <absl/time/time.h>

#include "services/escalation/domain/holiday.h"
#include "services/escalation/domain/place.h"

namespace salur::escalation {

// A time during which a clock stands still: from `begin`, included, to `end`, excluded.
// absl::InfiniteFuture() as `end` means that it has not been resumed yet.
struct Pause {
  absl::Time begin;
  absl::Time end;
  bool operator==(const Pause&) const = default;
};

// Pauses of one clock: kept sorted and disjoint whatever comes in; empty intervals are dropped.
class Pauses {
 public:
  Pauses() = default;
  explicit Pauses(std::vector<Pause> pauses);

  // The pause that holds at `time`, or null.
  const Pause* At(absl::Time time) const;
  const std::vector<Pause>& intervals() const { return intervals_; }

 private:
  std::vector<Pause> intervals_;
};

// How much time a promise gives: working days, or running time around the clock. One of the two is
// set and positive.
struct Limit {
  int working_days = 0;
  absl::Duration running_time = absl::ZeroDuration();

  static Limit WorkingDays(int days) { return {days, absl::ZeroDuration()}; }
  static Limit RunningTime(absl::Duration time) { return {0, time}; }
  bool operator==(const Limit&) const = default;
};

inline constexpr int kWorkingDaysMax = 1000;

// Holiday list in the form that questions need. Immutable, so safe to read from any thread.
class Calendar {
 public:
  struct Options {
    bool joint_leave_is_off = true;  // cuti bersama is no working day
  };

  // Knows no holiday: Monday to Friday are working days.
  Calendar() = default;
  explicit Calendar(const std::vector<Holiday>& holidays) : Calendar(holidays, Options{}) {}
  Calendar(const std::vector<Holiday>& holidays, Options options);

  // Monday to Friday, no national holiday, no cuti bersama, no local holiday of `region` or of a
  // region above it.
  bool IsWorkingDay(absl::CivilDay day, std::string_view region) const;

  // Whether a national holiday list of that year is loaded; without one its days are a guess.
  bool HasYear(int year) const { return years_.count(year) > 0; }
  // The last day of the last year up to which every year from `day` on is known, or nothing when
  // the year of `day` is not.
  std::optional<absl::CivilDay> KnownUntil(absl::CivilDay day) const;
  bool empty() const { return years_.empty(); }

 private:
  std::unordered_set<absl::civil_diff_t> days_off_;  // days since 1970-01-01, for the whole nation
  std::unordered_map<std::string, std::unordered_set<absl::civil_diff_t>> local_days_off_;
  std::unordered_set<int> years_;
};

struct DueQuestion {
  absl::Time start;
  Limit limit;
  Place place;
};

// When the promise is due. Working days: the local date of `start` is day 0; due at 24:00 local of
// the Nth working day after it. A working day counts only when the clock runs at its 00:00. Paused
// at the due instant: due at the end of the first working day whose 00:00 is at or after the
// resume. Running time: when that much time has passed outside of pauses.
// absl::InfiniteFuture() while a pause without end keeps it from ever being due.
absl::Time DueTime(const Calendar& calendar, const DueQuestion& question, const Pauses& pauses);

}  // namespace salur::escalation
