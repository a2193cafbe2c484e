#include "services/escalation/domain/policy.h"

#include <cstddef>
#include <tuple>

namespace salur::escalation {
namespace {

template <typename T>
bool Holds(const std::optional<T>& condition, const T& value) {
  return !condition.has_value() || *condition == value;
}

bool HoldsFor(const PolicyRow& row, const PolicyQuestion& question) {
  return row.kind == question.kind && row.valid_from <= question.filed_on &&
         Holds(row.ticket_class, question.ticket_class) &&
         Holds(row.needs_supervision, question.needs_supervision) &&
         Holds(row.always_calendar, question.always_calendar) && Holds(row.level, question.level) &&
         IsWithin(question.region_code, row.region_prefix) &&
         (row.category_code.empty() || row.category_code == question.category_code);
}

auto Weight(const PolicyRow& row) {
  const int conditions = int{row.ticket_class.has_value()} +
                         int{row.needs_supervision.has_value()} +
                         int{row.always_calendar.has_value()} + int{row.level.has_value()};
  return std::tuple(row.region_prefix.size(), !row.category_code.empty(), conditions,
                    row.valid_from);
}

constexpr auto kComplaint = TicketClass::kComplaint;
constexpr auto kAspiration = TicketClass::kAspiration;
constexpr auto kInformation = TicketClass::kInformationRequest;

PolicyRow Days(ClockKind kind, int working_days) {
  PolicyRow row;
  row.kind = kind;
  row.limit = Limit::WorkingDays(working_days);
  row.always_calendar = false;
  return row;
}

PolicyRow DaysForClass(TicketClass ticket_class, std::optional<bool> needs_supervision,
                       int working_days) {
  PolicyRow row = Days(ClockKind::kResolution, working_days);
  row.ticket_class = ticket_class;
  row.needs_supervision = needs_supervision;
  return row;
}

PolicyRow DaysAtLevel(Level level, int working_days) {
  PolicyRow row = Days(ClockKind::kLevel, working_days);
  row.level = level;
  return row;
}

PolicyRow AroundTheClock(ClockKind kind, int hours) {
  PolicyRow row;
  row.kind = kind;
  row.limit = Limit::RunningTime(absl::Hours(hours));
  row.always_calendar = true;
  return row;
}

// For both calendars: what these promises measure has nothing to do with the category.
PolicyRow DaysForAll(ClockKind kind, int working_days) {
  PolicyRow row = Days(kind, working_days);
  row.always_calendar.reset();
  return row;
}

}  // namespace

std::string_view ClockKindName(ClockKind kind) {
  switch (kind) {
    case ClockKind::kDispatch:
      return "DISPATCH";
    case ClockKind::kFirstResponse:
      return "FIRST_RESPONSE";
    case ClockKind::kResolution:
      return "RESOLUTION";
    case ClockKind::kLevel:
      return "LEVEL";
    case ClockKind::kAutoClose:
      return "AUTO_CLOSE";
    case ClockKind::kReporterReply:
      return "REPORTER_REPLY";
  }
  return "";
}

std::optional<Limit> Policy::LimitFor(const PolicyQuestion& question) const {
  const PolicyRow* best = nullptr;
  for (const PolicyRow& row : rows_) {
    if (!HoldsFor(row, question)) continue;
    if (best == nullptr || Weight(*best) < Weight(row)) best = &row;
  }
  if (best == nullptr) return std::nullopt;
  return best->limit;
}

const std::vector<PolicyRow>& DefaultPolicyRows() {
  // Permen PANRB 62/2018 (3, 5, 14 and 60 working days) and design section 7.
  static const std::vector<PolicyRow> kDefaultPolicyRows = {
      DaysForAll(ClockKind::kDispatch, 3),
      Days(ClockKind::kFirstResponse, 5),
      DaysForClass(kInformation, std::nullopt, 5),
      DaysForClass(kAspiration, std::nullopt, 5),
      DaysForClass(kComplaint, false, 14),
      DaysForClass(kComplaint, true, 60),
      // Nobody climbs to a village; should it happen, its clock must not stand still.
      DaysAtLevel(Level::kKelurahanDesa, 3),
      DaysAtLevel(Level::kKecamatan, 3),
      DaysAtLevel(Level::kKabkota, 5),
      DaysAtLevel(Level::kProvinsi, 10),
      DaysAtLevel(Level::kNational, 10),
      DaysForAll(ClockKind::kAutoClose, 10),
      DaysForAll(ClockKind::kReporterReply, 10),
      AroundTheClock(ClockKind::kFirstResponse, 24),
      AroundTheClock(ClockKind::kResolution, 72),
      AroundTheClock(ClockKind::kLevel, 24),
  };
  return kDefaultPolicyRows;
}

}  // namespace salur::escalation
