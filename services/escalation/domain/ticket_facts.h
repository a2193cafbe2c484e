// What escalation knows of a ticket: the numbered facts that matter to clocks, and the ladder that
// is still ahead. No text and no person.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/time/time.h>

#include "services/escalation/domain/place.h"

namespace salur::escalation {

// The numbers are those of salur.common.v1.ComplaintClass; they are stored.
enum class TicketClass { kComplaint = 1, kAspiration = 2, kInformationRequest = 3 };

// The numbers are those of salur.routing.v1.TicketState; they are stored.
enum class TicketState {
  kTriage = 1,
  kAssigned = 2,
  kInProgress = 3,
  kWaitingForReporter = 4,
  kScheduled = 5,
  kResolved = 6,
  kClosed = 7,
  kArchived = 8,
  kWithdrawn = 9,
  kMerged = 10,
};

// The numbers are those of salur.routing.v1.FactKind; they are stored. Kinds that this version does
// not know keep their number and are passed over.
enum class FactKind {
  kFiled = 1,
  kTriaged = 2,
  kAssigned = 3,
  kAccepted = 4,
  kResponded = 5,
  kInformationRequested = 6,
  kResumed = 7,
  kScheduleGranted = 8,
  kClassified = 9,
  kReturned = 10,
  kResolved = 11,
  kReopened = 12,
  kClimbed = 13,
  kClosed = 14,
  kArchived = 15,
  kWithdrawn = 16,
  kMerged = 17,
  kRated = 18,
};

struct Fact {
  int number = 0;  // 1, 2, 3 ... within the ticket
  FactKind kind = FactKind::kFiled;
  absl::Time time;                     // by routing's clock; kFiled: when clocks start
  int cycle = 1;                       // in which it happened
  int step = 0;                        // after it
  std::string unit_id;                 // assigned to, climbed to, answered by; may be empty
  Place place;                         // of that unit
  std::optional<absl::Time> due_time;  // kClimbed: the due time that was missed
  bool operator==(const Fact&) const = default;
};

// One unit on the way up.
struct Rung {
  std::string unit_id;
  Place place;
  bool operator==(const Rung&) const = default;
};

// A ticket at one version. `facts` is in ascending order of number.
struct TicketFacts {
  std::string ticket_id;  // UUID, lower case
  TicketState state = TicketState::kTriage;
  TicketClass ticket_class = TicketClass::kComplaint;
  std::string category_code;  // empty when unknown
  bool needs_supervision = false;
  bool always_calendar = false;  // the category's clocks run around the clock
  bool confidential = false;
  std::string region_code;  // of the location; empty when unknown
  std::string handling_unit_id;
  std::string accountable_unit_id;
  int cycle = 1;
  int step = 0;
  std::int64_t version = 0;
  std::int64_t clock_version = 0;
  std::vector<Fact> facts;
  std::vector<Rung> ladder;  // from the next rung; empty at its end
  bool operator==(const TicketFacts&) const = default;
};

// Closed, archived, withdrawn or merged: nothing is promised any more.
bool IsEnded(TicketState state);

// Whether the fact takes the ticket to such a state.
bool EndsTicket(FactKind kind);

// Meets FIRST_RESPONSE.
bool IsResponse(FactKind kind);

}  // namespace salur::escalation
