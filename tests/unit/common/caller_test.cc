#include "common/rpc/caller.h"

#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "common/rpc/operations_service.h"
#include "common/rpc/permissions.h"

namespace salur {
namespace {

absl::StatusOr<Caller> Authenticate(const std::string& value) {
  return DevelopmentAuthenticator().Authenticate(
      [&](std::string_view key) { return key == kDevelopmentCallerKey ? value : std::string(); });
}

TEST(DevelopmentAuthenticator, ReadsEveryRole) {
  EXPECT_EQ(Authenticate("")->role, Role::kPublic);
  EXPECT_EQ(Authenticate("partner/jaki")->ToString(), "partner/jaki");
  const auto officer = Authenticate("officer/budi@31.71.01.1001;confidential");
  ASSERT_TRUE(officer.ok());
  EXPECT_EQ(officer->unit_id, "31.71.01.1001");
  EXPECT_TRUE(officer->confidential);
  EXPECT_EQ(officer->ToString(), "officer/budi@31.71.01.1001");
  EXPECT_EQ(Authenticate("admin/ops")->role, Role::kAdmin);
  EXPECT_TRUE(Authenticate("service/intake")->IsService("intake"));
}

TEST(DevelopmentAuthenticator, RefusesBadCredentials) {
  for (const char* bad : {"budi", "officer/budi", "king/x", "partner/", "officer/@ID",
                          "partner/a b", "partner/x;root", "officer/budi@"}) {
    EXPECT_EQ(ErrorReason(Authenticate(bad).status()), "BAD_CREDENTIALS") << bad;
  }
}

TEST(PermissionTable, TellsStrangersFromTheForbidden) {
  const PermissionTable table({{"/s/M", {{Role::kAdmin}, {Role::kService, "intake"}}}});
  EXPECT_EQ(ErrorReason(table.Check({}, "/s/M")), "CALLER_REQUIRED");
  EXPECT_EQ(ErrorReason(table.Check({.role = Role::kPartner}, "/s/M")), "NOT_ALLOWED");
  EXPECT_EQ(ErrorReason(table.Check({.role = Role::kService, .id = "routing"}, "/s/M")),
            "NOT_ALLOWED");
  EXPECT_TRUE(table.Check({.role = Role::kService, .id = "intake"}, "/s/M").ok());
  EXPECT_TRUE(table.Check({.role = Role::kAdmin}, "/s/M").ok());
  EXPECT_EQ(ErrorReason(table.Check({.role = Role::kAdmin}, "/s/Other")), "NOT_ALLOWED");
}

TEST(PermissionTable, MustCoverExactlyTheServedMethods) {
  auto entries = OperationsServiceImpl::Permissions();
  const std::vector<std::string> services{"salur.common.v1.OperationsService"};
  EXPECT_TRUE(PermissionTable(entries).CheckComplete(services).ok());
  auto missing = entries;
  missing.erase(missing.begin());
  EXPECT_EQ(ErrorReason(PermissionTable(missing).CheckComplete(services)),
            "PERMISSIONS_INCOMPLETE");
  entries["/salur.common.v1.OperationsService/NoSuchMethod"] = {};
  EXPECT_EQ(ErrorReason(PermissionTable(entries).CheckComplete(services)),
            "PERMISSIONS_INCOMPLETE");
}

}  // namespace
}  // namespace salur
