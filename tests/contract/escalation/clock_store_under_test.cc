#include "tests/contract/escalation/clock_store_under_test.h"

#include "services/escalation/storage/in_memory_clock_store.h"
#include "services/escalation/storage/migrations.h"
#include "services/escalation/storage/postgres_clock_store.h"
#include "tests/support/private_postgres.h"

namespace salur::escalation {
namespace {

class InMemory final : public ClockStoreUnderTest {
 public:
  ClockStore& store() override { return store_; }

 private:
  InMemoryClockStore store_;
};

class OnPostgres final : public ClockStoreUnderTest {
 public:
  OnPostgres() : database_(testing::PrivatePostgres::Instance().NewDatabase()) {
    testing::MigrateForTest(database_, "escalation", Migrations());
    postgres::Pool::Options options;
    options.dsn = database_.ServiceDsn("escalation");
    pool_ = std::make_unique<postgres::Pool>(options);
    store_ = std::make_unique<PostgresClockStore>(*pool_);
  }
  ClockStore& store() override { return *store_; }

 private:
  testing::TestDatabase database_;
  std::unique_ptr<postgres::Pool> pool_;
  std::unique_ptr<PostgresClockStore> store_;
};

}  // namespace

std::vector<ClockStoreImplementation> ClockStoreImplementations() {
  return {{"InMemory", [] { return std::make_unique<InMemory>(); }},
          {"Postgres", [] { return std::make_unique<OnPostgres>(); }}};
}

}  // namespace salur::escalation
