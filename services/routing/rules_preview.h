// Which tickets would go elsewhere under another set of rules.
#pragma once

#include <functional>

#include <absl/status/status.h>

#include "common/base/clock.h"
#include "salur/routing/v1/directory_service.pb.h"
#include "services/routing/directory_holder.h"
#include "services/routing/storage/filed_ticket_reader.h"

namespace salur::routing {

// Decisions are compared with decisions, both about what a ticket was filed with, its present
// category aside; where officers have moved it since does not matter. Thread-safe.
class RulesPreview {
 public:
  struct Parts {
    DirectoryHolder& directory;
    FiledTicketReader& tickets;
    const Clock& clock;
    int batch = 1000;  // tickets read by one statement
  };
  explicit RulesPreview(Parts parts) : parts_(parts) {}

  // Hears each answer; false when nobody listens any more.
  using Sink = std::function<bool(const v1::PreviewRulesResponse&)>;

  // Errors: INVALID_FIELDS, INVALID_RULES; CANCELLED when the sink says so.
  absl::Status Run(const v1::PreviewRulesRequest& request, const Sink& sink);

 private:
  const Parts parts_;
};

}  // namespace salur::routing
