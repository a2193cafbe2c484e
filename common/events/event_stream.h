// The port to the queue: at-least-once delivery to consumer groups. The truth is the outbox in
// PostgreSQL; everything here may be lost at any time.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

namespace salur {

// Position in a stream: "milliseconds-sequence", ordered by both numbers.
struct StreamId {
  std::uint64_t milliseconds = 0;
  std::uint64_t sequence = 0;
  auto operator<=>(const StreamId&) const = default;
  std::string ToString() const;
  // {0, 0} for text that is none.
  static StreamId Parse(const std::string& text);
};

struct OutgoingEvent {
  std::string row;      // the outbox row's number, to recognise the message again
  std::string key;      // complaint or ticket id
  std::string payload;  // serialized event
};

struct StreamMessage {
  std::string id;
  std::string key;
  std::string payload;
};

struct ReadOptions {
  std::string group;
  std::string consumer;
  int count = 100;
  // Waits this long for the first message.
  absl::Duration block = absl::ZeroDuration();
};

// All calls: UNAVAILABLE when the queue is away. An instance is used by one thread.
class EventStream {
 public:
  virtual ~EventStream() = default;

  // Appends in order; answers the positions. On error any prefix may have been appended.
  virtual absl::StatusOr<std::vector<std::string>> Append(
      const std::vector<OutgoingEvent>& events) = 0;
  // New messages for the group, now pending with the consumer. A missing group is created at the
  // beginning of the stream.
  virtual absl::StatusOr<std::vector<StreamMessage>> ReadGroup(const ReadOptions& options) = 0;
  // Takes over messages that have been pending for at least idle_min.
  virtual absl::StatusOr<std::vector<StreamMessage>> Claim(const ReadOptions& options,
                                                           absl::Duration idle_min) = 0;
  virtual absl::Status Acknowledge(const std::string& group,
                                   const std::vector<std::string>& ids) = 0;
  // The last position up to which every one of the groups has acknowledged everything; {0, 0} when
  // a group is missing.
  virtual absl::StatusOr<StreamId> AcknowledgedPoint(const std::vector<std::string>& groups) = 0;
  // Outbox rows by position, from `first` to `last`, at most `count`.
  virtual absl::StatusOr<std::map<std::string, std::string>> Rows(const StreamId& first,
                                                                  const StreamId& last,
                                                                  int count) = 0;
  // Forgets everything up to and including `acknowledged`.
  virtual absl::Status TrimTo(const StreamId& acknowledged) = 0;
  // Messages that the group has not acknowledged; the whole stream when the group is missing.
  virtual absl::StatusOr<std::int64_t> Lag(const std::string& group) = 0;
};

// Stream and group names.
namespace streams {
constexpr char kComplaints[] = "complaints";
constexpr char kTickets[] = "tickets";
constexpr char kGroupRouting[] = "routing";
constexpr char kGroupEscalation[] = "escalation";
constexpr char kGroupIntake[] = "intake";
}  // namespace streams

}  // namespace salur
