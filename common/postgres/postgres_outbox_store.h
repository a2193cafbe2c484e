// OutboxStore on the table <schema>.outbox.
#pragma once

#include <string>

#include "common/events/outbox_store.h"
#include "common/postgres/postgres.h"

namespace salur::postgres {

// Thread-safe. `schema` is a constant of the service.
class PostgresOutboxStore final : public OutboxStore {
 public:
  PostgresOutboxStore(Pool& pool, const std::string& schema);

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
  Pool& pool_;
  const Statement take_;
  const Statement mark_published_;
  const Statement list_;
  const Statement delete_;
  const Statement mark_unpublished_;
  const Statement usage_;
};

}  // namespace salur::postgres
