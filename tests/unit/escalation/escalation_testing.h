// What the tests of escalation share: the real holiday list, readable times, tickets made of facts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <absl/time/time.h>

#include "services/escalation/domain/calendar.h"
#include "services/escalation/domain/holiday.h"
#include "services/escalation/domain/ticket_facts.h"

namespace salur::escalation {

// The lines of data/holidays.csv without the header, split into columns.
std::vector<std::vector<std::string>> HolidayColumns();

// data/holidays.csv, parsed.
std::vector<Holiday> NationalHolidays();

// "2026-03-13 10:00" as a local time at that offset.
absl::Time Local(std::string_view text, int utc_offset_hours = 7);

// "2026-03-26 00:00 +07" for messages and comparisons.
std::string Show(absl::Time time, int utc_offset_hours = 7);

inline Place Jakarta(std::string region = "31.71.01.1001") { return {7, std::move(region)}; }

// A ticket that grows by facts, in the way in which routing writes them. The ladder of a village in
// Gambir unless told otherwise.
class TicketBuilder {
 public:
  explicit TicketBuilder(absl::Time filed, TicketClass ticket_class = TicketClass::kComplaint);

  TicketBuilder& Triaged(absl::Time time);
  TicketBuilder& Assigned(absl::Time time, std::string unit_id, int utc_offset_hours = 7);
  TicketBuilder& With(FactKind kind, absl::Time time);
  // Takes the next rung of the ladder.
  TicketBuilder& Climbed(absl::Time time);
  TicketBuilder& Reopened(absl::Time time);

  TicketFacts& ticket() { return ticket_; }
  const TicketFacts& ticket() const { return ticket_; }

 private:
  Fact& Add(FactKind kind, absl::Time time);

  TicketFacts ticket_;
};

// The rungs above a unit, as routing sends them: region units up to "ID", aspirations to the
// kabkota.
std::vector<Rung> LadderAbove(std::string_view unit_id, TicketClass ticket_class,
                              int utc_offset_hours = 7);

}  // namespace salur::escalation
