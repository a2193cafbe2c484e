// What every CatalogStore promises: run on the one in memory and on PostgreSQL.
#include "services/intake/storage/catalog_store.h"

#include <gtest/gtest.h>

#include <functional>
#include <memory>

#include "services/intake/storage/in_memory_catalog_store.h"
#include "services/intake/storage/migrations.h"
#include "services/intake/storage/postgres_catalog_store.h"
#include "tests/support/private_postgres.h"

namespace salur::intake {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

struct Backend {
  std::string name;
  std::function<std::unique_ptr<CatalogStore>()> make;
};

std::unique_ptr<CatalogStore> MakePostgres() {
  const auto database = salur::testing::PrivatePostgres::Instance().NewDatabase();
  salur::testing::MigrateForTest(database, "intake", Migrations());
  static std::vector<std::unique_ptr<postgres::Pool>> pools;
  pools.push_back(std::make_unique<postgres::Pool>(
      postgres::Pool::Options{.dsn = database.ServiceDsn("intake"), .connections_max = 2}));
  return std::make_unique<PostgresCatalogStore>(*pools.back());
}

class CatalogStoreTest : public ::testing::TestWithParam<Backend> {
 protected:
  const std::unique_ptr<CatalogStore> store_ = GetParam().make();
};

TEST_P(CatalogStoreTest, GivesTheHighestVersionIfItIsNewer) {
  EXPECT_FALSE(store_->LoadNewer(0)->has_value());
  const std::string content("\0regions\xFF", 9);
  ASSERT_TRUE(store_->Save({5, content}, kNow).ok());
  ASSERT_TRUE(store_->Save({4, "older"}, kNow).ok());
  EXPECT_EQ(**store_->LoadNewer(0), (StoredCatalog{5, content}));
  EXPECT_EQ(**store_->LoadNewer(4), (StoredCatalog{5, content}));
  EXPECT_FALSE(store_->LoadNewer(5)->has_value());
  EXPECT_FALSE(store_->LoadNewer(6)->has_value());
}

TEST_P(CatalogStoreTest, SavingAVersionAgainChangesNothing) {
  ASSERT_TRUE(store_->Save({5, "first"}, kNow).ok());
  ASSERT_TRUE(store_->Save({5, "second"}, kNow).ok());
  EXPECT_EQ((*store_->LoadNewer(0))->content, "first");
}

TEST_P(CatalogStoreTest, KeepsTheNewestAmongMany) {
  for (int version = 1; version <= 10; ++version) {
    ASSERT_TRUE(store_->Save({version, std::to_string(version)}, kNow).ok());
  }
  EXPECT_EQ((*store_->LoadNewer(9))->content, "10");
}

INSTANTIATE_TEST_SUITE_P(
    Stores, CatalogStoreTest,
    ::testing::Values(Backend{"InMemory", [] { return std::make_unique<InMemoryCatalogStore>(); }},
                      Backend{"Postgres", MakePostgres}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace salur::intake
