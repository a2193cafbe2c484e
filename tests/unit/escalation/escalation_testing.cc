#include "tests/unit/escalation/escalation_testing.h"

#include <fstream>
#include <stdexcept>
#include <utility>

namespace salur::escalation {
namespace {

std::vector<std::string> SplitColumns(const std::string& line) {
  std::vector<std::string> columns(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      columns.emplace_back();
    } else if (c != '\r') {
      columns.back() += c;
    }
  }
  return columns;
}

TicketState StateAfter(FactKind kind, TicketState before) {
  switch (kind) {
    case FactKind::kTriaged:
      return TicketState::kTriage;
    case FactKind::kAssigned:
    case FactKind::kReopened:
      return TicketState::kAssigned;
    case FactKind::kAccepted:
    case FactKind::kResumed:
      return TicketState::kInProgress;
    case FactKind::kInformationRequested:
      return TicketState::kWaitingForReporter;
    case FactKind::kResolved:
      return TicketState::kResolved;
    case FactKind::kClosed:
      return TicketState::kClosed;
    case FactKind::kArchived:
      return TicketState::kArchived;
    case FactKind::kWithdrawn:
      return TicketState::kWithdrawn;
    case FactKind::kMerged:
      return TicketState::kMerged;
    default:
      return before;
  }
}

}  // namespace

std::vector<std::vector<std::string>> HolidayColumns() {
  std::ifstream file(SALUR_SOURCE_DIR "/data/holidays.csv");
  if (!file) throw std::runtime_error("data/holidays.csv is missing");
  std::vector<std::vector<std::string>> rows;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) rows.push_back(SplitColumns(line));
  return rows;
}

std::vector<Holiday> NationalHolidays() {
  std::vector<Holiday> holidays;
  for (const std::vector<std::string>& row : HolidayColumns()) {
    const auto holiday = ParseHoliday({row.at(0), row.at(1), row.at(2), row.at(3), ""});
    if (!holiday.ok()) throw std::runtime_error(holiday.status().ToString());
    holidays.push_back(*holiday);
  }
  return holidays;
}

absl::Time Local(std::string_view text, int utc_offset_hours) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime("%Y-%m-%d %H:%M", std::string(text), ZoneAt(utc_offset_hours), &time,
                       &error)) {
    throw std::runtime_error(std::string(text) + ": " + error);
  }
  return time;
}

std::string Show(absl::Time time, int utc_offset_hours) {
  return absl::FormatTime("%Y-%m-%d %H:%M %Ez", time, ZoneAt(utc_offset_hours)).substr(0, 20);
}

std::vector<Rung> LadderAbove(std::string_view unit_id, TicketClass ticket_class,
                              int utc_offset_hours) {
  std::vector<Rung> ladder;
  std::string region(RegionOfUnit(unit_id));
  if (unit_id.find(':') != std::string_view::npos && !region.empty()) {
    ladder.push_back({region, {utc_offset_hours, region}});  // the head of its region
  }
  while (!region.empty()) {
    const std::size_t dot = region.rfind('.');
    region = dot == std::string::npos ? "" : region.substr(0, dot);
    if (region.empty()) {
      ladder.push_back({std::string(kRootUnit), Place{}});
    } else {
      ladder.push_back({region, {utc_offset_hours, region}});
    }
  }
  if (ticket_class == TicketClass::kAspiration) {
    std::erase_if(ladder,
                  [](const Rung& rung) { return LevelOfUnit(rung.unit_id) > Level::kKabkota; });
  }
  return ladder;
}

TicketBuilder::TicketBuilder(absl::Time filed, TicketClass ticket_class) {
  ticket_.ticket_id = "0198f000-0000-7000-8000-000000000001";
  ticket_.ticket_class = ticket_class;
  ticket_.handling_unit_id = std::string(kRootUnit);
  ticket_.accountable_unit_id = std::string(kRootUnit);
  Add(FactKind::kFiled, filed);
}

Fact& TicketBuilder::Add(FactKind kind, absl::Time time) {
  Fact fact;
  fact.number = static_cast<int>(ticket_.facts.size()) + 1;
  fact.kind = kind;
  fact.time = time;
  fact.cycle = ticket_.cycle;
  fact.step = ticket_.step;
  ticket_.facts.push_back(std::move(fact));
  ticket_.state = StateAfter(kind, ticket_.state);
  ++ticket_.version;
  ++ticket_.clock_version;
  return ticket_.facts.back();
}

TicketBuilder& TicketBuilder::Triaged(absl::Time time) {
  Add(FactKind::kTriaged, time);
  return *this;
}

TicketBuilder& TicketBuilder::Assigned(absl::Time time, std::string unit_id, int utc_offset_hours) {
  Fact& fact = Add(FactKind::kAssigned, time);
  fact.unit_id = unit_id;
  fact.place = {utc_offset_hours, std::string(RegionOfUnit(unit_id))};
  ticket_.handling_unit_id = unit_id;
  ticket_.accountable_unit_id = unit_id;
  ticket_.region_code = fact.place.region;
  ticket_.ladder = LadderAbove(unit_id, ticket_.ticket_class, utc_offset_hours);
  return *this;
}

TicketBuilder& TicketBuilder::With(FactKind kind, absl::Time time) {
  Add(kind, time);
  return *this;
}

TicketBuilder& TicketBuilder::Climbed(absl::Time time) {
  if (ticket_.ladder.empty()) throw std::runtime_error("no rung is left");
  ++ticket_.step;
  Fact& fact = Add(FactKind::kClimbed, time);
  fact.unit_id = ticket_.ladder.front().unit_id;
  fact.place = ticket_.ladder.front().place;
  ticket_.accountable_unit_id = fact.unit_id;
  ticket_.ladder.erase(ticket_.ladder.begin());
  return *this;
}

TicketBuilder& TicketBuilder::Reopened(absl::Time time) {
  ++ticket_.cycle;
  ticket_.step = 0;
  Add(FactKind::kReopened, time);
  return *this;
}

}  // namespace salur::escalation
