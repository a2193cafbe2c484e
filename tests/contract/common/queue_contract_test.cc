// What every EventStream, OutboxStore and DeadLetterStore must do, run on memory and on the real
// thing.
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "common/events/in_memory_event_stream.h"
#include "common/events/in_memory_outbox_store.h"
#include "common/postgres/postgres_dead_letter_store.h"
#include "common/postgres/postgres_outbox_store.h"
#include "common/redis/redis_event_stream.h"
#include "tests/support/private_postgres.h"
#include "tests/support/private_redis.h"

namespace salur {
namespace {

using ::testing::Values;

enum class Kind { kMemory, kReal };

std::string KindName(const ::testing::TestParamInfo<Kind>& info) {
  return info.param == Kind::kMemory ? "Memory" : "Real";
}

testing::PrivateRedis& Redis() {
  static testing::PrivateRedis redis;
  return redis;
}

constexpr StreamId kEnd{~std::uint64_t{0}, 0};

class EventStreamContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    static int number = 0;
    if (GetParam() == Kind::kMemory) {
      stream_ = std::make_unique<InMemoryEventStream>(clock_);
    } else {
      stream_ = std::make_unique<redis::RedisEventStream>(
          redis::RedisClient::Options{.url = Redis().url()}, "s" + std::to_string(++number));
    }
  }
  std::vector<std::string> Append(int count) {
    std::vector<OutgoingEvent> events;
    for (int i = 1; i <= count; ++i) {
      events.push_back({std::to_string(i), "k" + std::to_string(i), std::string("p\0x", 3)});
    }
    return *stream_->Append(events);
  }

  SystemClock clock_;
  std::unique_ptr<EventStream> stream_;
};

TEST_P(EventStreamContract, DeliversInOrderAndOnceToEachGroup) {
  const auto ids = Append(3);
  for (const char* group : {"a", "b"}) {
    const auto messages = *stream_->ReadGroup({group, "c", 10});
    ASSERT_EQ(messages.size(), 3U);
    EXPECT_EQ(messages[0].id, ids[0]);
    EXPECT_EQ(messages[2].key, "k3");
    EXPECT_EQ(messages[2].payload, std::string("p\0x", 3));
    EXPECT_TRUE(stream_->ReadGroup({group, "c", 10})->empty());
  }
}

TEST_P(EventStreamContract, HandsOnWhatAnotherConsumerHolds) {
  Append(2);
  ASSERT_EQ(stream_->ReadGroup({"a", "dead", 10})->size(), 2U);
  EXPECT_TRUE(stream_->Claim({"a", "alive", 10}, absl::Hours(1))->empty());
  EXPECT_EQ(stream_->Claim({"a", "alive", 10}, absl::ZeroDuration())->size(), 2U);
}

TEST_P(EventStreamContract, ClaimOfAMissingGroupIsEmpty) {
  EXPECT_TRUE(stream_->Claim({"none", "c", 10}, absl::ZeroDuration())->empty());
}

TEST_P(EventStreamContract, AcknowledgedPointWaitsForEveryGroupAndEveryGap) {
  const auto ids = Append(3);
  EXPECT_EQ(*stream_->AcknowledgedPoint({"a"}), StreamId{}) << "no group has read";
  ASSERT_EQ(stream_->ReadGroup({"a", "c", 10})->size(), 3U);
  ASSERT_TRUE(stream_->Acknowledge("a", {ids[0], ids[2]}).ok());
  EXPECT_GE(*stream_->AcknowledgedPoint({"a"}), StreamId::Parse(ids[0]));
  EXPECT_LT(*stream_->AcknowledgedPoint({"a"}), StreamId::Parse(ids[1]));
  ASSERT_TRUE(stream_->Acknowledge("a", {ids[1]}).ok());
  EXPECT_GE(*stream_->AcknowledgedPoint({"a"}), StreamId::Parse(ids[2]));
  EXPECT_EQ((*stream_->AcknowledgedPoint({"a", "b"})), StreamId{}) << "b has not read";
}

TEST_P(EventStreamContract, RowsTellWhichEventsAreThereAndTrimForgets) {
  const auto ids = Append(3);
  auto rows = *stream_->Rows({}, kEnd, 10);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[ids[1]], "2");
  EXPECT_EQ(stream_->Rows({}, kEnd, 2)->size(), 2U);
  ASSERT_TRUE(stream_->TrimTo(StreamId::Parse(ids[1])).ok());
  rows = *stream_->Rows({}, kEnd, 10);
  ASSERT_EQ(rows.size(), 1U);
  EXPECT_EQ(rows.begin()->first, ids[2]);
}

TEST_P(EventStreamContract, LagCountsWhatIsNotAcknowledged) {
  const auto ids = Append(4);
  EXPECT_EQ(*stream_->Lag("a"), 4);
  ASSERT_EQ(stream_->ReadGroup({"a", "c", 3})->size(), 3U);
  EXPECT_EQ(*stream_->Lag("a"), 4);
  ASSERT_TRUE(stream_->Acknowledge("a", {ids[0], ids[1]}).ok());
  EXPECT_EQ(*stream_->Lag("a"), 2);
}

INSTANTIATE_TEST_SUITE_P(All, EventStreamContract, Values(Kind::kMemory, Kind::kReal), KindName);

// The tables that every service has in its own schema; here in one made for the test.
postgres::Pool& QueuePool() {
  static const testing::TestDatabase database = testing::PrivatePostgres::Instance().NewDatabase();
  static postgres::Pool* pool = [] {
    testing::MigrateForTest(database, "intake", {{1, "001_queue", R"sql(
      CREATE TABLE intake.outbox (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        key text NOT NULL, payload bytea NOT NULL,
        create_time timestamptz NOT NULL DEFAULT clock_timestamp(),
        stream_ms bigint, stream_seq bigint);
      CREATE TABLE intake.dead_letter (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        stream text NOT NULL, stream_id text NOT NULL, key text NOT NULL, payload bytea NOT NULL,
        error text NOT NULL, attempts integer NOT NULL,
        create_time timestamptz NOT NULL DEFAULT clock_timestamp(), UNIQUE (stream, stream_id));
      GRANT SELECT, INSERT, UPDATE, DELETE ON intake.outbox, intake.dead_letter TO salur_intake;
    )sql"}});
    return new postgres::Pool({.dsn = database.ServiceDsn("intake")});
  }();
  return *pool;
}

void Exec(const std::string& name, const std::string& sql, const postgres::Params& params = {}) {
  const postgres::Statement statement{name, sql};
  ASSERT_TRUE(QueuePool()
                  .Run([&](postgres::Transaction& transaction) {
                    transaction.Exec(statement, params);
                    return absl::OkStatus();
                  })
                  .ok());
}

class OutboxContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::kMemory) {
      store_ = std::make_unique<InMemoryOutboxStore>();
    } else {
      Exec("test_clear", "DELETE FROM intake.outbox");
      store_ = std::make_unique<postgres::PostgresOutboxStore>(QueuePool(), "intake");
    }
  }
  void Add(const std::string& key, const std::string& payload) {
    if (GetParam() == Kind::kMemory) {
      static_cast<InMemoryOutboxStore&>(*store_).Add(key, payload);
    } else {
      Exec("test_add", "INSERT INTO intake.outbox (key, payload) VALUES ($1, $2)",
           postgres::Params().Text(key).Bytes(payload));
    }
  }
  // Publishes at positions first-0, first-1 ...
  absl::StatusOr<int> PublishAt(std::uint64_t first, int count) {
    return store_->Publish(count, [&](const std::vector<OutboxRow>& rows) {
      std::vector<std::string> positions;
      for (std::size_t i = 0; i < rows.size(); ++i) {
        positions.push_back(StreamId{first, i}.ToString());
        payloads_.push_back(rows[i].payload);
      }
      return absl::StatusOr<std::vector<std::string>>(positions);
    });
  }

  std::unique_ptr<OutboxStore> store_;
  std::vector<std::string> payloads_;
};

TEST_P(OutboxContract, PublishesInOrderAndOnce) {
  Add("a", std::string("\0\\\"x", 4));
  Add("b", "2");
  Add("c", "3");
  EXPECT_EQ(*PublishAt(10, 2), 2);
  EXPECT_EQ(*PublishAt(11, 2), 1);
  EXPECT_EQ(*PublishAt(12, 2), 0);
  EXPECT_EQ(payloads_, (std::vector<std::string>{std::string("\0\\\"x", 4), "2", "3"}));
}

TEST_P(OutboxContract, AFailedPublicationLeavesTheRowsWaiting) {
  Add("a", "1");
  const auto failed = store_->Publish(5, [](const std::vector<OutboxRow>&) {
    return absl::StatusOr<std::vector<std::string>>(absl::UnavailableError("away"));
  });
  EXPECT_EQ(failed.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(store_->Usage()->waiting, 1);
}

TEST_P(OutboxContract, ListsPublishedRowsInStreamOrder) {
  for (int i = 0; i < 3; ++i) Add("k", std::to_string(i));
  ASSERT_EQ(*PublishAt(9, 1), 1);
  ASSERT_EQ(*PublishAt(10, 2), 2);
  const auto rows = *store_->ListPublished({}, 10);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].stream_id, "9-0") << "by number, not as text";
  EXPECT_EQ(rows[2].stream_id, "10-1");
  EXPECT_EQ(store_->ListPublished({9, 0}, 10)->size(), 2U);
  EXPECT_EQ(store_->ListPublished({}, 1)->size(), 1U);
}

TEST_P(OutboxContract, DeletesAndMarksUnpublishedOnlyAtTheGivenPosition) {
  for (int i = 0; i < 3; ++i) Add("k", std::to_string(i));
  ASSERT_EQ(*PublishAt(10, 3), 3);
  auto rows = *store_->ListPublished({}, 10);
  ASSERT_TRUE(store_->Delete({rows[0].id}).ok());
  PublishedRow moved = rows[1];
  moved.stream_id = "99-0";
  ASSERT_TRUE(store_->MarkUnpublished({moved, rows[2]}).ok());
  EXPECT_EQ(store_->Usage()->published, 1);
  EXPECT_EQ(store_->Usage()->waiting, 1);
  ASSERT_TRUE(store_->MarkUnpublished({rows[0]}).ok()) << "a deleted row stays deleted";
  EXPECT_EQ(store_->Usage()->waiting, 1);
}

INSTANTIATE_TEST_SUITE_P(All, OutboxContract, Values(Kind::kMemory, Kind::kReal), KindName);

class DeadLetterContract : public ::testing::TestWithParam<Kind> {
 protected:
  void SetUp() override {
    if (GetParam() == Kind::kMemory) {
      store_ = std::make_unique<InMemoryDeadLetterStore>();
    } else {
      Exec("test_clear_letters", "DELETE FROM intake.dead_letter");
      store_ = std::make_unique<postgres::PostgresDeadLetterStore>(QueuePool(), "intake");
    }
  }
  static DeadLetter Letter(const std::string& stream_id) {
    DeadLetter letter;
    letter.stream = "tickets";
    letter.stream_id = stream_id;
    letter.key = "k";
    letter.payload = std::string("\0p", 2);
    letter.error = "UNREADABLE: x";
    letter.attempts = 3;
    return letter;
  }
  std::unique_ptr<DeadLetterStore> store_;
};

TEST_P(DeadLetterContract, KeepsEachMessageOnce) {
  ASSERT_TRUE(store_->Add(Letter("1-0")).ok());
  ASSERT_TRUE(store_->Add(Letter("1-0")).ok());
  ASSERT_TRUE(store_->Add(Letter("2-0")).ok());
  EXPECT_EQ(*store_->Count(), 2);
  const auto letters = *store_->List(0, 10);
  ASSERT_EQ(letters.size(), 2U);
  EXPECT_EQ(letters[0].stream_id, "2-0") << "newest first";
  EXPECT_EQ(store_->List(letters[0].id, 10)->size(), 1U);
  EXPECT_EQ(store_->Get(letters[1].id)->payload, std::string("\0p", 2));
}

TEST_P(DeadLetterContract, RecordsFailuresAndForgetsWhatWasProcessed) {
  ASSERT_TRUE(store_->Add(Letter("1-0")).ok());
  const std::int64_t id = store_->List(0, 1)->front().id;
  ASSERT_TRUE(store_->RecordFailure(id, "again").ok());
  EXPECT_EQ(store_->Get(id)->error, "again");
  EXPECT_EQ(store_->Get(id)->attempts, 4);
  ASSERT_TRUE(store_->Remove(id).ok());
  EXPECT_EQ(ErrorReason(store_->Get(id).status()), "DEAD_LETTER_NOT_FOUND");
}

INSTANTIATE_TEST_SUITE_P(All, DeadLetterContract, Values(Kind::kMemory, Kind::kReal), KindName);

}  // namespace
}  // namespace salur
