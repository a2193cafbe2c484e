// What every RuleStore must do, run on memory and on PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <thread>

#include "common/base/errors.h"
#include "services/routing/storage/in_memory_rule_store.h"
#include "services/routing/storage/migrations.h"
#include "services/routing/storage/postgres_directory_store.h"
#include "services/routing/storage/postgres_rule_store.h"
#include "tests/support/private_postgres.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using ::testing::ElementsAre;

enum class Kind { kMemory, kReal };

constexpr std::int64_t kNewest = std::numeric_limits<std::int64_t>::max();
const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);
const RuleRow kRoad = {"jalan", "31", "unit:pupr:31", "2025-01-01", "", "a \"note\", with all"};
const RuleRow kWater = {"air", "", "region@kabkota", "", "2026-12-31", ""};
const RuleRow kLight = {"lampu-jalan", "31.71", "region@kabkota", "", "", "multi\nline"};

class RuleStoreContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::kMemory) {
      auto directory = std::make_unique<InMemoryDirectoryStore>();
      store_ = std::make_unique<InMemoryRuleStore>(*directory);
      directory_ = std::move(directory);
    } else {
      const auto database = testing::PrivatePostgres::Instance().NewDatabase();
      testing::MigrateForTest(database, "routing", Migrations());
      pool_ = std::make_unique<postgres::Pool>(
          postgres::Pool::Options{.dsn = database.ServiceDsn("routing")});
      directory_ = std::make_unique<PostgresDirectoryStore>(*pool_);
      store_ = std::make_unique<PostgresRuleStore>(*pool_);
    }
    const DirectoryData data = samples::BuildData(samples::SmallFiles());
    DirectoryChange change;
    change.next = {1, 1};
    change.units = data.units;
    change.kinds = data.kinds;
    change.served_by = data.served_by;
    change.categories = data.categories;
    change.rules = {kRoad};
    change.imported_by = "admin/import";
    change.rules_note = "first";
    change.import_time = kNow;
    ASSERT_TRUE(directory_->Apply(change, [](std::size_t) {}).ok());
  }

  static RuleReplacement Replacement(std::int64_t expected,
                                     std::optional<std::vector<RuleRow>> rows) {
    RuleReplacement replacement;
    replacement.expected = {1, expected};
    replacement.rows = std::move(rows);
    replacement.actor = "admin/test";
    replacement.note = "why " + std::to_string(expected);
    replacement.time = kNow + absl::Hours(expected);
    return replacement;
  }
  absl::StatusOr<std::string> Replace(const std::string& request_id, std::int64_t expected,
                                      std::optional<std::vector<RuleRow>> rows) {
    return store_->ReplaceOnce({"admin/test", request_id, "print of " + request_id},
                               Replacement(expected, std::move(rows)), "answer " + request_id);
  }
  std::vector<RuleRow> InForce() { return directory_->Load()->rules; }
  std::vector<RuleRow> Of(std::int64_t version) { return store_->Rules(version)->value(); }

  std::unique_ptr<postgres::Pool> pool_;
  std::unique_ptr<DirectoryStore> directory_;
  std::unique_ptr<RuleStore> store_;
};

TEST_P(RuleStoreContract, KeepsEveryVersion) {
  ASSERT_TRUE(Replace("two", 1, std::vector{kWater, kLight, kRoad}).ok());
  RuleRow changed = kRoad;
  changed.target = "region@provinsi";
  ASSERT_TRUE(Replace("three", 2, std::vector{changed, kWater}).ok());
  RuleReplacement back = Replacement(3, std::vector{kRoad});
  back.restored_version = 1;
  ASSERT_TRUE(store_->ReplaceOnce({"admin/test", "four", "f"}, back, "").ok());

  EXPECT_EQ(directory_->Versions().value(), (DirectoryVersions{1, 4}));
  EXPECT_THAT(InForce(), ElementsAre(kRoad));
  EXPECT_THAT(Of(1), ElementsAre(kRoad));
  EXPECT_THAT(Of(2), ElementsAre(kWater, kRoad, kLight));
  EXPECT_THAT(Of(3), ElementsAre(kWater, changed));
  EXPECT_THAT(Of(4), ElementsAre(kRoad));
  for (const std::int64_t none : {0, 5, -1}) EXPECT_FALSE(store_->Rules(none)->has_value());
}

TEST_P(RuleStoreContract, TellsWhoMadeEachVersionWhenAndWhy) {
  ASSERT_TRUE(Replace("two", 1, std::vector{kWater, kLight}).ok());
  RuleReplacement back = Replacement(2, std::vector{kRoad});
  back.restored_version = 1;
  ASSERT_TRUE(store_->ReplaceOnce({"admin/test", "three", "f"}, back, "").ok());
  const RuleVersion first = {1, kNow, "admin/import", "first", 0, 1};
  const RuleVersion second = {2, kNow + absl::Hours(1), "admin/test", "why 1", 0, 2};
  const RuleVersion third = {3, kNow + absl::Hours(2), "admin/test", "why 2", 1, 1};
  EXPECT_THAT(*store_->Versions(kNewest, 10), ElementsAre(third, second, first));
  EXPECT_THAT(*store_->Versions(kNewest, 1), ElementsAre(third));
  EXPECT_THAT(*store_->Versions(3, 1), ElementsAre(second));
  EXPECT_THAT(*store_->Versions(1, 10), ElementsAre());
}

TEST_P(RuleStoreContract, ARepeatedRequestHasItsEffectOnce) {
  EXPECT_EQ(*store_->FindAnswer({"admin/test", "two", "print of two"}), std::nullopt);
  EXPECT_EQ(*Replace("two", 1, std::vector{kWater}), "answer two");
  EXPECT_EQ(*Replace("three", 2, std::vector{kLight}), "answer three");
  // The version that it expects has gone long ago.
  EXPECT_EQ(*Replace("two", 1, std::vector{kWater}), "answer two");
  EXPECT_EQ(*store_->FindAnswer({"admin/test", "two", "print of two"}), "answer two");
  EXPECT_EQ(ErrorReason(store_->FindAnswer({"admin/test", "two", "other"}).status()),
            "REQUEST_ID_REUSED");
  EXPECT_EQ(ErrorReason(store_
                            ->ReplaceOnce({"admin/test", "two", "other"},
                                          Replacement(3, std::vector{kWater}), "")
                            .status()),
            "REQUEST_ID_REUSED");
  // Another caller may choose the same id.
  EXPECT_EQ(*store_->FindAnswer({"admin/other", "two", "print of two"}), std::nullopt);
  EXPECT_THAT(InForce(), ElementsAre(kLight));
}

TEST_P(RuleStoreContract, TheSameSetOnlyRemembersTheAnswer) {
  EXPECT_EQ(*Replace("same", 1, std::nullopt), "answer same");
  EXPECT_EQ(directory_->Versions().value(), (DirectoryVersions{1, 1}));
  EXPECT_EQ(store_->Versions(kNewest, 10)->size(), 1u);
  EXPECT_EQ(*store_->FindAnswer({"admin/test", "same", "print of same"}), "answer same");
}

TEST_P(RuleStoreContract, RefusesAnotherVersionAndKeepsNothing) {
  EXPECT_EQ(ErrorReason(Replace("two", 7, std::vector{kWater}).status()), "DIRECTORY_CHANGED");
  EXPECT_THAT(InForce(), ElementsAre(kRoad));
  EXPECT_EQ(store_->Versions(kNewest, 10)->size(), 1u);
  EXPECT_EQ(*store_->FindAnswer({"admin/test", "two", "print of two"}), std::nullopt);
}

TEST_P(RuleStoreContract, AnEmptySetIsASet) {
  ASSERT_TRUE(Replace("none", 1, std::vector<RuleRow>()).ok());
  EXPECT_THAT(InForce(), ElementsAre());
  EXPECT_THAT(Of(2), ElementsAre());
  EXPECT_THAT(Of(1), ElementsAre(kRoad));
}

TEST_P(RuleStoreContract, AnImportMakesAVersionToo) {
  DirectoryChange change;
  change.expected = {1, 1};
  change.next = {1, 2};
  change.rules = {kLight, kRoad};
  change.imported_by = "admin/import";
  change.import_time = kNow;
  ASSERT_TRUE(directory_->Apply(change, [](std::size_t) {}).ok());
  EXPECT_THAT(Of(2), ElementsAre(kRoad, kLight));
  EXPECT_EQ(store_->Versions(kNewest, 1)->front().actor, "admin/import");
}

TEST_P(RuleStoreContract, OfTwoReplacersWithTheSameVersionOneWins) {
  for (std::int64_t version = 1; version <= 10; ++version) {
    std::atomic<int> won = 0;
    std::vector<std::thread> replacers;
    for (const RuleRow& row : {kWater, kLight}) {
      replacers.emplace_back([&, row] {
        RuleRow mine = row;
        mine.note = std::to_string(version);
        const auto answer =
            Replace(row.category + std::to_string(version), version, std::vector{mine});
        if (answer.ok()) {
          ++won;
        } else {
          EXPECT_EQ(ErrorReason(answer.status()), "DIRECTORY_CHANGED");
        }
      });
    }
    for (std::thread& replacer : replacers) replacer.join();
    ASSERT_EQ(won, 1);
    EXPECT_EQ(directory_->Versions()->rules, version + 1);
  }
}

TEST_P(RuleStoreContract, OneRequestFromManySidesHasItsEffectOnce) {
  std::vector<std::thread> replacers;
  for (int i = 0; i < 4; ++i) {
    replacers.emplace_back([&] {
      const auto answer = Replace("same", 1, std::vector{kWater});
      EXPECT_EQ(answer.value_or(answer.status().ToString()), "answer same");
    });
  }
  for (std::thread& replacer : replacers) replacer.join();
  EXPECT_EQ(directory_->Versions()->rules, 2);
}

INSTANTIATE_TEST_SUITE_P(Stores, RuleStoreContract, ::testing::Values(Kind::kMemory, Kind::kReal),
                         [](const auto& test) {
                           return test.param == Kind::kMemory ? "Memory" : "Real";
                         });

// Only PostgreSQL has rights and a form that saves space.
class RuleSchema : public ::testing::Test {
 protected:
  std::string Query(const std::string& dsn, const std::string& sql) {
    postgres::Pool pool({.dsn = dsn, .connections_max = 1});
    std::string value;
    const absl::Status status = pool.Run([&](postgres::Transaction& transaction) {
      const postgres::Rows rows = transaction.Exec({"query", sql});
      value = rows.empty() ? "" : rows.Text(0, 0);
      return absl::OkStatus();
    });
    return status.ok() ? value : ErrorReason(status);
  }
  const testing::TestDatabase database_ = testing::PrivatePostgres::Instance().NewDatabase();
};

TEST_F(RuleSchema, StoresOnlyWhatDiffersBetweenVersions) {
  testing::MigrateForTest(database_, "routing", Migrations());
  postgres::Pool pool({.dsn = database_.ServiceDsn("routing")});
  PostgresDirectoryStore directory(pool);
  PostgresRuleStore store(pool);
  DirectoryChange change;
  change.next = {1, 1};
  const DirectoryData data = samples::BuildData(samples::SmallFiles());
  change.kinds = data.kinds;
  change.categories = data.categories;
  std::vector<RuleRow> rows;
  for (int i = 0; i < 1000; ++i) {
    rows.push_back({"jalan", std::to_string(i), "region@kabkota", "", "", ""});
  }
  change.rules = rows;
  change.import_time = kNow;
  ASSERT_TRUE(directory.Apply(change, [](std::size_t) {}).ok());
  for (std::int64_t version = 1; version <= 20; ++version) {
    rows[0].note = std::to_string(version);
    RuleReplacement replacement;
    replacement.expected = {1, version};
    replacement.rows = rows;
    replacement.time = kNow;
    ASSERT_TRUE(
        store.ReplaceOnce({"admin/test", std::to_string(version), ""}, replacement, "").ok());
  }
  EXPECT_EQ(Query(database_.owner_dsn, "SELECT count(*) FROM routing.rule"), "1020");
  EXPECT_EQ(store.Rules(20)->value().size(), 1000u);
  EXPECT_EQ(store.Rules(20)->value()[0].note, "19");
}

TEST_F(RuleSchema, TheServiceCannotForgetRulesOrChangeVersions) {
  testing::MigrateForTest(database_, "routing", Migrations());
  const auto may = [&](const std::string& table, const std::string& right) {
    return Query(database_.owner_dsn, "SELECT has_table_privilege('salur_routing', 'routing." +
                                          table + "', '" + right + "')");
  };
  for (const char* table : {"rule", "rule_version", "admin_request"}) {
    EXPECT_EQ(may(table, "INSERT"), "t") << table;
    EXPECT_EQ(may(table, "DELETE"), "f") << table;
    EXPECT_EQ(may(table, "TRUNCATE"), "f") << table;
  }
  EXPECT_EQ(may("rule", "UPDATE"), "t");
  EXPECT_EQ(may("rule_version", "UPDATE"), "f");
  EXPECT_EQ(may("admin_request", "UPDATE"), "f");
}

TEST_F(RuleSchema, KeepsTheRulesThatWereInForceBefore) {
  const std::vector<postgres::Migration> first(Migrations().begin(), Migrations().begin() + 1);
  testing::MigrateForTest(database_, "routing", first);
  Query(database_.owner_dsn,
        "WITH v AS (UPDATE routing.directory_version SET directory_version = 4, rules_version = 3)"
        ", i AS (INSERT INTO routing.directory_import (directory_version, rules_version,"
        " import_time, imported_by, added, renamed, moved, retired)"
        " VALUES (3, 2, '2025-01-01', 'admin/a', 0, 0, 0, 0), (4, 3, '2025-02-01', 'admin/b', 0,"
        " 0, 0, 0))"
        ", c AS (INSERT INTO routing.category (code, position, name_id, name_en, default_class,"
        " handler_level, calendar, confidential, needs_supervision, physical, emergency_number,"
        " active) VALUES ('jalan', 0, '', '', 'complaint', 'kabkota', 'working', false, false,"
        " false, '', true))"
        " INSERT INTO routing.rule VALUES (0, 'jalan', '31', 'unit:pupr:31', '2025-01-01', '',"
        " 'a \"note\", with all')");
  testing::MigrateForTest(database_, "routing", Migrations());
  postgres::Pool pool({.dsn = database_.ServiceDsn("routing")});
  PostgresRuleStore store(pool);
  EXPECT_THAT(store.Rules(3)->value(), ElementsAre(kRoad));
  const auto versions = *store.Versions(kNewest, 10);
  ASSERT_EQ(versions.size(), 1u);
  EXPECT_EQ(versions[0].actor, "admin/b");
  EXPECT_EQ(versions[0].rule_count, 1);
}

}  // namespace
}  // namespace salur::routing
