// What every DirectoryStore must keep beside the units: validity, decrees, answers, hand-over.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "tests/contract/routing/ticket_store_contract.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using samples::kNow;
using samples::kVersions;
using samples::StoreKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class DirectoryChangesContract : public samples::TicketStoreFixture {
 protected:
  // A change of the version in force to the next one.
  DirectoryChange Next() {
    DirectoryChange change;
    change.expected = *directory_->Versions();
    change.next = change.expected;
    ++change.next.directory;
    change.import_time = kNow;
    change.imported_by = "admin/a";
    return change;
  }
  absl::Status Apply(const DirectoryChange& change) {
    return directory_->Apply(change, [](std::size_t) {});
  }
};

TEST_P(DirectoryChangesContract, KeepsValidityAndDecrees) {
  DirectoryChange first = Next();
  first.units = samples::BuildData(samples::SmallFiles()).units;
  const ValidityRow gone{
      "31.71.01.1002", "", "2025-12-31", "Perda \"1\"", {"31.71.01.1001", "31.71.01"}};
  const ValidityRow fresh{"31.71.01.1001", "2026-01-01", "", "", {}};
  first.validity = {gone, fresh};
  first.decrees = {{"Perda 1", "2026-01-01", DecreeChange::kMerge,
                    *RegionCode::Parse("31.71.01.1002"), *RegionCode::Parse("31.71.01.1001"),
                    "Gambir, Cideng", "a note"}};
  ASSERT_TRUE(Apply(first).ok()) << Apply(first);
  auto stored = directory_->Load();
  ASSERT_TRUE(stored.ok()) << stored.status();
  EXPECT_THAT(stored->data.validity, UnorderedElementsAre(gone, fresh));
  ASSERT_EQ(stored->decrees.size(), 1u);
  EXPECT_TRUE(SameChange(stored->decrees[0], first.decrees[0]));

  DirectoryChange second = Next();
  const ValidityRow back{"31.71.01.1002", "2026-02-01", "", "", {}};
  second.validity = {back};
  ASSERT_TRUE(Apply(second).ok());
  stored = directory_->Load();
  EXPECT_THAT(stored->data.validity, UnorderedElementsAre(back, fresh));
  EXPECT_EQ(stored->decrees.size(), 1u);
}

TEST_P(DirectoryChangesContract, AnswersARequestOnce) {
  const RequestKey key{"admin/a", "r1", "print"};
  EXPECT_FALSE(directory_->FindAnswer(key)->has_value());
  DirectoryChange change = Next();
  change.request = {key, std::string("first\0answer", 12)};
  ASSERT_TRUE(Apply(change).ok());
  EXPECT_EQ(**directory_->FindAnswer(key), std::string("first\0answer", 12));
  EXPECT_EQ(ErrorReason(directory_->FindAnswer({"admin/a", "r1", "other"}).status()),
            "REQUEST_ID_REUSED");
  EXPECT_FALSE(directory_->FindAnswer({"admin/b", "r1", "print"})->has_value());

  const DirectoryVersions before = *directory_->Versions();
  DirectoryChange again = Next();
  again.request = change.request;
  again.hand_over = {"35.78"};
  EXPECT_EQ(ErrorReason(Apply(again)), "REQUEST_ANSWERED");
  EXPECT_EQ(*directory_->Versions(), before);
  EXPECT_THAT(*directory_->PendingHandOvers(10), IsEmpty());
}

TEST_P(DirectoryChangesContract, RemembersWhoseTicketsHaveToMove) {
  DirectoryChange change = Next();
  change.hand_over = {"35.78", "31"};
  ASSERT_TRUE(Apply(change).ok());
  DirectoryChange later = Next();
  later.hand_over = {"35.78", "35"};
  ASSERT_TRUE(Apply(later).ok());
  const std::int64_t old_version = change.next.directory;
  const std::int64_t new_version = later.next.directory;
  EXPECT_THAT(*directory_->PendingHandOvers(10),
              ElementsAre(PendingHandOver{"31", old_version}, PendingHandOver{"35", new_version},
                          PendingHandOver{"35.78", new_version}));
  EXPECT_EQ(directory_->PendingHandOvers(2)->size(), 2u);
  // What was done with the old version says nothing about the new one.
  ASSERT_TRUE(directory_->FinishHandOver({"31", "35.78"}, old_version).ok());
  EXPECT_THAT(
      *directory_->PendingHandOvers(10),
      ElementsAre(PendingHandOver{"35", new_version}, PendingHandOver{"35.78", new_version}));
  ASSERT_TRUE(directory_->FinishHandOver({"35", "35.78"}, new_version).ok());
  EXPECT_THAT(*directory_->PendingHandOvers(10), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Stores, DirectoryChangesContract,
                         ::testing::Values(StoreKind::kMemory, StoreKind::kReal),
                         samples::StoreName);

}  // namespace
}  // namespace salur::routing
