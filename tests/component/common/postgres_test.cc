#include "common/postgres/postgres.h"

#include <gtest/gtest.h>

#include <thread>

#include "common/base/errors.h"
#include "common/postgres/migrations.h"
#include "tests/support/private_postgres.h"

namespace salur {
namespace {

using postgres::Migration;
using postgres::Params;
using postgres::Pool;
using postgres::Rows;
using postgres::Transaction;

class PostgresTest : public ::testing::Test {
 protected:
  PostgresTest() : database_(testing::PrivatePostgres::Instance().NewDatabase()) {}
  absl::Status Exec(Pool& pool, const std::string& sql, const Params& params = {}) {
    const postgres::Statement statement{"s" + std::to_string(++number_), sql};
    return pool.Run([&](Transaction& transaction) {
      rows_ = transaction.Exec(statement, params);
      return absl::OkStatus();
    });
  }

  testing::TestDatabase database_;
  Pool pool_{{.dsn = database_.owner_dsn, .connections_max = 4}};
  int number_ = 0;
  std::optional<Rows> rows_;
};

TEST_F(PostgresTest, ValuesSurviveTheRoundTrip) {
  const absl::Time time = absl::FromUnixMicros(1'772'413'200'123'456);
  const std::string nasty = "a'b\"c\\d\n{,}\t\xF0\x9F\x98\x80";
  ASSERT_TRUE(Exec(pool_,
                   "SELECT $1::text, $2::bigint, $3::timestamptz, $4::bytea, $5::boolean, "
                   "$6::text[], $7::float8, $8::timestamptz, $9::text",
                   Params()
                       .Text(nasty)
                       .Integer(-9'007'199'254'740'993)
                       .Time(time)
                       .Bytes(std::string("\0\xff\\x", 4))
                       .Boolean(true)
                       .TextArray({nasty, "", "NULL"})
                       .Real(-6.914744)
                       .OptionalTime(std::nullopt)
                       .TextOrNull(""))
                  .ok());
  EXPECT_EQ(rows_->Text(0, 0), nasty);
  EXPECT_EQ(rows_->Integer(0, 1), -9'007'199'254'740'993);
  EXPECT_EQ(rows_->Time(0, 2), time);
  EXPECT_EQ(rows_->Bytes(0, 3), std::string("\0\xff\\x", 4));
  EXPECT_TRUE(rows_->Boolean(0, 4));
  EXPECT_EQ(rows_->TextArray(0, 5), (std::vector<std::string>{nasty, "", "NULL"}));
  EXPECT_EQ(rows_->Real(0, 6), -6.914744);
  EXPECT_EQ(rows_->OptionalTime(0, 7), std::nullopt);
  EXPECT_TRUE(rows_->IsNull(0, 8));
}

TEST_F(PostgresTest, ArraysOfEveryKindAreBound) {
  const absl::Time time = absl::FromUnixMicros(1'772'413'200'000'001);
  ASSERT_TRUE(
      Exec(pool_,
           "SELECT * FROM unnest($1::text[], $2::bigint[], $3::boolean[], $4::timestamptz[], "
           "$5::timestamptz[], $6::float8[], $7::bytea[], $8::text[])",
           Params()
               .TextArray({"x", "y"})
               .IntegerArray({1, -2})
               .BooleanArray({true, false})
               .TimeArray({time, time})
               .OptionalTimeArray({std::nullopt, time})
               .OptionalRealArray({std::nullopt, 1.5})
               .BytesArray({std::string("\0", 1), "b"})
               .OptionalTextArray({std::nullopt, "z"}))
          .ok());
  ASSERT_EQ(rows_->size(), 2U);
  EXPECT_EQ(rows_->Text(1, 0), "y");
  EXPECT_EQ(rows_->Integer(1, 1), -2);
  EXPECT_FALSE(rows_->Boolean(1, 2));
  EXPECT_EQ(rows_->Time(0, 3), time);
  EXPECT_TRUE(rows_->IsNull(0, 4));
  EXPECT_EQ(rows_->Real(1, 5), 1.5);
  EXPECT_EQ(rows_->Bytes(0, 6), std::string("\0", 1));
  EXPECT_TRUE(rows_->IsNull(0, 7));
}

TEST_F(PostgresTest, AnErrorRollsBackAndTellsNoValue) {
  ASSERT_TRUE(Exec(pool_, "CREATE TABLE t (k text PRIMARY KEY, n integer CHECK (n > 0))").ok());
  ASSERT_TRUE(Exec(pool_, "INSERT INTO t VALUES ('SECRET', 1)").ok());
  const absl::Status twice = Exec(pool_, "INSERT INTO t VALUES ($1, 2)", Params().Text("SECRET"));
  EXPECT_EQ(ErrorReason(twice), "UNIQUE_VIOLATION");
  const absl::Status check = Exec(pool_, "INSERT INTO t VALUES ($1, -2)", Params().Text("SECRET2"));
  EXPECT_EQ(ErrorReason(check), "DATABASE_REJECTED");
  EXPECT_EQ(twice.message().find("SECRET"), std::string::npos);
  EXPECT_EQ(check.message().find("SECRET"), std::string::npos);
  const absl::Status refused = pool_.Run([&](Transaction& transaction) {
    transaction.Exec({"insert_then_refuse", "INSERT INTO t VALUES ('x', 3)"});
    return absl::FailedPreconditionError("no");
  });
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  ASSERT_TRUE(Exec(pool_, "SELECT count(*) FROM t").ok());
  EXPECT_EQ(rows_->Integer(0, 0), 1);
}

TEST_F(PostgresTest, DeadlocksAndSerializationFailuresRepeatTheWhole) {
  int runs = 0;
  const absl::Status status = pool_.Run([&](Transaction& transaction) {
    if (++runs < 3) {
      transaction.ExecScript("DO $$ BEGIN RAISE SQLSTATE '40P01'; END $$");
    }
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(runs, 3);
}

TEST_F(PostgresTest, AKilledConnectionIsReplaced) {
  ASSERT_TRUE(pool_.Ping().ok());
  Pool admin({.dsn = database_.admin_dsn, .connections_max = 1});
  ASSERT_TRUE(Exec(admin,
                   "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                   "WHERE usename = 'salur_owner'")
                  .ok());
  EXPECT_TRUE(pool_.Ping().ok());
}

TEST_F(PostgresTest, ABusyPoolSaysSo) {
  Pool narrow({.dsn = database_.owner_dsn,
               .connections_max = 1,
               .acquire_timeout = absl::Milliseconds(50)});
  const absl::Status status = narrow.Run([&](Transaction&) {
    EXPECT_EQ(ErrorReason(narrow.Ping()), "POOL_EXHAUSTED");
    return absl::OkStatus();
  });
  EXPECT_TRUE(status.ok());
}

TEST_F(PostgresTest, AnUnreachableServerIsUnavailable) {
  Pool nowhere({.dsn = "host=/nonexistent dbname=x"});
  EXPECT_EQ(ErrorReason(nowhere.Ping()), "DATABASE_UNAVAILABLE");
}

TEST_F(PostgresTest, MigrationsRunOnceAlsoFromManyPlaces) {
  const std::vector<Migration> migrations{
      {1, "001_first", "CREATE TABLE intake.a (x integer); CREATE TABLE intake.b (x integer)"},
      {2, "002_second", "-- compatible-from: 1\nALTER TABLE intake.a ADD COLUMN y integer"}};
  std::vector<std::thread> threads;
  std::atomic<int> applied = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      Pool owner({.dsn = database_.owner_dsn, .connections_max = 1});
      const auto count = postgres::Migrate(owner, "intake", migrations);
      ASSERT_TRUE(count.ok()) << count.status();
      applied += *count;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(applied, 2);
  Pool service({.dsn = database_.ServiceDsn("intake")});
  EXPECT_TRUE(postgres::CheckSchema(service, "intake", migrations).ok());
  const std::vector<Migration> older{migrations[0]};
  EXPECT_TRUE(postgres::CheckSchema(service, "intake", older).ok()) << "compatible from 1";
}

TEST_F(PostgresTest, AnOlderOrIncompatibleSchemaIsTold) {
  const std::vector<Migration> first{{1, "001_first", "CREATE TABLE intake.a (x integer)"}};
  std::vector<Migration> both = first;
  both.push_back({2, "002_second", "ALTER TABLE intake.a DROP COLUMN x"});
  Pool service({.dsn = database_.ServiceDsn("intake")});
  EXPECT_EQ(ErrorReason(postgres::CheckSchema(service, "intake", first)), "SCHEMA_TOO_OLD");
  testing::MigrateForTest(database_, "intake", first);
  EXPECT_EQ(ErrorReason(postgres::CheckSchema(service, "intake", both)), "SCHEMA_TOO_OLD");
  testing::MigrateForTest(database_, "intake", both);
  EXPECT_EQ(ErrorReason(postgres::CheckSchema(service, "intake", first)), "SCHEMA_TOO_NEW");
}

TEST_F(PostgresTest, ABrokenMigrationLeavesNothingHalfDone) {
  const std::vector<Migration> broken{
      {1, "001_broken", "CREATE TABLE intake.a (x integer); CREATE TABLE intake.a (x integer)"}};
  Pool owner({.dsn = database_.owner_dsn, .connections_max = 1});
  EXPECT_FALSE(postgres::Migrate(owner, "intake", broken).ok());
  ASSERT_TRUE(Exec(owner, "SELECT to_regclass('intake.a') IS NULL").ok());
  EXPECT_TRUE(rows_->Boolean(0, 0));
}

}  // namespace
}  // namespace salur
