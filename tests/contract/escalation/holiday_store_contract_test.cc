// One contract for every HolidayStore.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <memory>
#include <string>

#include "common/base/errors.h"
#include "services/escalation/storage/in_memory_holiday_store.h"
#include "services/escalation/storage/migrations.h"
#include "services/escalation/storage/postgres_holiday_store.h"
#include "tests/support/private_postgres.h"
#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {
namespace {

class StoreUnderTest {
 public:
  virtual ~StoreUnderTest() = default;
  virtual HolidayStore& store() = 0;
};

class InMemory final : public StoreUnderTest {
 public:
  HolidayStore& store() override { return store_; }

 private:
  InMemoryHolidayStore store_;
};

class OnPostgres final : public StoreUnderTest {
 public:
  OnPostgres() : database_(testing::PrivatePostgres::Instance().NewDatabase()) {
    testing::MigrateForTest(database_, "escalation", Migrations());
    postgres::Pool::Options options;
    options.dsn = database_.ServiceDsn("escalation");
    pool_ = std::make_unique<postgres::Pool>(options);
    store_ = std::make_unique<PostgresHolidayStore>(*pool_);
  }
  HolidayStore& store() override { return *store_; }

 private:
  testing::TestDatabase database_;
  std::unique_ptr<postgres::Pool> pool_;
  std::unique_ptr<PostgresHolidayStore> store_;
};

struct Implementation {
  std::string name;
  std::function<std::unique_ptr<StoreUnderTest>()> make;
};

class HolidayStoreContract : public ::testing::TestWithParam<Implementation> {
 protected:
  HolidayStoreContract() : under_test_(GetParam().make()), store_(under_test_->store()) {}

  HolidayChange Replace(const std::string& request_id, std::vector<Holiday> holidays) {
    const auto change = store_.Replace({request_id, std::move(holidays), false, now_});
    EXPECT_TRUE(change.ok()) << change.status();
    return change.ok() ? *change : HolidayChange{};
  }

  static Holiday Local(int day) {
    return {absl::CivilDay(2026, 4, day), HolidayKind::kLocal, "Hari Jadi", "SK 1/2026", "51.03"};
  }

  const absl::Time now_ = absl::FromUnixSeconds(1'785'000'000);
  std::unique_ptr<StoreUnderTest> under_test_;
  HolidayStore& store_;
};

TEST_P(HolidayStoreContract, IsEmptyBeforeTheFirstList) {
  EXPECT_EQ(*store_.Version(), 0);
  EXPECT_EQ(store_.Current()->version, 0);
  EXPECT_TRUE(store_.Current()->holidays.empty());
}

TEST_P(HolidayStoreContract, KeepsTheNationalListWordForWord) {
  std::vector<Holiday> holidays = NationalHolidays();
  EXPECT_EQ(Replace("first", holidays), (HolidayChange{1, true, 108, 0}));
  SortHolidays(holidays);
  EXPECT_EQ(store_.Current()->version, 1);
  EXPECT_EQ(store_.Current()->holidays, holidays);
}

TEST_P(HolidayStoreContract, TheSameListInAnotherOrderChangesNothing) {
  std::vector<Holiday> holidays = NationalHolidays();
  Replace("first", holidays);
  std::reverse(holidays.begin(), holidays.end());
  EXPECT_EQ(Replace("second", holidays), (HolidayChange{1, false, 0, 0}));
  EXPECT_EQ(*store_.Version(), 1);
}

TEST_P(HolidayStoreContract, TellsWhatWasAddedAndRemoved) {
  Replace("first", {Local(1), Local(2), Local(3)});
  EXPECT_EQ(Replace("second", {Local(3), Local(4)}), (HolidayChange{2, true, 1, 2}));
  EXPECT_EQ(store_.Current()->holidays, (std::vector<Holiday>{Local(3), Local(4)}));
}

TEST_P(HolidayStoreContract, ARepeatedRequestGetsTheFirstAnswer) {
  const HolidayChange first = Replace("first", {Local(1)});
  Replace("second", {Local(2)});
  EXPECT_EQ(Replace("first", {Local(1)}), first);
  EXPECT_EQ(store_.Current()->holidays, std::vector<Holiday>{Local(2)});
}

TEST_P(HolidayStoreContract, ARequestIdWithAnotherListIsRefused) {
  Replace("first", {Local(1)});
  const auto status = store_.Replace({"first", {Local(2)}, false, now_}).status();
  EXPECT_EQ(ErrorReason(status), "REQUEST_ID_REUSED");
  EXPECT_EQ(store_.Current()->holidays, std::vector<Holiday>{Local(1)});
}

TEST_P(HolidayStoreContract, ValidateOnlyStoresNothing) {
  Replace("first", {Local(1)});
  const auto change = store_.Replace({"", {Local(2)}, true, now_});
  ASSERT_TRUE(change.ok()) << change.status();
  EXPECT_EQ(*change, (HolidayChange{1, true, 1, 1}));
  EXPECT_EQ(store_.Current()->holidays, std::vector<Holiday>{Local(1)});
}

TEST_P(HolidayStoreContract, AnEmptyFirstListIsADecision) {
  EXPECT_EQ(Replace("first", {}), (HolidayChange{1, true, 0, 0}));
  EXPECT_EQ(*store_.Version(), 1);
}

INSTANTIATE_TEST_SUITE_P(
    Stores, HolidayStoreContract,
    ::testing::Values(Implementation{"InMemory", [] { return std::make_unique<InMemory>(); }},
                      Implementation{"Postgres", [] { return std::make_unique<OnPostgres>(); }}),
    [](const auto& tested) { return tested.param.name; });

}  // namespace
}  // namespace salur::escalation
