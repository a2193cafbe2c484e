// TicketStore on the schema "routing".
#pragma once

#include "common/postgres/postgres.h"
#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

// Thread-safe.
class PostgresTicketStore final : public TicketStore {
 public:
  explicit PostgresTicketStore(postgres::Pool& pool) : pool_(pool) {}

  absl::StatusOr<std::vector<bool>> Add(const DirectoryVersions& versions,
                                        const std::vector<TicketWrite>& tickets) override;
  absl::Status Update(const DirectoryVersions& versions, const std::vector<std::string>& ticket_ids,
                      const TicketDecider& decide) override;
  absl::StatusOr<std::string> UpdateOnce(const DirectoryVersions& versions, const RequestKey& key,
                                         const std::string& ticket_id, absl::Time now,
                                         const TicketDecider& decide) override;
  absl::StatusOr<std::optional<TicketRecord>> Get(const std::string& id_or_number) override;
  absl::StatusOr<std::vector<Ticket>> List(const TicketQuery& query) override;
  absl::StatusOr<LevelCounts> CountOpen() override;
  absl::StatusOr<std::vector<std::string>> FindForHandOver(const HandOverQuery& query) override;
  absl::StatusOr<std::int64_t> CountOpenOf(const std::vector<std::string>& unit_ids) override;
  absl::StatusOr<std::int64_t> CountOnRetired() override;

 private:
  absl::StatusOr<std::int64_t> Count(const postgres::Statement& statement,
                                     const postgres::Params& params);

  postgres::Pool& pool_;
};

}  // namespace salur::routing
