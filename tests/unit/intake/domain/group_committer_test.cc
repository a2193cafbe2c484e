#include "services/intake/domain/group_committer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <stdexcept>
#include <string>

namespace salur::intake {
namespace {

using Committer = GroupCommitter<int, std::string>;
using Outcomes = std::vector<Committer::Outcome>;
using ::testing::ElementsAre;
using ::testing::SizeIs;

Outcomes Echo(const std::vector<int>& items) {
  Outcomes outcomes;
  for (const int item : items) outcomes.emplace_back(std::to_string(item));
  return outcomes;
}

GroupCommitterOptions ByHand() {
  GroupCommitterOptions options;
  options.writers = 0;
  return options;
}

TEST(GroupCommitter, JoinsWhatIsWaitingInOrder) {
  std::vector<std::vector<int>> batches;
  Committer committer(ByHand(), [&](std::vector<int> items) {
    batches.push_back(items);
    return Echo(items);
  });
  std::vector<std::string> answers;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(committer.Submit(i, 1, [&](auto outcome) { answers.push_back(*outcome); }).ok());
  }
  EXPECT_EQ(committer.Waiting(), 3U);
  EXPECT_TRUE(committer.RunOnce());
  EXPECT_FALSE(committer.RunOnce());
  EXPECT_THAT(batches, ElementsAre(ElementsAre(0, 1, 2)));
  EXPECT_THAT(answers, ElementsAre("0", "1", "2"));
}

TEST(GroupCommitter, BoundsABatchByItemsAndBytes) {
  GroupCommitterOptions options = ByHand();
  options.limits.batch_items_max = 3;
  options.limits.batch_bytes_max = 100;
  std::vector<std::size_t> sizes;
  Committer committer(options, [&](const std::vector<int>& items) {
    sizes.push_back(items.size());
    return Echo(items);
  });
  for (const std::size_t bytes : {10U, 10U, 10U, 60U, 60U, 500U, 1U}) {
    ASSERT_TRUE(committer.Submit(0, bytes, [](auto) {}).ok());
  }
  while (committer.RunOnce()) {
  }
  EXPECT_THAT(sizes, ElementsAre(3, 1, 1, 1, 1)) << "one item over the limit goes alone";
}

TEST(GroupCommitter, RefusesBeyondTheQueue) {
  GroupCommitterOptions options = ByHand();
  options.limits.queue_items_max = 2;
  options.limits.queue_bytes_max = 100;
  Committer committer(options, Echo);
  int called = 0;
  const auto count = [&](const auto&) { ++called; };
  EXPECT_TRUE(committer.Submit(1, 60, count).ok());
  const absl::Status too_big = committer.Submit(2, 60, count);
  EXPECT_EQ(too_big.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ErrorReason(too_big), "OVERLOADED");
  EXPECT_TRUE(committer.Submit(3, 10, count).ok());
  EXPECT_FALSE(committer.Submit(4, 10, count).ok());
  EXPECT_TRUE(committer.RunOnce());
  EXPECT_EQ(called, 2) << "a refused item is never called back";
  EXPECT_TRUE(committer.Submit(5, 100, count).ok()) << "there is room again";
}

TEST(GroupCommitter, AnswersEveryItemOfABatchThatBreaks) {
  Committer committer(ByHand(), [](std::vector<int> items) -> Outcomes {
    if (items.front() == 0) throw std::runtime_error("broken");
    return {};
  });
  std::vector<absl::StatusCode> codes;
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 2; ++i) {
      ASSERT_TRUE(
          committer.Submit(round, 1, [&](const auto& o) { codes.push_back(o.status().code()); })
              .ok());
    }
    EXPECT_TRUE(committer.RunOnce());
  }
  EXPECT_THAT(codes, SizeIs(4));
  EXPECT_THAT(codes, ::testing::Each(absl::StatusCode::kInternal));
}

TEST(GroupCommitter, WritersWorkSideBySide) {
  GroupCommitterOptions options;
  options.writers = 2;
  options.limits.batch_items_max = 1;
  // Each batch waits until the other has begun: with one writer this would never end.
  std::promise<void> begun[2];
  std::shared_future<void> began[2] = {begun[0].get_future().share(),
                                       begun[1].get_future().share()};
  Committer committer(options, [&](const std::vector<int>& items) {
    const auto mine = static_cast<std::size_t>(items.front());
    begun[mine].set_value();
    began[1 - mine].wait();
    return Echo(items);
  });
  std::promise<std::string> answers[2];
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(
        committer.Submit(i, 1, [&, i](auto outcome) { answers[i].set_value(*outcome); }).ok());
  }
  EXPECT_EQ(answers[0].get_future().get(), "0");
  EXPECT_EQ(answers[1].get_future().get(), "1");
}

TEST(GroupCommitter, BatchesGrowWhileAWriterIsBusy) {
  GroupCommitterOptions options;
  options.writers = 1;
  std::promise<void> first_begun;
  std::promise<void> release;
  std::vector<std::size_t> sizes;
  Committer committer(options, [&](const std::vector<int>& items) {
    sizes.push_back(items.size());
    if (sizes.size() == 1) {
      first_begun.set_value();
      release.get_future().wait();
    }
    return Echo(items);
  });
  std::atomic<int> answered{0};
  ASSERT_TRUE(committer.Submit(0, 1, [&](const auto&) { ++answered; }).ok());
  first_begun.get_future().wait();
  for (int i = 1; i <= 100; ++i) {
    ASSERT_TRUE(committer.Submit(i, 1, [&](const auto&) { ++answered; }).ok());
  }
  release.set_value();
  committer.Stop();
  EXPECT_THAT(sizes, ElementsAre(1, 100));
  EXPECT_EQ(answered, 101);
}

TEST(GroupCommitter, StopDrainsAndRefuses) {
  GroupCommitterOptions options;
  options.writers = 2;
  options.limits.batch_items_max = 7;
  Committer committer(options, Echo);
  std::atomic<int> answered{0};
  for (int i = 0; i < 500; ++i) {
    ASSERT_TRUE(
        committer.Submit(i, 1, [&](const auto& outcome) { answered += outcome.ok(); }).ok());
  }
  committer.Stop();
  EXPECT_EQ(answered, 500);
  const absl::Status refused = committer.Submit(1, 1, [&](const auto&) { ++answered; });
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(answered, 500);
  committer.Stop();
}

TEST(GroupCommitter, ManyThreadsLoseNothing) {
  GroupCommitterOptions options;
  options.limits.queue_items_max = 100'000;
  std::atomic<int> executed{0};
  Committer committer(options, [&](const std::vector<int>& items) {
    executed += static_cast<int>(items.size());
    return Echo(items);
  });
  std::atomic<int> right{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 1'000; ++i) {
        const int item = t * 1'000 + i;
        const absl::Status submitted = committer.Submit(
            item, 1,
            [&right, item](const auto& outcome) { right += *outcome == std::to_string(item); });
        EXPECT_TRUE(submitted.ok());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  committer.Stop();
  EXPECT_EQ(executed, 8'000);
  EXPECT_EQ(right, 8'000);
}

}  // namespace
}  // namespace salur::intake
