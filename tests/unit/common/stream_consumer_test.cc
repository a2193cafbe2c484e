#include "common/events/stream_consumer.h"

#include <gtest/gtest.h>

#include <set>

#include "common/base/errors.h"
#include "common/events/in_memory_event_stream.h"
#include "common/events/in_memory_outbox_store.h"
#include "common/events/outbox_relay.h"
#include "tests/support/fake_clock.h"

namespace salur {
namespace {

class QueueTest : public ::testing::Test {
 protected:
  StreamConsumer MakeConsumer(const StreamConsumer::Handler& handler,
                              const std::string& name = "one") {
    return StreamConsumer({.stream = "s", .group = "g", .consumer = name, .batch = 8}, stream_,
                          dead_letters_, handler, registry_);
  }
  OutboxRelay MakeRelay() {
    return OutboxRelay({.stream = "s", .groups = {"g"}}, outbox_, stream_, registry_);
  }
  void Append(int count) {
    for (int i = 0; i < count; ++i) {
      const std::string text = std::to_string(i);
      ASSERT_TRUE(stream_.Append({{text, "key" + text, "payload" + text}}).ok());
    }
  }
  // Records every payload.
  StreamConsumer::Handler Recorder() {
    return [this](const std::vector<StreamMessage>& batch) {
      for (const StreamMessage& message : batch) ++seen_[message.payload];
      return absl::OkStatus();
    };
  }
  std::int64_t Lag() { return stream_.Lag("g").value_or(-1); }

  testing::FakeClock clock_{absl::FromUnixSeconds(1'000'000)};
  InMemoryEventStream stream_{clock_};
  InMemoryDeadLetterStore dead_letters_;
  InMemoryOutboxStore outbox_;
  prometheus::Registry registry_;
  std::map<std::string, int> seen_;
};

TEST_F(QueueTest, ConsumerAcknowledgesWhatItProcessed) {
  Append(20);
  StreamConsumer consumer = MakeConsumer(Recorder());
  while (*consumer.RunOnce() > 0) {
  }
  EXPECT_EQ(seen_.size(), 20U);
  EXPECT_EQ(Lag(), 0);
}

TEST_F(QueueTest, ConsumerKeepsABatchInHandWhileTheFailureIsTransient) {
  Append(3);
  bool down = true;
  int calls = 0;
  StreamConsumer consumer = MakeConsumer([&](const std::vector<StreamMessage>& batch) {
    ++calls;
    return down ? absl::UnavailableError("database away") : Recorder()(batch);
  });
  for (int i = 0; i < 10; ++i) EXPECT_FALSE(consumer.RunOnce().ok());
  EXPECT_EQ(calls, 10);
  EXPECT_EQ(*dead_letters_.Count(), 0);
  down = false;
  EXPECT_EQ(*consumer.RunOnce(), 3);
  EXPECT_EQ(seen_.size(), 3U);
}

TEST_F(QueueTest, OnePoisonedMessageIsFoundAndPutAsideAlone) {
  Append(8);
  StreamConsumer consumer = MakeConsumer([&](const std::vector<StreamMessage>& batch) {
    for (const StreamMessage& message : batch) {
      if (message.payload == "payload5") {
        return MakeError(absl::StatusCode::kInvalidArgument, "UNREADABLE", "broken");
      }
    }
    return Recorder()(batch);
  });
  EXPECT_EQ(*consumer.RunOnce(), 8);
  EXPECT_EQ(seen_.size(), 7U);
  const auto letters = *dead_letters_.List(0, 10);
  ASSERT_EQ(letters.size(), 1U);
  EXPECT_EQ(letters[0].key, "key5");
  EXPECT_EQ(letters[0].error, "UNREADABLE: broken");
  EXPECT_EQ(Lag(), 0);
}

TEST_F(QueueTest, AnotherConsumerTakesOverWhatADeadOneHeld) {
  Append(4);
  ASSERT_EQ(stream_.ReadGroup({"g", "dead", 4})->size(), 4U);
  StreamConsumer consumer = MakeConsumer(Recorder(), "alive");
  EXPECT_EQ(*consumer.RunOnce(), 0);
  clock_.Advance(absl::Seconds(16));
  EXPECT_EQ(*consumer.RunOnce(), 4);
  EXPECT_EQ(seen_.size(), 4U);
}

TEST_F(QueueTest, RelayDeletesOnlyWhatEveryGroupAcknowledged) {
  for (int i = 0; i < 5; ++i) outbox_.Add("k", std::to_string(i));
  OutboxRelay relay = MakeRelay();
  EXPECT_EQ(*relay.Publish(), 5);
  ASSERT_TRUE(relay.Sweep().ok());
  EXPECT_EQ(outbox_.Usage()->published, 5);
  const auto held = *stream_.ReadGroup({"g", "c", 5});
  ASSERT_TRUE(stream_.Acknowledge("g", {held[0].id, held[1].id, held[3].id}).ok());
  ASSERT_TRUE(relay.Sweep().ok());
  EXPECT_EQ(outbox_.Usage()->published, 3) << "the third is pending, so later ones stay";
  ASSERT_TRUE(stream_.Acknowledge("g", {held[2].id, held[4].id}).ok());
  ASSERT_TRUE(relay.Sweep().ok());
  EXPECT_EQ(outbox_.Usage()->published, 0);
  EXPECT_TRUE(stream_.Rows({}, {~std::uint64_t{0}, 0}, 10)->empty()) << "trimmed";
}

TEST_F(QueueTest, RelayPublishesAgainWhatTheQueueLost) {
  for (int i = 0; i < 5; ++i) outbox_.Add("k", std::to_string(i));
  OutboxRelay relay = MakeRelay();
  EXPECT_EQ(*relay.Publish(), 5);
  ASSERT_EQ(stream_.ReadGroup({"g", "c", 2})->size(), 2U);
  stream_.Wipe();
  clock_.Advance(absl::Seconds(1));
  ASSERT_TRUE(relay.Sweep().ok());
  EXPECT_EQ(*relay.Publish(), 5);
  StreamConsumer consumer = MakeConsumer(Recorder());
  while (*consumer.RunOnce() > 0) {
  }
  EXPECT_EQ(seen_.size(), 5U);
  ASSERT_TRUE(relay.Sweep().ok());
  EXPECT_EQ(outbox_.Usage()->published, 0);
}

TEST_F(QueueTest, ANewerAcknowledgementDoesNotHideALostOlderEvent) {
  outbox_.Add("k", "old");
  OutboxRelay relay = MakeRelay();
  EXPECT_EQ(*relay.Publish(), 1);
  stream_.Wipe();
  clock_.Advance(absl::Seconds(1));
  outbox_.Add("k", "new");
  EXPECT_EQ(*relay.Publish(), 1);
  StreamConsumer consumer = MakeConsumer(Recorder());
  EXPECT_EQ(*consumer.RunOnce(), 1);
  ASSERT_TRUE(relay.Sweep().ok());
  EXPECT_EQ(outbox_.Usage()->waiting, 1) << "the old one waits to be published again";
  EXPECT_EQ(*relay.Publish(), 1);
  EXPECT_EQ(*consumer.RunOnce(), 1);
  EXPECT_EQ(seen_["old"], 1);
}

TEST_F(QueueTest, AQueueThatIsAwayLosesNothing) {
  outbox_.Add("k", "one");
  stream_.SetAway(true);
  OutboxRelay relay = MakeRelay();
  EXPECT_TRUE(IsTransient(relay.Publish().status()));
  EXPECT_EQ(outbox_.Usage()->waiting, 1);
  stream_.SetAway(false);
  EXPECT_EQ(*relay.Publish(), 1);
}

TEST_F(QueueTest, PublishingPausesAtTheLimitAndGoesOn) {
  for (int i = 0; i < 4; ++i) outbox_.Add("k", std::to_string(i));
  OutboxRelay relay({.stream = "s", .groups = {"g"}, .publish_batch = 2, .published_max = 2},
                    outbox_, stream_, registry_);
  EXPECT_EQ(*relay.Publish(), 2);
  ASSERT_TRUE(relay.Measure().ok());
  EXPECT_EQ(*relay.Publish(), 0) << "paused";
  StreamConsumer consumer = MakeConsumer(Recorder());
  EXPECT_EQ(*consumer.RunOnce(), 2);
  ASSERT_TRUE(relay.Sweep().ok());
  ASSERT_TRUE(relay.Measure().ok());
  EXPECT_EQ(*relay.Publish(), 2);
}

}  // namespace
}  // namespace salur
