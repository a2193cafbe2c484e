// What every ComplaintStore promises about tracking, reading and progress.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <thread>

#include "services/intake/domain/pin.h"
#include "tests/contract/intake/complaint_stores.h"

namespace salur::intake {
namespace {

using testing::Complaint;
using ::testing::ElementsAre;
using testing::FullComplaint;
using testing::Id;
using ::testing::IsEmpty;
using testing::kNow;
using testing::NextNumber;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

class ReadingStoreTest : public testing::ComplaintStoreTest {};

TEST_P(ReadingStoreTest, TrackingBlocksAreDisjoint) {
  std::set<std::uint64_t> firsts;
  for (int i = 0; i < 5; ++i) firsts.insert(*store_->ReserveTrackingBlock());
  EXPECT_THAT(firsts, SizeIs(5));
  for (const std::uint64_t first : firsts) EXPECT_EQ(first % kTrackingBlock, 0U);
}

TEST_P(ReadingStoreTest, TracksWithTheRightPinOnly) {
  const NewComplaint complaint = FullComplaint();
  File(complaint);
  const auto number = *TrackingNumber::FromValue(complaint.receipt.tracking_value);
  std::string asked;
  const auto result = *store_->Track(
      number,
      [&](const std::string& id) {
        asked = id;
        return true;
      },
      kNow);
  EXPECT_EQ(asked, complaint.receipt.complaint_id);
  ASSERT_EQ(result.kind, TrackResult::Kind::kGranted);
  EXPECT_EQ(result.complaint->filing, complaint.filing);
  EXPECT_EQ(Try(complaint, false, kNow), TrackResult::Kind::kWrongPin);
  const auto unknown = *TrackingNumber::FromValue(kTrackingNumbers - 1);
  EXPECT_EQ(store_
                ->Track(
                    unknown, [](const std::string&) { return true; }, kNow)
                ->kind,
            TrackResult::Kind::kUnknown);
}

TEST_P(ReadingStoreTest, LocksAfterTenWrongPinsForAWhile) {
  const NewComplaint complaint = Complaint();
  const NewComplaint neighbour = Complaint();
  File(complaint);
  File(neighbour);
  for (int i = 0; i < kWrongPinsMax - 1; ++i) {
    EXPECT_EQ(Try(complaint, false, kNow), TrackResult::Kind::kWrongPin);
  }
  EXPECT_EQ(Try(complaint, true, kNow), TrackResult::Kind::kGranted) << "the count starts anew";
  for (int i = 0; i < kWrongPinsMax; ++i) {
    EXPECT_EQ(Try(complaint, false, kNow), TrackResult::Kind::kWrongPin);
  }
  EXPECT_EQ(Try(complaint, true, kNow), TrackResult::Kind::kLocked);
  EXPECT_EQ(Try(complaint, false, kNow + kPinLockTime / 2), TrackResult::Kind::kLocked);
  EXPECT_EQ(Try(neighbour, true, kNow), TrackResult::Kind::kGranted);
  EXPECT_EQ(Try(complaint, true, kNow + kPinLockTime), TrackResult::Kind::kGranted);
}

TEST_P(ReadingStoreTest, AThousandGuessesAtOnceAreTenGuesses) {
  const NewComplaint complaint = Complaint();
  File(complaint);
  std::atomic<int> judged{0};
  std::vector<std::thread> attackers;
  for (int t = 0; t < 8; ++t) {
    attackers.emplace_back([&] {
      for (int i = 0; i < 20; ++i) {
        if (Try(complaint, false, kNow) == TrackResult::Kind::kWrongPin) ++judged;
      }
    });
  }
  for (std::thread& attacker : attackers) attacker.join();
  EXPECT_EQ(judged, kWrongPinsMax);
}

TEST_P(ReadingStoreTest, AComplaintIsItsPartnersOnly) {
  const NewComplaint complaint = Complaint();
  File(complaint);
  EXPECT_FALSE(store_->Get("p2", complaint.receipt.complaint_id)->has_value());
  EXPECT_FALSE(store_->Get("p1", Id(999'999))->has_value());
  EXPECT_FALSE(store_->Get("p1", "not a uuid")->has_value());
}

TEST_P(ReadingStoreTest, ListsNewestFirstByPage) {
  const std::string partner = "list-" + std::to_string(NextNumber());
  std::vector<NewComplaint> filed;
  for (int i = 0; i < 5; ++i) {
    filed.push_back(Complaint(partner));
    filed.back().filing.reporter.partner_reporter_id = i % 2 == 0 ? "even" : "odd";
    File(filed.back());
  }
  File(Complaint("another"));
  const auto ids = [&](const ListQuery& query) {
    std::vector<std::string> result;
    const auto page = *store_->List(query);
    for (const auto& complaint : page) {
      result.push_back(complaint.receipt.complaint_id);
    }
    return result;
  };
  const auto id = [&](int i) { return filed[static_cast<std::size_t>(i)].receipt.complaint_id; };
  EXPECT_THAT(ids({partner, "", "", 3}), ElementsAre(id(4), id(3), id(2)));
  EXPECT_THAT(ids({partner, "", id(2), 3}), ElementsAre(id(1), id(0)));
  EXPECT_THAT(ids({partner, "even", "", 2}), ElementsAre(id(4), id(2)));
  EXPECT_THAT(ids({partner, "even", id(2), 2}), ElementsAre(id(0)));
  EXPECT_THAT(ids({partner, "nobody", "", 2}), IsEmpty());
}

TEST_P(ReadingStoreTest, GivesTextsOfThoseThatExist) {
  const NewComplaint a = FullComplaint();
  const NewComplaint b = Complaint();
  File(a);
  File(b);
  const auto texts = *store_->Texts({a.receipt.complaint_id, Id(999'998), "no uuid",
                                     b.receipt.complaint_id, a.receipt.complaint_id});
  const auto text_of = [](const NewComplaint& complaint) {
    return ComplaintText{complaint.receipt.complaint_id, complaint.receipt.tracking_value,
                         complaint.filing.text, complaint.filing.location.address};
  };
  EXPECT_THAT(texts, UnorderedElementsAre(text_of(a), text_of(b)));
  EXPECT_THAT(*store_->Texts({}), IsEmpty());
}

TEST_P(ReadingStoreTest, KeepsTheHigherTicketVersion) {
  const NewComplaint complaint = Complaint();
  File(complaint);
  const auto progress = [&](std::int64_t version, int state) {
    return Progress{complaint.receipt.complaint_id, version, state, kNow + absl::Seconds(version),
                    std::string("\0ticket", 7)};
  };
  ASSERT_TRUE(store_->ApplyProgress({progress(3, 3), progress(2, 2)}).ok());
  EXPECT_EQ(Get(complaint)->progress, progress(3, 3));
  ASSERT_TRUE(store_->ApplyProgress({progress(1, 1)}).ok());
  EXPECT_EQ(Get(complaint)->progress, progress(3, 3));
  ASSERT_TRUE(store_->ApplyProgress({progress(3, 9)}).ok());
  EXPECT_EQ(Get(complaint)->progress, progress(3, 3)) << "a repeat changes nothing";
  ASSERT_TRUE(store_->ApplyProgress({progress(4, 6)}).ok());
  EXPECT_EQ(Get(complaint)->progress, progress(4, 6));
  ASSERT_TRUE(store_->ApplyProgress({}).ok());
}

INSTANTIATE_TEST_SUITE_P(Stores, ReadingStoreTest, testing::kBackends,
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace salur::intake
