// OutboxStore and DeadLetterStore in memory, for tests: pass the same contract suites as
// PostgreSQL.
#pragma once

#include <map>
#include <mutex>

#include "common/events/dead_letter_store.h"
#include "common/events/outbox_store.h"

namespace salur {

// Thread-safe; one Publish at a time.
class InMemoryOutboxStore final : public OutboxStore {
 public:
  // What the owner's transaction does; answers the row's number.
  std::int64_t Add(const std::string& key, const std::string& payload);

  absl::StatusOr<int> Publish(
      int count,
      const std::function<absl::StatusOr<std::vector<std::string>>(const std::vector<OutboxRow>&)>&
          publish) override;
  absl::StatusOr<std::vector<PublishedRow>> ListPublished(const StreamId& after,
                                                          int count) override;
  absl::Status Delete(const std::vector<std::int64_t>& ids) override;
  absl::Status MarkUnpublished(const std::vector<PublishedRow>& rows) override;
  absl::StatusOr<OutboxUsage> Usage() override;

 private:
  std::mutex mutex_;
  std::int64_t last_id_ = 0;
  std::map<std::int64_t, OutboxRow> waiting_;
  std::map<StreamId, OutboxRow> published_;
};

// Thread-safe.
class InMemoryDeadLetterStore final : public DeadLetterStore {
 public:
  absl::Status Add(const DeadLetter& letter) override;
  absl::StatusOr<std::vector<DeadLetter>> List(std::int64_t before, int count) override;
  absl::StatusOr<DeadLetter> Get(std::int64_t id) override;
  absl::Status RecordFailure(std::int64_t id, const std::string& error) override;
  absl::Status Remove(std::int64_t id) override;
  absl::StatusOr<std::int64_t> Count() override;

 private:
  std::mutex mutex_;
  std::int64_t last_id_ = 0;
  std::map<std::int64_t, DeadLetter> letters_;
};

}  // namespace salur
