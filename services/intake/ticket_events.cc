#include "services/intake/ticket_events.h"

#include <google/protobuf/util/json_util.h>

#include "common/base/errors.h"
#include "services/intake/timeline.h"

namespace salur::intake {

absl::Status ApplyTicketEvents(ComplaintStore& store, const std::vector<StreamMessage>& messages) {
  std::vector<Progress> batch;
  batch.reserve(messages.size());
  for (const StreamMessage& message : messages) {
    events::v1::TicketEvent event;
    if (!event.ParseFromString(message.payload)) {
      return MakeError(absl::StatusCode::kInvalidArgument, "INVALID_TICKET_EVENT",
                       "the message is not a ticket event");
    }
    SALUR_ASSIGN_OR_RETURN(Progress progress, ToProgress(event));
    batch.push_back(std::move(progress));
  }
  return store.ApplyProgress(batch);
}

std::string TicketEventToJson(const std::string& payload) {
  events::v1::TicketEvent event;
  std::string json;
  if (!event.ParseFromString(payload)) return json;
  if (!google::protobuf::util::MessageToJsonString(event, &json).ok()) json.clear();
  return json;
}

}  // namespace salur::intake
