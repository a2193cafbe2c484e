// Publishes the outbox and forgets what every consumer group has acknowledged.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <prometheus/registry.h>

#include "common/events/event_stream.h"
#include "common/events/outbox_store.h"

namespace salur {

// Any number of relays may work on one outbox. Not thread-safe: Publish and Sweep are called from
// one loop.
class OutboxRelay {
 public:
  struct Options {
    std::string stream;               // for metric labels
    std::vector<std::string> groups;  // all that must acknowledge before a row is deleted
    int publish_batch = 500;
    int sweep_batch = 1000;
    int sweep_batches_max = 20;
    // Published rows that nobody acknowledges: beyond this publishing pauses, filing goes on.
    std::int64_t published_max = 500'000;
  };

  OutboxRelay(Options options, OutboxStore& store, EventStream& stream,
              prometheus::Registry& registry);

  // Publishes one batch; answers how many rows. UNAVAILABLE when Redis or PostgreSQL is away.
  absl::StatusOr<int> Publish();

  // Deletes rows that are acknowledged, trims the stream to the same point, and makes rows that are
  // missing from the stream (FLUSHALL, a lost tail, a failover) unpublished again. Each sweep
  // continues where the last one stopped, so that a long backlog is checked in parts.
  absl::Status Sweep();

  // Reads the outbox's size for metrics and the limit.
  absl::Status Measure();

 private:
  struct Metrics;
  // Checks one window; answers the position to trim to, {0, 0} for none.
  absl::StatusOr<StreamId> SweepWindow(const std::vector<PublishedRow>& window,
                                       const StreamId& acknowledged);

  const Options options_;
  OutboxStore& store_;
  EventStream& stream_;
  std::shared_ptr<Metrics> metrics_;
  StreamId cursor_;
  bool paused_ = false;
};

}  // namespace salur
