// Everything that changes tickets: decided under the row lock, stored with its event, once.
#pragma once

#include <functional>
#include <string>

#include <absl/status/statusor.h>

#include "common/base/clock.h"
#include "common/rpc/caller.h"
#include "salur/routing/v1/ticket_service.pb.h"
#include "services/routing/directory_holder.h"
#include "services/routing/domain/ticket_changes.h"
#include "services/routing/fingerprint.h"
#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

// The key of a change: the whole request is the same, or it is another one.
template <typename Request>
RequestKey KeyOf(const Caller& caller, std::string_view method, const Request& request) {
  return {caller.ToString(), request.request_id(),
          Fingerprint(std::string(method) + '\n' + request.SerializeAsString())};
}

// Thread-safe.
class TicketActions {
 public:
  struct Parts {
    DirectoryHolder& directory;
    TicketStore& store;
    const Clock& clock;
    // Called after each commit that stored something new.
    std::function<void()> on_stored;
  };
  explicit TicketActions(Parts parts) : parts_(std::move(parts)) {}

  // The ticket after the change, without text. Errors: INVALID_FIELDS, TICKET_NOT_FOUND,
  // ETAG_MISMATCH, ILLEGAL_STATE, REQUEST_ID_REUSED as the contract says.
  absl::StatusOr<v1::Ticket> Accept(const Caller& caller, const v1::AcceptTicketRequest& request);
  absl::StatusOr<v1::Ticket> Resolve(const Caller& caller, const v1::ResolveTicketRequest& request);
  absl::StatusOr<v1::Ticket> Respond(const Caller& caller, const v1::RespondTicketRequest& request);

  // All actions in one transaction, each decided on its own.
  absl::StatusOr<v1::ApplyClockActionsResponse> ApplyClockActions(
      const v1::ApplyClockActionsRequest& request);

  // A change of one ticket, decided by `apply` on the locked record; an error changes nothing.
  struct Change {
    const Caller& caller;
    RequestKey key;
    std::string ticket_id;
    std::string etag;
    std::function<absl::Status(TicketRecord&, const RuleSet&, absl::Time now)> apply;
  };
  // Its effect happens once; the same key again gets the first answer.
  absl::StatusOr<v1::Ticket> Once(const Change& change);

 private:
  // Runs `work` with a snapshot until it is not the wrong one any more.
  absl::Status WithDirectory(const std::function<absl::Status(const RuleSet&)>& work);
  void Stored() const {
    if (parts_.on_stored) parts_.on_stored();
  }

  const Parts parts_;
};

}  // namespace salur::routing
