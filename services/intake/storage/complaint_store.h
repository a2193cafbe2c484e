// What intake keeps: complaints with their reporters, how far each has come, wrong PINs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "services/intake/domain/tracking_number.h"
#include "services/intake/storage/stored_complaint.h"

namespace salur::intake {

// Sequence positions are reserved in blocks of this size.
inline constexpr std::uint64_t kTrackingBlock = 1024;

// Thread-safe. Every call: UNAVAILABLE DATABASE_UNAVAILABLE when the store is away.
class ComplaintStore {
 public:
  virtual ~ComplaintStore() = default;

  // The first of kTrackingBlock positions that nobody else gets.
  virtual absl::StatusOr<std::uint64_t> ReserveTrackingBlock() = 0;

  // Stores complaints with their events in one transaction, all that are new, or nothing. The keys
  // are unique and sorted: two batches in opposite order would deadlock. One outcome each, in
  // order. Errors: UNAVAILABLE COMMIT_IN_DOUBT; permanent ones when a row cannot be stored.
  virtual absl::StatusOr<std::vector<FilingOutcome>> FileBatch(
      const std::vector<NewComplaint>& complaints) = 0;

  // What was filed under these keys: kExists or kAbsent each, in order.
  virtual absl::StatusOr<std::vector<FilingOutcome>> FindRequests(
      const std::vector<RequestKey>& keys) = 0;

  // One attempt to track, judged by JudgePin at `now` (real time); attempts on one complaint take
  // turns. `pin_matches` gets the complaint's id and has no effects.
  virtual absl::StatusOr<TrackResult> Track(
      TrackingNumber number, const std::function<bool(const std::string&)>& pin_matches,
      absl::Time now) = 0;

  // Nothing when there is none, or another partner filed it.
  virtual absl::StatusOr<std::optional<StoredComplaint>> Get(const std::string& partner_id,
                                                             const std::string& complaint_id) = 0;
  // Newest first.
  virtual absl::StatusOr<std::vector<StoredComplaint>> List(const ListQuery& query) = 0;
  // Those that exist, in no particular order.
  virtual absl::StatusOr<std::vector<ComplaintText>> Texts(
      const std::vector<std::string>& complaint_ids) = 0;

  // Keeps the higher ticket version of each complaint, whatever the order of calls.
  virtual absl::Status ApplyProgress(const std::vector<Progress>& batch) = 0;
};

}  // namespace salur::intake
