// Bounds of routing, in one place.
#pragma once

#include <cstddef>

namespace salur::routing {

// Complaints decided and stored in one transaction.
inline constexpr int kComplaintBatchMax = 200;
// How often a transaction is repeated when the directory changes under it.
inline constexpr int kVersionRetriesMax = 5;
// What an officer writes, in characters.
inline constexpr std::size_t kAnswerCharsMin = 20;
inline constexpr std::size_t kAnswerCharsMax = 20'000;
inline constexpr std::size_t kLegalBasisCharsMax = 500;
// A search for units by name.
inline constexpr std::size_t kNameSearchCharsMin = 3;
inline constexpr std::size_t kNameSearchCharsMax = 100;
// An import: bytes as sent (all files), lines of changes that are told.
inline constexpr std::size_t kImportBytesMax = std::size_t{32} << 20;
inline constexpr std::size_t kImportChunkBytesMax = std::size_t{1} << 20;
inline constexpr std::size_t kImportChangesMax = 200;
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
