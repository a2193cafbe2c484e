// Reads a stream as a member of a consumer group and calls a handler in batches.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <prometheus/registry.h>

#include "common/events/dead_letter_store.h"
#include "common/events/event_stream.h"

namespace salur {

// Not thread-safe: one loop calls RunOnce.
class StreamConsumer {
 public:
  // Records the effect of all messages in its own transaction and returns after the commit. Must be
  // idempotent. A transient error (see IsTransient) is tried again without limit; a permanent one
  // halves the batch until the single message that causes it is found.
  using Handler = std::function<absl::Status(const std::vector<StreamMessage>&)>;

  struct Options {
    std::string stream;  // for labels and dead letters
    std::string group;
    std::string consumer;  // unique per process
    int batch = 200;
    absl::Duration block = absl::Milliseconds(500);
    // Messages that another consumer has held for so long are taken over.
    absl::Duration claim_idle = absl::Seconds(15);
    // Permanent failures of a single message until it becomes a dead letter.
    int attempts_max = 3;
  };

  StreamConsumer(Options options, EventStream& stream, DeadLetterStore& dead_letters,
                 Handler handler, prometheus::Registry& registry);

  // Processes the batch in hand, or reads the next one. Answers how many messages were finished
  // (processed or put aside). A transient status means: call again after a pause; the batch stays
  // in hand.
  absl::StatusOr<int> RunOnce();

  // Lag and dead letters, for metrics.
  absl::Status Measure();

 private:
  struct Metrics;
  absl::Status Read();
  absl::Status Process(const std::vector<StreamMessage>& batch);
  absl::Status PutAside(const StreamMessage& message, const absl::Status& error);
  absl::Status Acknowledge(const std::vector<StreamMessage>& batch);

  const Options options_;
  EventStream& stream_;
  DeadLetterStore& dead_letters_;
  const Handler handler_;
  std::shared_ptr<Metrics> metrics_;
  std::vector<StreamMessage> in_hand_;
  int reads_since_claim_ = 0;
};

}  // namespace salur
