#include "cli/demo/case.h"

#include "cli/format/time.h"

namespace salur::cli {
namespace {

Climb FromFact(int number, const routing::v1::Fact& fact) {
  Climb climb;
  climb.number = number;
  climb.step = fact.step();
  climb.time = ToTime(fact.time());
  climb.due_time = fact.has_due_time() ? ToTime(fact.due_time()) : absl::InfinitePast();
  climb.level = fact.unit_level();
  climb.unit_name = fact.unit_name().empty() ? fact.unit_id() : fact.unit_name();
  climb.time_zone = fact.unit_time_zone();
  return climb;
}

std::size_t Index(common::v1::Level level) {
  return common::v1::Level_IsValid(level) ? static_cast<std::size_t>(level) : 0;
}

}  // namespace

std::vector<Climb> Advance(Case& one, const routing::v1::Ticket& ticket) {
  if (ticket.version() < one.ticket.version()) return {};
  one.ticket = ticket;
  std::vector<Climb> all;
  for (const auto& fact : ticket.facts()) {
    if (fact.kind() == routing::v1::CLIMBED) all.push_back(FromFact(one.number, fact));
  }
  if (all.size() <= one.climbs.size()) return {};
  const auto known = static_cast<std::ptrdiff_t>(one.climbs.size());
  std::vector<Climb> fresh(all.begin() + known, all.end());
  one.climbs = std::move(all);
  return fresh;
}

std::string ProblemOf(const Case& one) {
  const std::string name = "#" + std::to_string(one.number) + " ";
  int expected = 1;
  for (const Climb& climb : one.climbs) {
    if (climb.step != expected) {
      return name + "step " + std::to_string(climb.step) + " where step " +
             std::to_string(expected) + " was due";
    }
    if (climb.time < climb.due_time) {
      return name + "step " + std::to_string(climb.step) + " came before its due time";
    }
    ++expected;
  }
  return {};
}

common::v1::Level FirstLevel(const routing::v1::Ticket& ticket) {
  for (const auto& fact : ticket.facts()) {
    if (fact.kind() == routing::v1::TRIAGED) return common::v1::LEVEL_UNSPECIFIED;
    if (fact.kind() == routing::v1::ASSIGNED_TO_UNIT) return fact.unit_level();
  }
  return common::v1::LEVEL_UNSPECIFIED;
}

bool AtTheTop(const Case& one) { return !one.climbs.empty() && one.ticket.ladder_size() == 0; }

Totals Count(const std::vector<Case>& cases) {
  Totals totals;
  for (const Case& one : cases) {
    ++totals.filed;
    const common::v1::Level level = FirstLevel(one.ticket);
    if (level == common::v1::LEVEL_UNSPECIFIED) {
      ++totals.triage;
    } else {
      ++totals.routed_by_level[Index(level)];
    }
    for (const Climb& climb : one.climbs) {
      ++totals.climbed_to_level[Index(climb.level)];
      ++totals.climbs;
    }
    totals.answered += one.answered ? 1 : 0;
    totals.answered_late += one.answered && !one.climbs.empty() ? 1 : 0;
    totals.waiting += one.answered ? 0 : 1;
  }
  return totals;
}

}  // namespace salur::cli
