// Bounds of routing, in one place.
#pragma once

#include <cstddef>

namespace salur::routing {

// Complaints decided and stored in one transaction.
inline constexpr int kComplaintBatchMax = 200;
// How often a transaction is repeated when the directory changes under it.
inline constexpr int kVersionRetriesMax = 5;
// How far off a point is taken to be when its phone does not say, in metres (design section 6.7).
inline constexpr double kAccuracyDefaultM = 25;
// What an officer writes, in characters.
inline constexpr std::size_t kAnswerCharsMin = 20;
inline constexpr std::size_t kAnswerCharsMax = 20'000;
inline constexpr std::size_t kLegalBasisCharsMax = 500;
// Why a unit passes a ticket on.
inline constexpr std::size_t kReturnReasonCharsMin = 10;
inline constexpr std::size_t kNoteCharsMax = 2'000;
// How often a ticket is passed on in one cycle before the unit above arbitrates.
inline constexpr int kHopsMax = 3;
// How often escalation is asked for a promise while the ticket's facts move on.
inline constexpr int kPromiseRetriesMax = 3;
// A search for units by name.
inline constexpr std::size_t kNameSearchCharsMin = 3;
inline constexpr std::size_t kNameSearchCharsMax = 100;
// An import: bytes as sent (all files), lines of changes that are told.
inline constexpr std::size_t kImportBytesMax = std::size_t{32} << 20;
inline constexpr std::size_t kImportChunkBytesMax = std::size_t{1} << 20;
inline constexpr std::size_t kImportChangesMax = 200;
inline constexpr std::size_t kDecreeNoteBytesMax = 500;
// Tickets handed over in one transaction; units looked at together; ids of units in one question.
inline constexpr int kHandOverBatchMax = 200;
inline constexpr int kHandOverUnitsMax = 500;
// A change of staff: units, and the reason in characters.
inline constexpr int kStaffingUnitsMax = 1'000;
inline constexpr std::size_t kStaffingNoteCharsMax = 500;
// How officers reach a unit, in characters.
inline constexpr std::size_t kPhoneCharsMax = 40;
inline constexpr std::size_t kEmailCharsMax = 254;
inline constexpr std::size_t kContactAddressCharsMax = 500;
// Rows written by one statement of an import.
inline constexpr std::size_t kImportRowsPerStatement = 10'000;
// Why rules were changed, in characters.
inline constexpr std::size_t kRuleChangeNoteCharsMax = 500;
// What one answer tells of a broken set of rules: faults, and bytes of their text. Clients of gRPC
// read at most 8 KiB of metadata, in which errors travel, unless they are told otherwise.
inline constexpr std::size_t kRuleViolationsMax = 100;
inline constexpr std::size_t kRuleViolationBytesMax = 5000;
// A request with the largest set of rules, notes included.
inline constexpr int kRequestBytesMax = 16 << 20;
// How far back a preview of rules looks.
inline constexpr int kPreviewDaysDefault = 30;
inline constexpr int kPreviewDaysMax = 366;

}  // namespace salur::routing
