// Why a ticket moved, in words that an officer understands, in Indonesian and English, and as data.
#pragma once

#include <string>
#include <vector>

#include "services/routing/domain/explain.h"
#include "services/routing/domain/ticket.h"

namespace salur::routing {

// The steps of a move, in the order in which they were taken.
enum class MoveStep {
  kReturned,              // unit: who gave it back
  kSuggestionInactive,    // unit: the suggested one
  kSuggestionComplained,  // unit
  kSuggestionClosed,      // unit: not an agency, and the ticket is confidential
  kReturnedToSuggestion,  // unit
  kReturnedToCandidate,   // unit
  kReturnsUsedUp,
  kReturnedTwice,  // unit
  kHandledBefore,  // unit: whom the corrected category names
  kNoOtherUnit,
  kArbitration,     // unit: who arbitrates
  kArbiterSkipped,  // key
  kBinding,         // unit: who decided
  kDisposition,     // unit: who passed it on
  kReclassified,    // unit: who corrected it
  kUnstaffed,       // key: who is named; unit: who holds the ticket
  kDesaAutonomous,
};

// "RETURNED_TO_SUGGESTION": as stored and shown.
std::string_view MoveStepName(MoveStep step);

struct MoveReason {
  MoveStep step;
  UnitRef unit = kNoUnit;
  UnitKey key;
};

// Replaces the ticket's explanation: where it goes now, then `reasons`, then who holds it. Keeps
// region, category and border candidates of the decision before.
void ExplainMove(Ticket& ticket, const RuleSet& rules, const std::vector<MoveReason>& reasons);

// The words of one reason.
Words ExplainReason(const Directory& directory, const MoveReason& reason);

}  // namespace salur::routing
