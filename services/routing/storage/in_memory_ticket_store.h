// TicketStore in memory, for tests: passes the same contract suite as PostgreSQL.
#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "common/events/in_memory_outbox_store.h"
#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

// Thread-safe. Shares the versions with a directory store and writes events to an outbox.
class InMemoryTicketStore final : public TicketStore {
 public:
  InMemoryTicketStore(DirectoryStore& directory, InMemoryOutboxStore& outbox)
      : directory_(directory), outbox_(outbox) {}

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
  // Every ticket, for readers that share this store.
  std::vector<Ticket> All();
  absl::StatusOr<std::vector<std::string>> FindForHandOver(const HandOverQuery& query) override;
  absl::StatusOr<std::int64_t> CountOpenOf(const std::vector<std::string>& unit_ids) override;
  absl::StatusOr<std::int64_t> CountOnRetired() override;

 private:
  absl::Status CheckVersions(const DirectoryVersions& versions);
  std::map<std::string, TicketRecord> Select(const std::vector<std::string>& ids) const;
  absl::Status Write(const std::vector<TicketWrite>& tickets);

  DirectoryStore& directory_;
  InMemoryOutboxStore& outbox_;
  std::mutex mutex_;
  std::map<std::string, TicketRecord> tickets_;
  struct Answered {
    std::string fingerprint;
    std::string answer;
  };
  std::map<std::pair<std::string, std::string>, Answered> requests_;
};

}  // namespace salur::routing
