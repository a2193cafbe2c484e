// Joins concurrent submissions into batches, so that many requests share one transaction and no
// thread waits for the database on behalf of one request.
#pragma once

#include <cstddef>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <absl/status/statusor.h>

#include "services/intake/domain/batch_queue.h"

namespace salur::intake {

struct GroupCommitterOptions {
  std::size_t writers = 2;  // batches in flight; 0 when the owner calls RunOnce() itself
  BatchQueueLimits limits;
};

// A batch is whatever is queued when a writer becomes free: under little load an item goes alone
// and at once, under much load batches grow by themselves. Thread-safe.
template <typename Item, typename Result>
class GroupCommitter {
 public:
  using Outcome = absl::StatusOr<Result>;
  using Done = std::function<void(Outcome)>;
  // One outcome for each item, in their order. Called by one thread per writer.
  using Execute = std::function<std::vector<Outcome>(std::vector<Item>)>;

  GroupCommitter(const GroupCommitterOptions& options, Execute execute)
      : queue_(options.limits), execute_(std::move(execute)) {
    for (std::size_t i = 0; i < options.writers; ++i) writers_.emplace_back([this] { Write(); });
  }
  ~GroupCommitter() { Stop(); }
  GroupCommitter(const GroupCommitter&) = delete;
  GroupCommitter& operator=(const GroupCommitter&) = delete;

  // Queues `item`, which holds about `bytes` of memory. OK: `done` will be called exactly once, by
  // a writer, and must not block. Otherwise it is never called: RESOURCE_EXHAUSTED OVERLOADED, or
  // UNAVAILABLE STOPPING after Stop().
  absl::Status Submit(Item item, std::size_t bytes, Done done) {
    return queue_.Push({std::move(item), std::move(done)}, bytes);
  }

  // Executes one batch of what is queued; false when nothing was. What writers do in a loop.
  bool RunOnce() {
    std::vector<Entry> batch = queue_.TakeBatch();
    if (batch.empty()) return false;
    std::vector<Item> items;
    items.reserve(batch.size());
    for (Entry& entry : batch) items.push_back(std::move(entry.item));
    std::vector<Outcome> outcomes = ExecuteSafely(std::move(items), batch.size());
    for (std::size_t i = 0; i < batch.size(); ++i) batch[i].done(std::move(outcomes[i]));
    return true;
  }

  // Refuses what comes after, finishes what is queued, and returns when the last callback has.
  void Stop() {
    queue_.Close();
    const std::lock_guard<std::mutex> lock(stop_mutex_);
    for (std::thread& writer : writers_) writer.join();
    writers_.clear();
    while (RunOnce()) {
    }
  }

  // Items that wait for a batch.
  std::size_t Waiting() const { return queue_.size(); }

 private:
  struct Entry {
    Item item;
    Done done;
  };

  void Write() {
    while (queue_.AwaitEntry()) RunOnce();
  }

  std::vector<Outcome> ExecuteSafely(std::vector<Item> items, std::size_t count) {
    // A callback that is never called is a request that hangs: whatever happens, all get an answer.
    try {
      std::vector<Outcome> outcomes = execute_(std::move(items));
      if (outcomes.size() == count) return outcomes;
    } catch (const std::exception&) {
    }
    return std::vector<Outcome>(count, absl::InternalError("the batch was not executed"));
  }

  BatchQueue<Entry> queue_;
  const Execute execute_;
  std::mutex stop_mutex_;  // one Stop() at a time joins the writers
  std::vector<std::thread> writers_;
};

}  // namespace salur::intake
