// EventStream in memory, for tests: passes the same contract suite as Redis.
#pragma once

#include <mutex>

#include "common/base/clock.h"
#include "common/events/event_stream.h"

namespace salur {

// Thread-safe, so that several consumers can share one.
class InMemoryEventStream final : public EventStream {
 public:
  explicit InMemoryEventStream(const Clock& clock) : clock_(clock) {}

  // Everything is lost, groups included (FLUSHALL).
  void Wipe();
  // While set, every call is UNAVAILABLE.
  void SetAway(bool away);

  absl::StatusOr<std::vector<std::string>> Append(
      const std::vector<OutgoingEvent>& events) override;
  absl::StatusOr<std::vector<StreamMessage>> ReadGroup(const ReadOptions& options) override;
  absl::StatusOr<std::vector<StreamMessage>> Claim(const ReadOptions& options,
                                                   absl::Duration idle_min) override;
  absl::Status Acknowledge(const std::string& group, const std::vector<std::string>& ids) override;
  absl::StatusOr<StreamId> AcknowledgedPoint(const std::vector<std::string>& groups) override;
  absl::StatusOr<std::map<std::string, std::string>> Rows(const StreamId& first,
                                                          const StreamId& last, int count) override;
  absl::Status TrimTo(const StreamId& acknowledged) override;
  absl::StatusOr<std::int64_t> Lag(const std::string& group) override;

 private:
  struct Pending {
    std::string consumer;
    absl::Time since;
  };
  struct Group {
    StreamId delivered;
    std::map<StreamId, Pending> pending;
  };

  absl::Status CheckAway() const;
  StreamMessage MessageAt(const StreamId& id) const;

  const Clock& clock_;
  mutable std::mutex mutex_;
  bool away_ = false;
  StreamId last_;
  std::map<StreamId, OutgoingEvent> entries_;
  std::map<std::string, Group> groups_;
};

}  // namespace salur
