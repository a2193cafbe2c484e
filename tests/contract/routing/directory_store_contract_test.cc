// What every DirectoryStore must do, run on memory and on PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "common/base/errors.h"
#include "services/routing/storage/in_memory_directory_store.h"
#include "services/routing/storage/migrations.h"
#include "services/routing/storage/postgres_directory_store.h"
#include "tests/support/private_postgres.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

enum class Kind { kMemory, kReal };

class DirectoryStoreContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::kMemory) {
      store_ = std::make_unique<InMemoryDirectoryStore>();
      return;
    }
    const auto database = testing::PrivatePostgres::Instance().NewDatabase();
    testing::MigrateForTest(database, "routing", Migrations());
    pool_ = std::make_unique<postgres::Pool>(
        postgres::Pool::Options{.dsn = database.ServiceDsn("routing")});
    store_ = std::make_unique<PostgresDirectoryStore>(*pool_);
  }

  static DirectoryChange First() {
    const DirectoryData data = samples::BuildData(samples::SmallFiles());
    DirectoryChange change;
    change.next = {1, 1};
    change.units = data.units;
    change.kinds = data.kinds;
    change.served_by = data.served_by;
    change.categories = data.categories;
    change.rules = {{{"jalan", "31", "unit:pupr:31", "2025-01-01", "", "a \"note\", with all"}}};
    change.import_time = absl::FromUnixSeconds(1'750'000'000);
    change.imported_by = "admin/test";
    return change;
  }
  absl::Status Apply(const DirectoryChange& change) {
    return store_->Apply(change, [](std::size_t) {});
  }

  std::unique_ptr<postgres::Pool> pool_;
  std::unique_ptr<DirectoryStore> store_;
};

template <typename Row, typename Key>
std::vector<Row> Sorted(std::vector<Row> rows, Key key) {
  std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return key(a) < key(b); });
  return rows;
}

void ExpectSame(const StoredDirectory& stored, const DirectoryChange& change) {
  const auto id = [](const auto& row) { return row.id; };
  const auto code = [](const auto& row) { return row.code; };
  EXPECT_EQ(Sorted(stored.data.units, id), Sorted(change.units, id));
  EXPECT_EQ(Sorted(stored.data.kinds, code), Sorted(*change.kinds, code));
  EXPECT_EQ(Sorted(stored.data.served_by, id), Sorted(*change.served_by, id));
  EXPECT_EQ(stored.data.categories, *change.categories);
  EXPECT_EQ(stored.rules, *change.rules);
}

TEST_P(DirectoryStoreContract, BeginsEmpty) {
  EXPECT_EQ(*store_->Versions(), DirectoryVersions{});
  const auto stored = store_->Load();
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_TRUE(stored->data.units.empty());
}

TEST_P(DirectoryStoreContract, ReturnsWhatWasStored) {
  const DirectoryChange first = First();
  ASSERT_TRUE(Apply(first).ok()) << Apply(first);
  EXPECT_EQ(*store_->Versions(), (DirectoryVersions{1, 1}));
  const auto stored = store_->Load();
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_EQ(stored->versions, (DirectoryVersions{1, 1}));
  ExpectSame(*stored, first);
}

TEST_P(DirectoryStoreContract, ChangesOnlyWhatIsGiven) {
  DirectoryChange first = First();
  ASSERT_TRUE(Apply(first).ok());
  DirectoryChange second;
  second.expected = {1, 1};
  second.next = {2, 1};
  second.units = {first.units[3]};
  second.units[0].name = "Another name";
  second.units[0].staffed = false;
  ASSERT_TRUE(Apply(second).ok());
  first.units[3] = second.units[0];
  const auto stored = store_->Load();
  EXPECT_EQ(stored->versions, (DirectoryVersions{2, 1}));
  ExpectSame(*stored, first);
}

TEST_P(DirectoryStoreContract, RefusesAChangeOfAnotherVersion) {
  ASSERT_TRUE(Apply(First()).ok());
  EXPECT_EQ(ErrorReason(Apply(First())), "DIRECTORY_CHANGED");
  EXPECT_EQ(*store_->Versions(), (DirectoryVersions{1, 1}));
}

INSTANTIATE_TEST_SUITE_P(Stores, DirectoryStoreContract,
                         ::testing::Values(Kind::kMemory, Kind::kReal), [](const auto& test) {
                           return test.param == Kind::kMemory ? "Memory" : "Real";
                         });

// Only PostgreSQL has constraints that repeat the domain's invariants.
TEST(DirectorySchema, RefusesAParentThatDoesNotExistAndKeepsNothing) {
  const auto database = testing::PrivatePostgres::Instance().NewDatabase();
  testing::MigrateForTest(database, "routing", Migrations());
  postgres::Pool pool({.dsn = database.ServiceDsn("routing")});
  PostgresDirectoryStore store(pool);
  DirectoryChange change;
  change.next = {1, 1};
  change.import_time = absl::FromUnixSeconds(0);
  UnitRow row;
  row.id = "31";
  row.name = "Jakarta";
  row.parent_id = row.escalation_parent_id = "ID";
  change.units = {row};
  EXPECT_FALSE(store.Apply(change, [](std::size_t) {}).ok());
  EXPECT_EQ(*store.Versions(), DirectoryVersions{});
  EXPECT_TRUE(store.Load()->data.units.empty());
}

}  // namespace
}  // namespace salur::routing
