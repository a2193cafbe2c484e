#include "services/escalation/domain/calendar.h"

#include <algorithm>
#include <utility>

namespace salur::escalation {
namespace {

constexpr absl::CivilDay kEpochDay(1970, 1, 1);
// A calendar in which no working day comes for this long is broken; the search must still end.
constexpr int kDaysSearchedMax = 20'000;

absl::civil_diff_t Number(absl::CivilDay day) { return day - kEpochDay; }

absl::Time DueByRunningTime(absl::Time start, absl::Duration limit, const Pauses& pauses) {
  absl::Time time = start;
  absl::Duration left = limit;
  for (const Pause& pause : pauses.intervals()) {
    if (pause.end <= time) continue;
    const absl::Duration run = std::max(pause.begin - time, absl::ZeroDuration());
    if (left <= run) break;
    left -= run;
    time = pause.end;
    if (time == absl::InfiniteFuture()) return time;
  }
  return time + left;
}

// Walks over the local days of one place.
class DayWalk {
 public:
  DayWalk(const Calendar& calendar, const Place& place)
      : calendar_(calendar), region_(place.region), zone_(ZoneAt(place.utc_offset_hours)) {}

  absl::CivilDay DayOf(absl::Time time) const { return absl::ToCivilDay(time, zone_); }
  absl::Time Midnight(absl::CivilDay day) const { return absl::FromCivil(day, zone_); }

  // The first working day after `day`; nothing when none comes.
  std::optional<absl::CivilDay> WorkingDayAfter(absl::CivilDay day) const {
    for (int i = 0; i < kDaysSearchedMax; ++i) {
      if (calendar_.IsWorkingDay(++day, region_)) return day;
    }
    return std::nullopt;
  }

  // The first working day whose 00:00 is at or after `time`.
  std::optional<absl::CivilDay> WorkingDayFrom(absl::Time time) const {
    const absl::CivilDay day = DayOf(time);
    return WorkingDayAfter(Midnight(day) >= time ? day - 1 : day);
  }

 private:
  const Calendar& calendar_;
  const std::string& region_;
  const absl::TimeZone zone_;
};

absl::Time DueByWorkingDays(const DayWalk& walk, absl::Time start, int limit,
                            const Pauses& pauses) {
  std::optional<absl::CivilDay> day = walk.DayOf(start);
  for (int counted = 0; counted < limit;) {
    day = walk.WorkingDayAfter(*day);
    if (!day.has_value()) return absl::InfiniteFuture();
    const Pause* pause = pauses.At(walk.Midnight(*day));
    if (pause == nullptr) {
      ++counted;
    } else if (pause->end == absl::InfiniteFuture()) {
      return absl::InfiniteFuture();
    }
  }
  absl::Time due = walk.Midnight(*day + 1);
  // The new due instant may lie in a later pause; the rule then holds for that one.
  while (const Pause* pause = pauses.At(due)) {
    if (pause->end == absl::InfiniteFuture()) return absl::InfiniteFuture();
    day = walk.WorkingDayFrom(pause->end);
    if (!day.has_value()) return absl::InfiniteFuture();
    due = walk.Midnight(*day + 1);
  }
  return due;
}

}  // namespace

Pauses::Pauses(std::vector<Pause> pauses) {
  std::sort(pauses.begin(), pauses.end(),
            [](const Pause& a, const Pause& b) { return a.begin < b.begin; });
  for (const Pause& pause : pauses) {
    if (pause.end <= pause.begin) continue;
    if (!intervals_.empty() && pause.begin <= intervals_.back().end) {
      intervals_.back().end = std::max(intervals_.back().end, pause.end);
    } else {
      intervals_.push_back(pause);
    }
  }
}

const Pause* Pauses::At(absl::Time time) const {
  for (const Pause& pause : intervals_) {
    if (pause.begin > time) return nullptr;
    if (time < pause.end) return &pause;
  }
  return nullptr;
}

Calendar::Calendar(const std::vector<Holiday>& holidays, Options options) {
  for (const Holiday& holiday : holidays) {
    if (holiday.kind == HolidayKind::kLocal) {
      local_days_off_[holiday.region].insert(Number(holiday.date));
      continue;
    }
    years_.insert(static_cast<int>(holiday.date.year()));
    if (holiday.kind == HolidayKind::kNational || options.joint_leave_is_off) {
      days_off_.insert(Number(holiday.date));
    }
  }
}

bool Calendar::IsWorkingDay(absl::CivilDay day, std::string_view region) const {
  const absl::Weekday weekday = absl::GetWeekday(day);
  if (weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday) return false;
  const absl::civil_diff_t number = Number(day);
  if (days_off_.count(number) > 0) return false;
  if (local_days_off_.empty()) return true;
  while (!region.empty()) {
    const auto found = local_days_off_.find(std::string(region));
    if (found != local_days_off_.end() && found->second.count(number) > 0) return false;
    const std::size_t dot = region.rfind('.');
    region = dot == std::string_view::npos ? std::string_view() : region.substr(0, dot);
  }
  return true;
}

std::optional<absl::CivilDay> Calendar::KnownUntil(absl::CivilDay day) const {
  int year = static_cast<int>(day.year());
  if (!HasYear(year)) return std::nullopt;
  while (HasYear(year + 1)) ++year;
  return absl::CivilDay(year, 12, 31);
}

absl::Time DueTime(const Calendar& calendar, const DueQuestion& question, const Pauses& pauses) {
  if (question.limit.working_days > 0) {
    return DueByWorkingDays(DayWalk(calendar, question.place), question.start,
                            question.limit.working_days, pauses);
  }
  return DueByRunningTime(question.start, question.limit.running_time, pauses);
}

}  // namespace salur::escalation
