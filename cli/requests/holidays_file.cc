#include "cli/requests/holidays_file.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <utility>

#include <absl/time/civil_time.h>

#include "cli/client/error.h"
#include "cli/format/text.h"
#include "cli/requests/csv.h"

namespace salur::cli {
namespace {

using escalation::v1::Holiday;

constexpr std::size_t kProblemsMax = 20;
constexpr std::array<std::string_view, 4> kRequired = {"date", "kind", "name", "decree"};
constexpr std::string_view kRegion = "region_code";
constexpr std::string_view kLocal = "local_holiday";

using Columns = std::map<std::string, std::size_t, std::less<>>;

std::string At(std::string_view name, int line) {
  return std::string(name) + ":" + std::to_string(line) + ": ";
}

absl::StatusOr<Columns> ReadTitle(const CsvRow& title, std::string_view name) {
  Columns columns;
  for (std::size_t i = 0; i < title.cells.size(); ++i) {
    const std::string& cell = title.cells[i];
    const bool known =
        cell == kRegion || std::find(kRequired.begin(), kRequired.end(), cell) != kRequired.end();
    if (!known || !columns.emplace(cell, i).second) {
      return UsageError(At(name, title.line) + "column \"" + Printable(cell) +
                            (known ? "\" is there twice" : "\" is unknown"),
                        "the columns are date,kind,name,decree and optionally region_code");
    }
  }
  for (const std::string_view column : kRequired) {
    if (columns.find(column) != columns.end()) continue;
    return UsageError(At(name, title.line) + "column \"" + std::string(column) + "\" is missing",
                      "the first line is: date,kind,name,decree");
  }
  return columns;
}

bool IsDate(const std::string& text) {
  absl::CivilDay day;
  return text.size() == 10 && absl::ParseCivilTime(text, &day) &&
         absl::FormatCivilTime(day) == text;
}

// What is wrong with one row; empty when nothing is.
std::string Problem(const Holiday& holiday) {
  if (!IsDate(holiday.date())) return "date \"" + holiday.date() + "\": must be a day, YYYY-MM-DD";
  const bool local = holiday.kind() == kLocal;
  if (!local && holiday.kind() != "national_holiday" && holiday.kind() != "joint_leave") {
    return "kind \"" + holiday.kind() +
           "\": must be national_holiday, joint_leave or local_holiday";
  }
  if (holiday.name().empty()) return "name: must not be empty";
  if (local && holiday.region_code().empty()) return "region_code: a local_holiday needs one";
  if (!local && !holiday.region_code().empty()) return "region_code: only a local_holiday has one";
  return {};
}

}  // namespace

absl::StatusOr<std::vector<Holiday>> ParseHolidays(std::string_view text, std::string_view name) {
  if (const std::size_t broken = FindBrokenUtf8(text); broken != std::string_view::npos) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(broken), '\n');
    return UsageError(std::string(name) + ":" + std::to_string(line) + ": not UTF-8");
  }
  SALUR_ASSIGN_OR_RETURN(const std::vector<CsvRow> rows, ParseCsv(text, name));
  if (rows.empty()) return UsageError(std::string(name) + ": the file is empty");
  SALUR_ASSIGN_OR_RETURN(const Columns columns, ReadTitle(rows.front(), name));
  std::vector<Holiday> holidays;
  std::vector<std::string> problems;
  std::map<std::pair<std::string, std::string>, int> seen;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    const auto report = [&](const std::string& what) {
      problems.push_back(At(name, row.line) + Printable(what));
    };
    if (row.cells.size() != columns.size()) {
      report(std::to_string(row.cells.size()) + " cells instead of " +
             std::to_string(columns.size()));
      continue;
    }
    Holiday holiday;
    holiday.set_date(row.cells[columns.at("date")]);
    holiday.set_kind(row.cells[columns.at("kind")]);
    holiday.set_name(row.cells[columns.at("name")]);
    holiday.set_decree(row.cells[columns.at("decree")]);
    const auto region = columns.find(kRegion);
    if (region != columns.end()) holiday.set_region_code(row.cells[region->second]);
    const std::string problem = Problem(holiday);
    const auto [first, fresh] =
        seen.emplace(std::pair(holiday.date(), holiday.region_code()), row.line);
    if (!problem.empty()) {
      report(problem);
    } else if (!fresh) {
      report("the day " + holiday.date() + " stands in line " + std::to_string(first->second) +
             " already");
    }
    holidays.push_back(std::move(holiday));
  }
  if (problems.empty()) return holidays;
  std::string hints;
  for (std::size_t i = 0; i < std::min(problems.size(), kProblemsMax); ++i) {
    hints += (i > 0 ? "\n" : "") + problems[i];
  }
  const std::size_t count = problems.size();
  const std::string lines =
      count == 1 ? "1 line is wrong" : std::to_string(count) + " lines are wrong";
  return UsageError(std::string(name) + ": " + lines + "; nothing was sent", hints);
}

}  // namespace salur::cli
