// The outbox of one service: events that were committed with the state they tell of, and wait to be
// published and acknowledged.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

#include "common/events/event_stream.h"

namespace salur {

struct OutboxRow {
  std::int64_t id = 0;
  std::string key;
  std::string payload;
};

// A row that is in the stream, as far as PostgreSQL knows.
struct PublishedRow {
  std::int64_t id = 0;
  std::string stream_id;
};

struct OutboxUsage {
  std::int64_t waiting = 0;
  std::int64_t published = 0;
  // Of the oldest row by its real creation time; zero when empty.
  absl::Duration oldest_age = absl::ZeroDuration();
};

class OutboxStore {
 public:
  virtual ~OutboxStore() = default;

  // Takes up to `count` unpublished rows that no other relay holds, hands them to `publish`, and
  // records the positions that it answers, in one transaction. Answers how many.
  virtual absl::StatusOr<int> Publish(
      int count,
      const std::function<absl::StatusOr<std::vector<std::string>>(const std::vector<OutboxRow>&)>&
          publish) = 0;
  // Published rows after a position, in stream order.
  virtual absl::StatusOr<std::vector<PublishedRow>> ListPublished(const StreamId& after,
                                                                  int count) = 0;
  virtual absl::Status Delete(const std::vector<std::int64_t>& ids) = 0;
  // Makes rows unpublished again, where they still stand at the given position.
  virtual absl::Status MarkUnpublished(const std::vector<PublishedRow>& rows) = 0;
  virtual absl::StatusOr<OutboxUsage> Usage() = 0;
};

}  // namespace salur
