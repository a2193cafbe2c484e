#include "services/routing/storage/ticket_store.h"

#include "common/base/errors.h"

namespace salur::routing {

absl::Status RequestIdReused() {
  return MakeError(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
                   "this request_id was used for another request");
}

}  // namespace salur::routing
