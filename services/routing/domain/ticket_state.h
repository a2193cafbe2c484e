// States, facts and outcomes of tickets. Their numbers are stored and stand on the wire.
#pragma once

#include <string_view>

namespace salur::routing {

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

// The numbers are those of salur.routing.v1.FactKind; they are stored.
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
  kResolutionGiven = 11,
  kReopened = 12,
  kClimbed = 13,
  kClosed = 14,
  kArchived = 15,
  kWithdrawn = 16,
  kMerged = 17,
  kRated = 18,
};

// The numbers are those of salur.routing.v1.Outcome; they are stored.
enum class Outcome { kNone = 0, kDone = 1, kAnswered = 2, kCannot = 3 };

// Why a unit was named to handle a ticket. The numbers are those of
// salur.routing.v1.AssignmentCause; they are stored. kNone: a fact of another kind, or one that was
// stored before causes were.
enum class AssignmentCause {
  kNone = 0,
  kRouted = 1,
  kDisposition = 2,
  kAfterReturn = 3,
  kArbitration = 4,
  kBinding = 5,
  kReclassified = 6,
  kDirectoryChanged = 7,
};

// Not answered, closed, archived, withdrawn or merged: somebody still has to act.
bool IsOpen(TicketState state);
// Whether a fact of this kind can change a due time. An acceptance, a rating and the reason of a
// return (an assignment follows it) cannot.
bool MattersToClocks(FactKind kind);
// "IN_PROGRESS": for messages.
std::string_view TicketStateName(TicketState state);

}  // namespace salur::routing
