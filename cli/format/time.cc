#include "cli/format/time.h"

#include <array>

#include <absl/strings/numbers.h>

namespace salur::cli {
namespace {

struct Zone {
  std::string_view name;
  std::string_view label;
  int hours;
};

constexpr std::array kZones = {Zone{"Asia/Jakarta", "WIB", 7}, Zone{"Asia/Pontianak", "WIB", 7},
                               Zone{"Asia/Makassar", "WITA", 8}, Zone{"Asia/Jayapura", "WIT", 9}};

const Zone& FindZone(std::string_view name) {
  for (const Zone& zone : kZones) {
    if (zone.name == name) return zone;
  }
  return kZones.front();
}

absl::TimeZone Offset(const Zone& zone) { return absl::FixedTimeZone(zone.hours * 60 * 60); }

constexpr std::array<std::string_view, 7> kDaysId = {"Sen", "Sel", "Rab", "Kam",
                                                     "Jum", "Sab", "Min"};
constexpr std::array<std::string_view, 7> kDaysEn = {"Mon", "Tue", "Wed", "Thu",
                                                     "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 12> kMonthsId = {"Jan", "Feb", "Mar", "Apr", "Mei", "Jun",
                                                        "Jul", "Agu", "Sep", "Okt", "Nov", "Des"};
constexpr std::array<std::string_view, 12> kMonthsEn = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

bool IsSet(const google::protobuf::Timestamp& timestamp) {
  return timestamp.seconds() != 0 || timestamp.nanos() != 0;
}

}  // namespace

absl::Time ToTime(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixSeconds(timestamp.seconds()) + absl::Nanoseconds(timestamp.nanos());
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const timespec parts = absl::ToTimespec(time);
  timestamp.set_seconds(parts.tv_sec);
  timestamp.set_nanos(static_cast<std::int32_t>(parts.tv_nsec));
  return timestamp;
}

std::string FormatTime(absl::Time time, std::string_view zone) {
  const Zone& found = FindZone(zone);
  return absl::FormatTime("%Y-%m-%d %H:%M ", time, Offset(found)) + std::string(found.label);
}

std::string FormatTime(const google::protobuf::Timestamp& timestamp, std::string_view zone) {
  return IsSet(timestamp) ? FormatTime(ToTime(timestamp), zone) : std::string();
}

std::string FormatDue(const google::protobuf::Timestamp& timestamp, std::string_view zone) {
  if (!IsSet(timestamp)) return {};
  const Zone& found = FindZone(zone);
  const absl::CivilSecond local = absl::ToCivilSecond(ToTime(timestamp), Offset(found));
  if (local != absl::CivilSecond(absl::CivilDay(local))) return FormatTime(timestamp, zone);
  return absl::FormatCivilTime(absl::CivilDay(local) - 1) + " 24:00 " + std::string(found.label);
}

std::string FormatDate(absl::Time time, std::string_view zone, Language language) {
  const bool indonesian = language == Language::kIndonesian;
  const absl::CivilDay day = absl::ToCivilDay(time, Offset(FindZone(zone)));
  const auto weekday = static_cast<std::size_t>(absl::GetWeekday(day));
  const auto month = static_cast<std::size_t>(day.month() - 1);
  const std::string number = std::to_string(day.day());
  std::string result((indonesian ? kDaysId : kDaysEn)[weekday]);
  result += (number.size() == 1 ? " 0" : " ") + number + ' ';
  result += (indonesian ? kMonthsId : kMonthsEn)[month];
  return result + ' ' + std::to_string(day.year());
}

std::optional<absl::Time> ParseTime(std::string_view text) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, std::string(text), &time, &error)) return std::nullopt;
  return time;
}

std::optional<absl::Duration> ParseDuration(std::string_view text) {
  const std::string copy(text);
  absl::Duration duration;
  double seconds = 0;
  if (absl::SimpleAtod(copy, &seconds)) {
    duration = absl::Seconds(seconds);
  } else if (!absl::ParseDuration(copy, &duration)) {
    return std::nullopt;
  }
  // Not infinite and not absurd, so that a deadline can be computed from it.
  if (duration <= absl::ZeroDuration() || duration > absl::Hours(24)) return std::nullopt;
  return duration;
}

}  // namespace salur::cli
