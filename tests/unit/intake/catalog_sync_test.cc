#include "services/intake/catalog_sync.h"

#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "salur/routing/v1/directory_service.pb.h"
#include "services/intake/storage/in_memory_catalog_store.h"
#include "tests/support/fake_clock.h"

namespace salur::intake {
namespace {

StoredCatalog Version(std::int64_t version, const char* region) {
  routing::v1::GetCatalogResponse response;
  response.set_version(version);
  response.add_region_codes(region);
  return {version, response.SerializeAsString()};
}

class FakeSource final : public CatalogSource {
 public:
  absl::StatusOr<std::optional<StoredCatalog>> FetchNewer(std::int64_t known_version) override {
    asked_with = known_version;
    return answer;
  }
  absl::StatusOr<std::optional<StoredCatalog>> answer = std::nullopt;
  std::int64_t asked_with = -1;
};

class CatalogSyncTest : public ::testing::Test {
 protected:
  FakeSource source_;
  InMemoryCatalogStore store_;
  CatalogHolder holder_;
  const salur::testing::FakeClock clock_{absl::FromUnixSeconds(1'800'000'000)};
  CatalogSync sync_{source_, store_, holder_, clock_};
};

TEST_F(CatalogSyncTest, TakesOverWhatRoutingHas) {
  source_.answer = Version(4, "31");
  ASSERT_TRUE(sync_.RunOnce().ok());
  EXPECT_EQ(source_.asked_with, 0);
  ASSERT_EQ(holder_.version(), 4);
  EXPECT_TRUE(holder_.Get()->HasRegion("31"));
  source_.answer = Version(5, "32");
  ASSERT_TRUE(sync_.RunOnce().ok());
  EXPECT_EQ(source_.asked_with, 4);
  EXPECT_FALSE(holder_.Get()->HasRegion("31"));
}

TEST_F(CatalogSyncTest, AfterARestartTheStoredOneIsInForceWithoutRouting) {
  ASSERT_TRUE(store_.Save(Version(4, "31"), clock_.Now()).ok());
  source_.answer = absl::UnavailableError("routing is away");
  ASSERT_TRUE(sync_.LoadStored().ok());
  EXPECT_EQ(holder_.version(), 4);
  EXPECT_FALSE(sync_.RunOnce().ok());
  EXPECT_EQ(holder_.version(), 4);
}

TEST_F(CatalogSyncTest, TakesOverWhatAnotherReplicaStored) {
  ASSERT_TRUE(sync_.RunOnce().ok());
  EXPECT_EQ(holder_.version(), 0);
  ASSERT_TRUE(store_.Save(Version(6, "33"), clock_.Now()).ok());
  ASSERT_TRUE(sync_.RunOnce().ok());
  EXPECT_EQ(holder_.version(), 6);
  EXPECT_EQ(source_.asked_with, 6);
}

TEST_F(CatalogSyncTest, NeverStoresWhatItCannotRead) {
  source_.answer = StoredCatalog{9, "\xFF\xFF broken"};
  EXPECT_FALSE(sync_.RunOnce().ok());
  source_.answer = Version(9, "not a code");
  EXPECT_FALSE(sync_.RunOnce().ok());
  EXPECT_FALSE(store_.LoadNewer(0)->has_value());
}

}  // namespace
}  // namespace salur::intake
