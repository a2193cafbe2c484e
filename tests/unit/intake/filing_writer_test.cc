#include "services/intake/filing_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "services/intake/crypto/openssl_keyed_hash.h"
#include "services/intake/storage/in_memory_complaint_store.h"
#include "tests/unit/intake/sample_filings.h"

namespace salur::intake {
namespace {

using ::testing::ElementsAre;
using testing::SampleId;
using testing::SamplePending;

class FilingWriterTest : public ::testing::Test {
 protected:
  std::vector<absl::StatusOr<Filed>> Execute(std::vector<PendingFiling> filings) {
    return writer_.Execute(std::move(filings));
  }
  static std::string Reason(const absl::StatusOr<Filed>& filed) {
    return filed.ok() ? "" : ErrorReason(filed.status());
  }

  InMemoryComplaintStore store_;
  const OpenSslKeyedHash hash_{std::string(32, 'k')};
  const TrackingNumberSequence sequence_{hash_};
  std::vector<std::size_t> batches_;
  FilingWriter writer_{store_, sequence_,
                       [](const PendingFiling& pending, const TrackingNumber& number) {
                         return pending.receipt.complaint_id + " " + number.ToString();
                       },
                       [this](std::size_t size) { batches_.push_back(size); }};
};

TEST_F(FilingWriterTest, StoresEachWithItsEventAndNumber) {
  const auto filed = Execute({SamplePending(2), SamplePending(1), SamplePending(3)});
  ASSERT_EQ(filed.size(), 3U);
  std::set<std::uint64_t> numbers;
  for (std::size_t i = 0; i < 3; ++i) {
    ASSERT_TRUE(filed[i].ok());
    EXPECT_TRUE(filed[i]->created);
    numbers.insert(filed[i]->receipt.tracking_value);
  }
  EXPECT_EQ(filed[0]->receipt.complaint_id, SampleId(2)) << "answers stay in the order of requests";
  EXPECT_EQ(numbers.size(), 3U);
  const std::vector<std::string> events = store_.Events();
  ASSERT_EQ(events.size(), 3U);
  EXPECT_EQ(events[0], SampleId(1) + " " +
                           TrackingNumber::FromValue(filed[1]->receipt.tracking_value)->ToString())
      << "rows are stored in the order of keys";
  EXPECT_THAT(batches_, ElementsAre(3));
}

TEST_F(FilingWriterTest, JoinsTheSameRequestInOneBatch) {
  PendingFiling twin = SamplePending(1);
  twin.receipt.complaint_id = SampleId(9);
  PendingFiling other_body = twin;
  other_body.fingerprint.fill(2);
  PendingFiling other_partner = SamplePending(1, "p2");
  other_partner.receipt.complaint_id = SampleId(2);
  const auto filed = Execute({SamplePending(1), twin, other_body, other_partner});
  EXPECT_TRUE(filed[0]->created);
  EXPECT_FALSE(filed[1]->created);
  EXPECT_EQ(filed[1]->receipt, filed[0]->receipt);
  EXPECT_EQ(Reason(filed[2]), "REQUEST_ID_REUSED");
  EXPECT_TRUE(filed[3]->created) << "another partner's request_id is another request";
  EXPECT_EQ(store_.size(), 2U);
}

TEST_F(FilingWriterTest, RepeatsTheFirstAnswer) {
  const auto first = Execute({SamplePending(1)});
  PendingFiling again = SamplePending(1);
  again.receipt.complaint_id = SampleId(9);
  again.receipt.create_time += absl::Hours(1);
  again.receipt.emergency_number = "112";
  PendingFiling reused = again;
  const auto second = Execute({again});
  EXPECT_FALSE(second[0]->created);
  EXPECT_EQ(second[0]->receipt, first[0]->receipt);
  reused.fingerprint.fill(2);
  const auto third = Execute({reused});
  EXPECT_EQ(Reason(third[0]), "REQUEST_ID_REUSED");
  EXPECT_EQ(third[0].status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(store_.size(), 1U);
}

TEST_F(FilingWriterTest, BadRowFailsAlone) {
  std::vector<PendingFiling> filings;
  for (int i = 0; i < 21; ++i) filings.push_back(SamplePending(i));
  filings[13].filing.text.clear();
  const auto filed = Execute(std::move(filings));
  for (std::size_t i = 0; i < filed.size(); ++i) {
    EXPECT_EQ(filed[i].ok(), i != 13) << i;
  }
  EXPECT_EQ(Reason(filed[13]), "DATABASE_REJECTED");
  EXPECT_EQ(store_.size(), 20U);
  EXPECT_EQ(store_.Events().size(), 20U);
}

TEST_F(FilingWriterTest, UnknownCommitIsToldToAllAndSafeToRepeat) {
  const absl::Status in_doubt =
      MakeError(absl::StatusCode::kUnavailable, "COMMIT_IN_DOUBT", "repeat");
  store_.FailNextFilings({{in_doubt, /*after_commit=*/true}});
  const auto filed = Execute({SamplePending(1), SamplePending(2)});
  EXPECT_EQ(Reason(filed[0]), "COMMIT_IN_DOUBT");
  EXPECT_EQ(Reason(filed[1]), "COMMIT_IN_DOUBT");
  EXPECT_EQ(filed[0].status().code(), absl::StatusCode::kUnavailable);
  const auto again = Execute({SamplePending(1), SamplePending(2)});
  EXPECT_TRUE(again[0].ok());
  EXPECT_FALSE(again[0]->created);
  EXPECT_EQ(store_.size(), 2U);
}

TEST_F(FilingWriterTest, DatabaseAwayIsNotHalved) {
  store_.FailNextFilings(
      {{MakeError(absl::StatusCode::kUnavailable, "DATABASE_UNAVAILABLE", "away")}});
  const auto filed = Execute({SamplePending(1), SamplePending(2)});
  EXPECT_EQ(Reason(filed[0]), "DATABASE_UNAVAILABLE");
  EXPECT_EQ(Reason(filed[1]), "DATABASE_UNAVAILABLE");
  EXPECT_EQ(store_.size(), 0U);
}

TEST_F(FilingWriterTest, ExternalReferenceIsUnique) {
  PendingFiling first = SamplePending(1);
  first.filing.external_reference = ExternalReference{"lapor", "77"};
  PendingFiling second = SamplePending(2);
  second.filing.external_reference = first.filing.external_reference;
  PendingFiling other_partner = SamplePending(3, "p2");
  other_partner.filing.external_reference = first.filing.external_reference;
  const auto filed = Execute({first, second, other_partner});
  EXPECT_TRUE(filed[0].ok());
  EXPECT_EQ(Reason(filed[1]), "EXTERNAL_REFERENCE_EXISTS");
  EXPECT_EQ(filed[1].status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(ErrorMetadata(filed[1].status())["complaint_id"], SampleId(1));
  EXPECT_TRUE(filed[2].ok());
}

TEST_F(FilingWriterTest, UnacceptableRequestGetsItsFirstAnswerOnlyIfThereWasOne) {
  const auto first = Execute({SamplePending(1)});
  PendingFiling again = SamplePending(1);
  again.violations = {{"category_code", "is not a known category"}};
  PendingFiling never = SamplePending(2);
  never.violations = again.violations;
  PendingFiling other_body = again;
  other_body.fingerprint.fill(2);
  const auto filed = Execute({again, never, other_body, SamplePending(3)});
  EXPECT_EQ(filed[0]->receipt, first[0]->receipt);
  EXPECT_EQ(Reason(filed[1]), "INVALID_FIELDS");
  EXPECT_EQ(Reason(filed[2]), "INVALID_FIELDS");
  EXPECT_TRUE(filed[3]->created);
  EXPECT_EQ(store_.size(), 2U);
}

TEST_F(FilingWriterTest, TrackingBlocksAreUsedUp) {
  std::set<std::uint64_t> numbers;
  for (int batch = 0; batch < 9; ++batch) {
    std::vector<PendingFiling> filings;
    for (int i = 0; i < 250; ++i) filings.push_back(SamplePending(batch * 1'000 + i));
    for (const auto& filed : Execute(std::move(filings))) {
      numbers.insert(filed->receipt.tracking_value);
    }
  }
  EXPECT_EQ(numbers.size(), 9U * 250U);
  EXPECT_EQ(*store_.ReserveTrackingBlock(), 3 * kTrackingBlock) << "three blocks, nothing wasted";
}

}  // namespace
}  // namespace salur::intake
