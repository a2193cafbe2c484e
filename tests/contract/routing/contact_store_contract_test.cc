// What every ContactStore must do, run on memory and on PostgreSQL.
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "services/routing/storage/in_memory_contact_store.h"
#include "services/routing/storage/postgres_contact_store.h"
#include "tests/contract/routing/ticket_store_contract.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using samples::kNow;
using samples::StoreKind;

class ContactStoreContract : public samples::TicketStoreFixture {
 protected:
  void SetUp() override {
    TicketStoreFixture::SetUp();
    DirectoryChange change;
    change.expected = samples::kVersions;
    change.next = {2, 1};
    change.import_time = kNow;
    change.units = samples::BuildData(samples::SmallFiles()).units;
    ASSERT_TRUE(directory_->Apply(change, [](std::size_t) {}).ok());
    if (GetParam() == StoreKind::kMemory) {
      contacts_ = std::make_unique<InMemoryContactStore>();
    } else {
      contacts_ = std::make_unique<PostgresContactStore>(*pool_);
    }
  }
  absl::StatusOr<std::string> Set(const std::string& request_id, const std::string& unit,
                                  const UnitContact& contact,
                                  const std::string& fingerprint = "f") {
    return contacts_->Set({{"admin/a", request_id, fingerprint}, "answer " + request_id}, unit,
                          contact, kNow);
  }

  std::unique_ptr<ContactStore> contacts_;
};

TEST_P(ContactStoreContract, StoresReplacesAndRemoves) {
  const UnitContact first{"021-1", "a@b.c", "Jalan \"Satu\", 1"};
  EXPECT_EQ(*Set("1", "35.78", first), "answer 1");
  ASSERT_TRUE(Set("2", "35", {"021-2", "", ""}).ok());
  auto found = contacts_->Find({"35.78", "31"});
  ASSERT_TRUE(found.ok()) << found.status();
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ(found->at("35.78"), first);
  ASSERT_TRUE(Set("3", "35.78", {"021-3", "", ""}).ok());
  EXPECT_EQ(contacts_->Find({"35.78"})->at("35.78").phone, "021-3");
  ASSERT_TRUE(Set("4", "35.78", {}).ok());
  EXPECT_TRUE(contacts_->Find({"35.78"})->empty());
}

TEST_P(ContactStoreContract, ARequestHasItsEffectOnce) {
  ASSERT_TRUE(Set("1", "35.78", {"021-1", "", ""}).ok());
  ASSERT_TRUE(Set("2", "35.78", {"021-2", "", ""}).ok());
  EXPECT_EQ(*Set("1", "35.78", {"021-1", "", ""}), "answer 1");
  EXPECT_EQ(contacts_->Find({"35.78"})->at("35.78").phone, "021-2");
  EXPECT_EQ(ErrorReason(Set("1", "35.78", {"021-9", "", ""}, "other").status()),
            "REQUEST_ID_REUSED");
}

INSTANTIATE_TEST_SUITE_P(Stores, ContactStoreContract,
                         ::testing::Values(StoreKind::kMemory, StoreKind::kReal),
                         samples::StoreName);

}  // namespace
}  // namespace salur::routing
