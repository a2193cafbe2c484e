// The work record of the units that must answer a complaint, and the numbered facts about it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <absl/time/time.h>

#include "services/routing/domain/directory_types.h"
#include "services/routing/domain/ticket_state.h"

namespace salur::routing {

// Never changed once stored.
struct Fact {
  int number = 0;  // 1, 2, 3 ... without gaps, at most limits::kFactsMax
  FactKind kind = FactKind::kFiled;
  absl::Time time;      // by routing's clock; kFiled: when clocks start
  int cycle = 1;        // in which it happened
  int step = 0;         // after it
  std::string unit_id;  // the unit concerned, as it was then; empty for none
  Level unit_level = Level::kNational;
  std::string unit_region_code;
  TimeZone unit_time_zone = TimeZone::kJakarta;
  std::string unit_name;
  std::string actor;                          // an officer's name, "system" or "reporter"
  std::string note;                           // what the citizen may read; masked
  std::vector<std::string> skipped_unit_ids;  // kClimbed
  std::optional<absl::Time> due_time;         // kClimbed: the due time that was missed
  Outcome outcome = Outcome::kNone;           // kResolutionGiven
  // Made by a clock action: the clock_version that the action was proposed for.
  std::optional<std::int64_t> clock_action_version;
  AssignmentCause cause = AssignmentCause::kNone;  // kAssigned
  // kAssigned: who handled it before; kReturned: whom the returning unit suggests. Empty for none.
  std::string other_unit_id;
  bool operator==(const Fact&) const = default;
};

// Why a ticket went where it went, as stored.
struct TicketExplanation {
  std::string text_id;  // Bahasa Indonesia
  std::string text_en;
  std::vector<std::string> steps;
  std::string rule_id;
  std::string region_code;
  std::string category_code;
  std::vector<std::string> candidate_unit_ids;
  std::vector<std::string> skipped_unit_ids;
  std::int64_t directory_version = 0;
  std::int64_t rules_version = 0;
  bool operator==(const TicketExplanation&) const = default;
};

struct Ticket {
  std::string id;  // UUID in lower case; the complaint has the same
  std::string tracking_number;
  TicketState state = TicketState::kTriage;
  ComplaintClass complaint_class = ComplaintClass::kComplaint;
  std::string category_code;  // empty when unknown
  bool needs_supervision = false;
  bool always_calendar = false;
  std::string region_code;  // of the location as decided; empty when unknown
  bool anonymous = false;
  bool confidential = false;
  std::string about_unit_id;  // empty for none
  std::string handling_unit_id;
  std::string holder_unit_id;
  std::string accountable_unit_id;
  Level accountable_level = Level::kNational;
  std::string assignee;            // the officer who accepted it; empty when nobody did
  int cycle = 1;                   // +1 with every reopening
  int step = 0;                    // +1 with every climb
  std::int64_t version = 1;        // +1 with every change
  std::int64_t clock_version = 1;  // +1 with every fact that matters to clocks
  absl::Time received_time;
  absl::Time create_time;
  absl::Time update_time;
  TicketExplanation explanation;
  bool operator==(const Ticket&) const = default;
};

struct TicketRecord {
  Ticket ticket;
  std::vector<Fact> facts;  // by number
  bool operator==(const TicketRecord&) const = default;
};

}  // namespace salur::routing
