// A TicketStore of either kind, and tickets to put into it.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "common/postgres/postgres.h"
#include "services/routing/storage/in_memory_directory_store.h"
#include "services/routing/storage/in_memory_ticket_store.h"

namespace salur::routing::samples {

enum class StoreKind { kMemory, kReal };

inline const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);
inline constexpr DirectoryVersions kVersions{1, 1};

// "0197f000-0000-7000-8000-00000000000n".
std::string Uuid(int n);
// The first version of ticket Uuid(n), received n seconds after kNow.
TicketWrite NewTicket(int n);
// The next version of a ticket, with a climb.
TicketWrite Climbed(TicketRecord record, int step);

class TicketStoreFixture : public ::testing::TestWithParam<StoreKind> {
 protected:
  void SetUp() override;
  // Puts other versions into force.
  void SetVersions(DirectoryVersions from, DirectoryVersions to);
  void Add(const std::vector<TicketWrite>& tickets);
  std::vector<std::string> Ids(const TicketQuery& query);
  static TicketQuery AllAssigned();

  InMemoryOutboxStore outbox_;
  std::unique_ptr<postgres::Pool> pool_;
  std::unique_ptr<DirectoryStore> directory_;
  std::unique_ptr<TicketStore> store_;
};

inline std::string StoreName(const ::testing::TestParamInfo<StoreKind>& test) {
  return test.param == StoreKind::kMemory ? "Memory" : "Real";
}

}  // namespace salur::routing::samples
