// A bounded queue that gives out its content in batches.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <utility>
#include <vector>

#include <absl/status/status.h>

#include "common/base/errors.h"

namespace salur::intake {

struct BatchQueueLimits {
  std::size_t batch_items_max = 256;
  std::size_t batch_bytes_max = 8U << 20;
  std::size_t queue_items_max = 4096;
  std::size_t queue_bytes_max = 64U << 20;
};

// Thread-safe.
template <typename Entry>
class BatchQueue {
 public:
  explicit BatchQueue(BatchQueueLimits limits) : limits_(limits) {}

  // `bytes` is about what the entry holds in memory. RESOURCE_EXHAUSTED OVERLOADED beyond the
  // limits, UNAVAILABLE STOPPING after Close().
  absl::Status Push(Entry entry, std::size_t bytes) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (closed_) {
        return MakeError(absl::StatusCode::kUnavailable, "STOPPING", "this server is stopping");
      }
      if (entries_.size() >= limits_.queue_items_max || bytes_ + bytes > limits_.queue_bytes_max) {
        return MakeError(absl::StatusCode::kResourceExhausted, "OVERLOADED",
                         "too many requests are waiting; try again in a moment");
      }
      entries_.emplace_back(bytes, std::move(entry));
      bytes_ += bytes;
    }
    pushed_.notify_one();
    return absl::OkStatus();
  }

  // The oldest entries within the limits of a batch, at least one where there is any; empty when
  // there is none. Never waits.
  std::vector<Entry> TakeBatch() {
    std::vector<Entry> batch;
    std::size_t taken = 0;
    const std::lock_guard<std::mutex> lock(mutex_);
    while (!entries_.empty() && batch.size() < limits_.batch_items_max &&
           (batch.empty() || taken + entries_.front().first <= limits_.batch_bytes_max)) {
      taken += entries_.front().first;
      batch.push_back(std::move(entries_.front().second));
      entries_.pop_front();
    }
    bytes_ -= taken;
    return batch;
  }

  // Waits until there is an entry; false once the queue is closed and empty.
  bool AwaitEntry() {
    std::unique_lock<std::mutex> lock(mutex_);
    pushed_.wait(lock, [this] { return closed_ || !entries_.empty(); });
    return !entries_.empty();
  }

  // Refuses what comes after; what is in it can still be taken.
  void Close() {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      closed_ = true;
    }
    pushed_.notify_all();
  }

  std::size_t size() const {
    const std::lock_guard<std::mutex> lock(mutex_);
    return entries_.size();
  }

 private:
  const BatchQueueLimits limits_;
  mutable std::mutex mutex_;
  std::condition_variable pushed_;
  std::deque<std::pair<std::size_t, Entry>> entries_;  // with their bytes
  std::size_t bytes_ = 0;
  bool closed_ = false;
};

}  // namespace salur::intake
