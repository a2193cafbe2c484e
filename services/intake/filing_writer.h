// Stores batches of complaints: what the group committer executes.
#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "common/base/errors.h"
#include "services/intake/domain/tracking_number.h"
#include "services/intake/storage/complaint_store.h"

namespace salur::intake {

// One request that waits to be stored.
struct PendingFiling {
  FilingReceipt receipt;  // without tracking_value, which the writer gives
  std::string partner_id;
  Filing filing;  // normalised
  Digest fingerprint{};
  std::string traceparent;
  // Not empty: the request is not acceptable now; it is answered with these unless it was stored
  // when it still was.
  std::vector<FieldViolation> violations;
};

struct Filed {
  FilingReceipt receipt;
  bool created = false;  // by this request; otherwise it was stored before
};

// Thread-safe: several writers may execute batches side by side.
class FilingWriter {
 public:
  // Answers the payload of a complaint's event.
  using EncodeEvent = std::function<std::string(const PendingFiling&, const TrackingNumber&)>;
  // Told the size of each batch once it is stored: there are events to publish.
  using OnBatch = std::function<void(std::size_t)>;

  FilingWriter(ComplaintStore& store, const TrackingNumberSequence& sequence, EncodeEvent encode,
               OnBatch on_batch);

  // One outcome for each filing, in order: the receipt, the first one's where the same request was
  // filed before or stands in the batch twice. Errors: INVALID_ARGUMENT REQUEST_ID_REUSED or
  // INVALID_FIELDS, ALREADY_EXISTS EXTERNAL_REFERENCE_EXISTS, and those of the store. A row that
  // cannot be stored fails alone.
  std::vector<absl::StatusOr<Filed>> Execute(std::vector<PendingFiling> filings);

 private:
  using Outcomes = std::vector<absl::StatusOr<FilingOutcome>>;

  absl::StatusOr<TrackingNumber> NextTrackingNumber();
  absl::StatusOr<std::vector<NewComplaint>> Prepare(const std::vector<PendingFiling*>& filings);
  void StoreHalving(std::vector<NewComplaint>&& complaints, Outcomes& outcomes);
  Outcomes Store(const std::vector<PendingFiling*>& filings);
  Outcomes FindEarlier(const std::vector<PendingFiling*>& filings);

  ComplaintStore& store_;
  const TrackingNumberSequence& sequence_;
  const EncodeEvent encode_;
  const OnBatch on_batch_;
  std::mutex position_mutex_;
  std::uint64_t next_position_ = 0;
  std::uint64_t positions_end_ = 0;
};

}  // namespace salur::intake
