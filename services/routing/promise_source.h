// The promises that are measured on a ticket. Routing has no calendar of its own.
#pragma once

#include <string>

#include <absl/status/statusor.h>

#include "services/routing/domain/returns.h"

namespace salur::routing {

// Thread-safe.
class PromiseSource {
 public:
  virtual ~PromiseSource() = default;
  // Of the ticket's latest cycle. NOT_FOUND when the ticket is not known there yet; UNAVAILABLE or
  // DEADLINE_EXCEEDED when escalation is away.
  virtual absl::StatusOr<FirstResponsePromise> FirstResponse(const std::string& ticket_id) = 0;
};

}  // namespace salur::routing
