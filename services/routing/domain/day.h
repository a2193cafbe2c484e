// Local dates as they are written in files and stored: "2026-01-31".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <absl/time/civil_time.h>

namespace salur::routing {

// nullopt unless the text is a day of the calendar in exactly this form.
std::optional<absl::CivilDay> ParseDay(std::string_view text);
std::string DayText(absl::CivilDay day);

}  // namespace salur::routing
