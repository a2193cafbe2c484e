#include "services/escalation/converters.h"

#include <algorithm>

#include "common/base/errors.h"
#include "common/base/limits.h"
#include "common/base/uuid.h"
#include "common/rpc/time_conversion.h"

namespace salur::escalation {
namespace {

using Violations = std::vector<FieldViolation>;

constexpr std::size_t kIdBytesMax = 128;

absl::Time ToMicroseconds(const google::protobuf::Timestamp& timestamp) {
  return absl::FromUnixMicros(absl::ToUnixMicros(FromTimestamp(timestamp)));
}

// Ids stand in a column where a space and "@" separate.
bool IsPlain(const std::string& id) {
  return id.size() <= kIdBytesMax &&
         std::all_of(id.begin(), id.end(), [](char c) { return c > ' ' && c < 0x7f && c != '@'; });
}

std::string ReadUnit(const std::string& id, const std::string& field, Violations* violations) {
  if (!IsPlain(id)) violations->push_back({field, "is no unit id"});
  return id.empty() ? std::string(kRootUnit) : id;
}

Place ReadPlace(const std::string& region_code, const std::string& zone, const std::string& field,
                Violations* violations) {
  Place place;
  place.region = region_code == kRootUnit ? "" : region_code;
  if (!place.region.empty() && !IsRegionCode(place.region)) {
    violations->push_back({field + "region_code", "is no region code"});
  }
  if (zone.empty()) return place;
  const auto offset = ParseZone(zone);
  if (offset.ok()) {
    place.utc_offset_hours = *offset;
  } else {
    violations->push_back({field + "time_zone", std::string(offset.status().message())});
  }
  return place;
}

Fact ReadFact(const routing::v1::Fact& message, int number, Violations* violations) {
  const std::string field = "facts[" + std::to_string(number - 1) + "].";
  Fact fact;
  fact.number = message.number();
  fact.kind = static_cast<FactKind>(message.kind());
  fact.cycle = message.cycle();
  fact.step = message.step();
  fact.unit_id = message.unit_id();
  fact.place =
      ReadPlace(message.unit_region_code(), message.unit_time_zone(), field + "unit_", violations);
  if (fact.number != number) violations->push_back({field + "number", "facts have a gap"});
  if (static_cast<int>(message.kind()) < 1) violations->push_back({field + "kind", "is missing"});
  if (fact.cycle < 1) violations->push_back({field + "cycle", "must be at least 1"});
  if (fact.step < 0) violations->push_back({field + "step", "must not be negative"});
  if (!IsPlain(fact.unit_id)) violations->push_back({field + "unit_id", "is no unit id"});
  if (!message.has_time() || !IsValidTimestamp(message.time())) {
    violations->push_back({field + "time", "is missing or no time"});
  } else {
    fact.time = ToMicroseconds(message.time());
  }
  if (message.has_due_time() && IsValidTimestamp(message.due_time())) {
    fact.due_time = ToMicroseconds(message.due_time());
  }
  return fact;
}

void ReadFacts(const routing::v1::Ticket& message, TicketFacts* ticket, Violations* violations) {
  if (message.facts().empty() || message.facts_size() > limits::kFactsMax) {
    violations->push_back({"facts", "must be 1 to 200"});
    return;
  }
  for (const routing::v1::Fact& fact : message.facts()) {
    const int number = static_cast<int>(ticket->facts.size()) + 1;
    ticket->facts.push_back(ReadFact(fact, number, violations));
  }
  if (ticket->facts.front().kind != FactKind::kFiled) {
    violations->push_back({"facts[0].kind", "the first fact must be FILED"});
  }
}

void ReadLadder(const routing::v1::Ticket& message, TicketFacts* ticket, Violations* violations) {
  for (const routing::v1::Rung& rung : message.ladder()) {
    const std::string field = "ladder[" + std::to_string(ticket->ladder.size()) + "].";
    if (rung.unit_id().empty()) violations->push_back({field + "unit_id", "is missing"});
    Place place = ReadPlace(rung.region_code(), rung.time_zone(), field, violations);
    place.region = RegionOfUnit(rung.unit_id());
    ticket->ladder.push_back({ReadUnit(rung.unit_id(), field + "unit_id", violations), place});
  }
}

}  // namespace

absl::StatusOr<TicketFacts> FromProto(const routing::v1::Ticket& message) {
  Violations violations;
  TicketFacts ticket;
  ticket.ticket_id = message.ticket_id();
  if (!IsUuid(ticket.ticket_id)) violations.push_back({"ticket_id", "is no UUID"});
  if (message.state() < routing::v1::TRIAGE || message.state() > routing::v1::MERGED) {
    violations.push_back({"state", "is missing or not known"});
  }
  if (message.class_() < common::v1::COMPLAINT ||
      message.class_() > common::v1::INFORMATION_REQUEST) {
    violations.push_back({"class", "is missing or not known"});
  }
  ticket.state = static_cast<TicketState>(message.state());
  ticket.ticket_class = static_cast<TicketClass>(message.class_());
  ticket.category_code = message.category_code();
  if (!IsPlain(ticket.category_code)) violations.push_back({"category_code", "is no code"});
  ticket.needs_supervision = message.needs_supervision();
  ticket.always_calendar = message.always_calendar();
  ticket.confidential = message.confidential();
  ticket.region_code = message.region_code() == kRootUnit ? "" : message.region_code();
  if (!IsPlain(ticket.region_code)) violations.push_back({"region_code", "is no code"});
  ticket.handling_unit_id = ReadUnit(message.handling_unit_id(), "handling_unit_id", &violations);
  ticket.accountable_unit_id =
      ReadUnit(message.accountable_unit_id(), "accountable_unit_id", &violations);
  ticket.cycle = message.cycle();
  ticket.step = message.step();
  ticket.version = message.version();
  ticket.clock_version = message.clock_version();
  if (ticket.cycle < 1) violations.push_back({"cycle", "must be at least 1"});
  if (ticket.step < 0) violations.push_back({"step", "must not be negative"});
  if (ticket.version < 1) violations.push_back({"version", "must be at least 1"});
  if (ticket.clock_version < 0) violations.push_back({"clock_version", "must not be negative"});
  ReadFacts(message, &ticket, &violations);
  ReadLadder(message, &ticket, &violations);
  if (violations.empty()) return ticket;
  std::string text = "ticket cannot be used:";
  for (const FieldViolation& violation : violations) {
    text += " " + violation.field + " " + violation.description + ";";
  }
  return MakeError(absl::StatusCode::kInvalidArgument, "INVALID_TICKET", text);
}

Holiday FromProto(const v1::Holiday& message, const std::string& prefix,
                  std::vector<FieldViolation>* violations) {
  const auto holiday = ParseHoliday(
      {message.date(), message.kind(), message.name(), message.decree(), message.region_code()});
  if (holiday.ok()) return *holiday;
  for (FieldViolation& violation : ErrorViolations(holiday.status())) {
    const std::string field = violation.field == "region" ? "region_code" : violation.field;
    violations->push_back({prefix + field, violation.description});
  }
  return Holiday{};
}

void ToProto(const Proposal& proposal, routing::v1::ClockAction* message) {
  message->set_ticket_id(proposal.ticket_id);
  message->set_cycle(proposal.action.cycle);
  message->set_step(proposal.action.step);
  message->set_action(static_cast<routing::v1::ClockActionKind>(proposal.action.kind));
  message->set_clock_version(proposal.action.clock_version);
  SetTimestamp(proposal.action.due_time, message->mutable_due_time());
}

void ToProto(const Holiday& holiday, v1::Holiday* message) {
  message->set_date(FormatDate(holiday.date));
  message->set_kind(std::string(HolidayKindName(holiday.kind)));
  message->set_name(holiday.name);
  message->set_decree(holiday.decree);
  message->set_region_code(holiday.region);
}

void ToProto(const OverdueTicket& ticket, v1::OverdueTicket* message) {
  message->set_ticket_id(ticket.ticket_id);
  message->set_accountable_unit_id(ticket.accountable_unit_id);
  message->set_accountable_level(
      static_cast<common::v1::Level>(LevelOfUnit(ticket.accountable_unit_id)));
  message->set_handling_unit_id(ticket.handling_unit_id);
  message->set_kind(static_cast<v1::ClockKind>(ticket.late.kind));
  message->set_step(ticket.step);
  SetTimestamp(ticket.late.due_time, message->mutable_due_time());
  if (ticket.next_climb_time.has_value()) {
    SetTimestamp(*ticket.next_climb_time, message->mutable_next_climb_time());
  }
}

void ToProto(const TicketClock& clock, absl::Time now, v1::TicketClock* message) {
  message->set_kind(static_cast<v1::ClockKind>(clock.kind));
  message->set_state(static_cast<v1::ClockState>(StateAt(clock, now)));
  message->set_limit(LimitText(clock.limit));
  message->set_cycle(clock.cycle);
  message->set_step(clock.step);
  message->set_unit_id(clock.unit_id);
  message->set_time_zone(std::string(ZoneName(clock.place.utc_offset_hours)));
  SetTimestamp(clock.start_time, message->mutable_start_time());
  if (clock.due_time != absl::InfiniteFuture()) {
    SetTimestamp(clock.due_time, message->mutable_due_time());
  }
  if (clock.met_time.has_value()) SetTimestamp(*clock.met_time, message->mutable_met_time());
}

std::string LimitText(const Limit& limit) {
  const auto plural = [](std::int64_t count, const std::string& unit) {
    return std::to_string(count) + " " + unit + (count == 1 ? "" : "s");
  };
  if (limit.working_days > 0) return plural(limit.working_days, "working day");
  return plural(absl::ToInt64Hours(limit.running_time), "hour");
}

}  // namespace salur::escalation
