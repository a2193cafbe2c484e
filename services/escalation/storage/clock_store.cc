#include "services/escalation/storage/clock_store.h"

#include "common/base/errors.h"

namespace salur::escalation {

absl::Status CheckStoreBatch(std::size_t tickets) {
  if (tickets <= kStoreBatchMax) return absl::OkStatus();
  return MakeError(absl::StatusCode::kInvalidArgument, "BATCH_TOO_LARGE",
                   "a call stores at most 500 tickets");
}

}  // namespace salur::escalation
