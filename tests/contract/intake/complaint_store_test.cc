// What every ComplaintStore promises about filing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <thread>

#include "common/base/errors.h"
#include "tests/contract/intake/complaint_stores.h"

namespace salur::intake {
namespace {

using testing::Complaint;
using testing::FullComplaint;
using Kind = FilingOutcome::Kind;
using ::testing::SizeIs;

class FilingStoreTest : public testing::ComplaintStoreTest {};

TEST_P(FilingStoreTest, KeepsEveryFieldAsItWasFiled) {
  for (const NewComplaint& complaint : {FullComplaint(), Complaint()}) {
    EXPECT_EQ(File(complaint).kind, Kind::kCreated);
    const auto stored = Get(complaint);
    ASSERT_TRUE(stored.has_value());
    EXPECT_EQ(stored->receipt, complaint.receipt);
    EXPECT_EQ(stored->partner_id, complaint.partner_id);
    EXPECT_EQ(stored->filing, complaint.filing);
    EXPECT_FALSE(stored->progress.has_value());
  }
}

TEST_P(FilingStoreTest, ReadsGiveNoPersonalDataOfTheReporter) {
  NewComplaint complaint = Complaint();
  complaint.filing.reporter.name = "Budi";
  complaint.filing.reporter.phone = "0811223344";
  complaint.filing.reporter.email = "budi@example.id";
  File(complaint);
  const Reporter reporter = Get(complaint)->filing.reporter;
  EXPECT_EQ(reporter, (Reporter{complaint.filing.reporter.partner_reporter_id, "", "", ""}));
}

TEST_P(FilingStoreTest, ARequestIsStoredOnce) {
  const NewComplaint first = FullComplaint();
  NewComplaint again = first;
  again.receipt = Complaint().receipt;
  again.receipt.create_time += absl::Hours(1);
  again.fingerprint.fill(77);
  EXPECT_EQ(File(first).kind, Kind::kCreated);
  const FilingOutcome outcome = File(again);
  EXPECT_EQ(outcome.kind, Kind::kExists) << "its own request comes before its external reference";
  EXPECT_EQ(outcome.receipt, first.receipt);
  EXPECT_EQ(outcome.fingerprint, first.fingerprint);
  EXPECT_FALSE(Get(again).has_value());
}

TEST_P(FilingStoreTest, ABatchStoresWhatIsNewAndTellsTheRest) {
  const NewComplaint known = Complaint();
  File(known);
  NewComplaint known_again = known;
  known_again.receipt = Complaint().receipt;
  const NewComplaint fresh = Complaint();
  NewComplaint same_request_of_another = known;
  same_request_of_another.receipt = Complaint().receipt;
  same_request_of_another.partner_id = "p2";
  const auto outcomes = *store_->FileBatch({known_again, fresh, same_request_of_another});
  ASSERT_THAT(outcomes, SizeIs(3));
  EXPECT_EQ(outcomes[0].kind, Kind::kExists);
  EXPECT_EQ(outcomes[0].receipt, known.receipt);
  EXPECT_EQ(outcomes[1].kind, Kind::kCreated);
  EXPECT_EQ(outcomes[1].receipt, fresh.receipt);
  EXPECT_EQ(outcomes[2].kind, Kind::kCreated);
}

TEST_P(FilingStoreTest, AnExternalReferenceIsUniquePerPartner) {
  const NewComplaint first = FullComplaint();
  File(first);
  NewComplaint second = Complaint();
  second.filing.external_reference = first.filing.external_reference;
  NewComplaint third = Complaint("p2");
  third.filing.external_reference = first.filing.external_reference;
  const auto outcomes = *store_->FileBatch({second, third});
  EXPECT_EQ(outcomes[0].kind, Kind::kExternalReferenceTaken);
  EXPECT_EQ(outcomes[0].receipt, first.receipt);
  EXPECT_EQ(outcomes[1].kind, Kind::kCreated);

  // And within one batch.
  NewComplaint a = FullComplaint();
  NewComplaint b = Complaint();
  b.filing.external_reference = a.filing.external_reference;
  const auto both = *store_->FileBatch({a, b});
  EXPECT_EQ(both[0].kind, Kind::kCreated);
  EXPECT_EQ(both[1].kind, Kind::kExternalReferenceTaken);
  EXPECT_EQ(both[1].receipt, a.receipt);
}

TEST_P(FilingStoreTest, ARowThatBreaksARuleStoresNothing) {
  const NewComplaint good = Complaint();
  NewComplaint bad = Complaint();
  bad.filing.text = std::string(20'001, 'a');
  const auto outcomes = store_->FileBatch({good, bad});
  ASSERT_FALSE(outcomes.ok());
  EXPECT_FALSE(IsTransient(outcomes.status()));
  EXPECT_FALSE(Get(good).has_value());
  EXPECT_EQ(File(good).kind, Kind::kCreated);
}

TEST_P(FilingStoreTest, FindsRequests) {
  const NewComplaint complaint = Complaint();
  File(complaint);
  const auto outcomes = *store_->FindRequests(
      {{"p1", "never"}, {"p1", complaint.filing.request_id}, {"p2", complaint.filing.request_id}});
  ASSERT_THAT(outcomes, SizeIs(3));
  EXPECT_EQ(outcomes[0].kind, Kind::kAbsent);
  EXPECT_EQ(outcomes[1].kind, Kind::kExists);
  EXPECT_EQ(outcomes[1].receipt, complaint.receipt);
  EXPECT_EQ(outcomes[1].fingerprint, complaint.fingerprint);
  EXPECT_EQ(outcomes[2].kind, Kind::kAbsent);
}

TEST_P(FilingStoreTest, ManyWritersOfTheSameRequestsStoreEachOnce) {
  std::vector<NewComplaint> requests;
  for (int i = 0; i < 40; ++i) requests.push_back(Complaint());
  std::sort(requests.begin(), requests.end(),
            [](const auto& a, const auto& b) { return a.filing.request_id < b.filing.request_id; });
  std::atomic<int> created{0};
  std::atomic<int> wrong{0};
  std::vector<std::thread> writers;
  for (int w = 0; w < 8; ++w) {
    std::vector<NewComplaint> mine = requests;
    for (NewComplaint& complaint : mine) complaint.receipt = Complaint().receipt;
    writers.emplace_back([&, mine = std::move(mine)] {
      const auto outcomes = store_->FileBatch(mine);
      if (!outcomes.ok()) {
        ++wrong;
        return;
      }
      for (std::size_t i = 0; i < outcomes->size(); ++i) {
        if ((*outcomes)[i].kind == Kind::kCreated) ++created;
        if ((*outcomes)[i].fingerprint != mine[i].fingerprint) ++wrong;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(created, 40);
  EXPECT_EQ(wrong, 0);
}

INSTANTIATE_TEST_SUITE_P(Stores, FilingStoreTest, testing::kBackends,
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace salur::intake
