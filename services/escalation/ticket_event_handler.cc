#include "services/escalation/ticket_event_handler.h"

#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <map>
#include <utility>

#include "common/base/errors.h"
#include "salur/events/v1/ticket_event.pb.h"
#include "services/escalation/converters.h"

namespace salur::escalation {

absl::Status TicketEventHandler::Handle(const std::vector<StreamMessage>& messages) {
  std::map<std::string, TicketFacts> newest;  // a batch may hold several events of one ticket
  for (const StreamMessage& message : messages) {
    events::v1::TicketEvent event;
    if (!event.ParseFromString(message.payload)) {
      return MakeError(absl::StatusCode::kInvalidArgument, "INVALID_EVENT",
                       "the message is no TicketEvent");
    }
    SALUR_ASSIGN_OR_RETURN(TicketFacts ticket, FromProto(event.ticket()));
    TicketFacts& known = newest[ticket.ticket_id];
    if (ticket.version > known.version) known = std::move(ticket);
  }
  const auto rules = rules_.Get();
  std::vector<DerivedTicket> derived;
  const auto save = [&]() -> absl::Status {
    SALUR_ASSIGN_OR_RETURN(const SaveResult saved, store_.Save(derived));
    if (saved.nearest_due_time.has_value() && on_due_) on_due_(*saved.nearest_due_time);
    derived.clear();
    return absl::OkStatus();
  };
  for (auto& [ticket_id, ticket] : newest) {
    derived.push_back(Derive(std::move(ticket), *rules));
    if (derived.size() == kStoreBatchMax) SALUR_RETURN_IF_ERROR(save());
  }
  return derived.empty() ? absl::OkStatus() : save();
}

std::string TicketEventHandler::ToJson(const std::string& payload) {
  events::v1::TicketEvent event;
  std::string json;
  if (!event.ParseFromString(payload)) return "";
  if (!google::protobuf::util::MessageToJsonString(event, &json).ok()) return "";
  return json;
}

}  // namespace salur::escalation
