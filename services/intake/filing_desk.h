// Takes complaints in: checks a request, lets it be stored with others, and answers.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "common/base/clock.h"
#include "common/rpc/caller.h"
#include "salur/intake/v1/complaint.pb.h"
#include "services/intake/catalog_holder.h"
#include "services/intake/domain/group_committer.h"
#include "services/intake/domain/pin.h"
#include "services/intake/filing_writer.h"
#include "services/intake/metrics.h"

namespace salur::intake {

// Whose complaint it is: the partner, or the unit whose officer files at its counter.
std::string PartnerOf(const Caller& caller);

// Thread-safe.
class FilingDesk {
 public:
  struct Parts {
    ComplaintStore& store;
    const CatalogHolder& catalog;
    const KeyedHash& tracking_hash;     // secret key
    const KeyedHash& fingerprint_hash;  // keyed with kFingerprintKey
    const PinDeriver& pins;
    const Clock& clock;
    IntakeMetrics& metrics;
    std::function<void()> on_stored;  // after each commit: wakes the relay
  };
  using Answer = absl::StatusOr<v1::Complaint>;
  using Done = std::function<void(Answer)>;

  FilingDesk(const Parts& parts, const GroupCommitterOptions& options);

  struct Request {
    Caller caller;
    std::string_view bytes;  // a FileComplaintRequest from the wire; used only during the call
    std::string traceparent;
  };
  // Answers through `done`, exactly once: at once in this thread when the request is refused, else
  // from a writer's thread after the commit. Never waits for the database.
  void File(const Request& request, Done done);

  // Finishes what is accepted; later requests are refused.
  void Stop() { committer_.Stop(); }

 private:
  absl::StatusOr<PendingFiling> Check(const Request& request) const;
  v1::Complaint ToFirstAnswer(const PendingFiling& pending, const Filed& filed) const;

  const Parts parts_;
  const TrackingNumberSequence sequence_;
  FilingWriter writer_;
  GroupCommitter<PendingFiling, Filed> committer_;
};

}  // namespace salur::intake
