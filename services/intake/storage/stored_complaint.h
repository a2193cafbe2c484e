// What the store takes and gives.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <absl/time/time.h>

#include "services/intake/domain/complaint.h"
#include "services/intake/domain/keyed_hash.h"

namespace salur::intake {

// What a repeated request must be answered with again; the rest of the answer is in the request.
struct FilingReceipt {
  std::string complaint_id;
  std::uint64_t tracking_value = 0;
  absl::Time create_time;
  std::string emergency_number;
  bool operator==(const FilingReceipt&) const = default;
};

struct NewComplaint {
  FilingReceipt receipt;
  std::string partner_id;
  Filing filing;  // checked and normalised
  Digest fingerprint{};
  std::string event;  // payload for the outbox
};

// Who filed which request.
struct RequestKey {
  std::string partner_id;
  std::string request_id;
  auto operator<=>(const RequestKey&) const = default;
};

struct FilingOutcome {
  enum class Kind {
    kCreated,                 // stored now
    kExists,                  // this request_id is stored: receipt and fingerprint of then
    kExternalReferenceTaken,  // another complaint of the partner has it: its receipt
    kAbsent,                  // FindRequests only
  };
  Kind kind = Kind::kAbsent;
  FilingReceipt receipt;
  Digest fingerprint{};
};

// How far a complaint has come, from the latest event of its ticket.
struct Progress {
  std::string complaint_id;
  std::int64_t ticket_version = 0;
  int state = 0;  // ComplaintState of the contract
  absl::Time update_time;
  std::string ticket;  // serialized routing.v1.Ticket: what a citizen may read of it
  bool operator==(const Progress&) const = default;
};

// A complaint as it was filed, and its progress once a ticket event came.
struct StoredComplaint {
  FilingReceipt receipt;
  std::string partner_id;
  Filing filing;  // without reporter, except partner_reporter_id
  std::optional<Progress> progress;
};

struct ComplaintText {
  std::string complaint_id;
  std::uint64_t tracking_value = 0;
  std::string text;
  std::string address;
  bool operator==(const ComplaintText&) const = default;
};

struct TrackResult {
  enum class Kind { kUnknown, kWrongPin, kLocked, kGranted };
  Kind kind = Kind::kUnknown;
  std::optional<StoredComplaint> complaint;  // kGranted
};

struct ListQuery {
  std::string partner_id;
  std::string partner_reporter_id;  // empty: everybody's
  std::string before_complaint_id;  // empty: from the newest
  int count = 50;
};

}  // namespace salur::intake
