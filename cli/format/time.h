// Times and lengths of time, in and out. Indonesia's zones are fixed offsets without summer time.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <absl/time/time.h>
#include <google/protobuf/timestamp.pb.h>

#include "cli/format/language.h"

namespace salur::cli {

inline constexpr std::string_view kDefaultZone = "Asia/Jakarta";

absl::Time ToTime(const google::protobuf::Timestamp& timestamp);
google::protobuf::Timestamp ToTimestamp(absl::Time time);

// "2025-11-21 20:01 WIB". An unknown or empty zone reads as Asia/Jakarta.
std::string FormatTime(absl::Time time, std::string_view zone);
// Empty when the timestamp is not set (zero).
std::string FormatTime(const google::protobuf::Timestamp& timestamp,
                       std::string_view zone = kDefaultZone);
// As FormatTime, but a midnight reads as the end of the day before, "2025-11-21 24:00 WIB": so are
// limits in working days understood.
std::string FormatDue(const google::protobuf::Timestamp& timestamp,
                      std::string_view zone = kDefaultZone);

// "Jum 21 Nov 2025" or "Fri 21 Nov 2025", the local date.
std::string FormatDate(absl::Time time, std::string_view zone, Language language);

// RFC 3339, "2025-11-21T20:01:00+07:00".
std::optional<absl::Time> ParseTime(std::string_view text);

// "20s", "1m30s", "500ms", or seconds without unit; positive.
std::optional<absl::Duration> ParseDuration(std::string_view text);

}  // namespace salur::cli
