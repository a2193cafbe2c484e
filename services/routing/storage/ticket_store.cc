#include "services/routing/storage/request_key.h"

#include "common/base/errors.h"

namespace salur::routing {

absl::Status RequestIdReused() {
  return MakeError(absl::StatusCode::kInvalidArgument, "REQUEST_ID_REUSED",
                   "this request_id was used for another request");
}

absl::Status RequestAnswered() {
  return MakeError(absl::StatusCode::kAlreadyExists, "REQUEST_ANSWERED",
                   "this request has an answer already");
}

}  // namespace salur::routing
