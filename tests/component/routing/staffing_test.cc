// Staff and contacts of units, through the running service.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "common/rpc/status.h"
#include "tests/component/routing/routing_under_test.h"
#include "tests/unit/routing/directories.h"

namespace salur {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::Reason;
using testing::RoutingUnderTest;

class Staffing : public ::testing::Test {
 protected:
  void SetUp() override { routing_.ImportSmall(); }

  static routing::v1::SetStaffingRequest Change(const std::string& id, bool staffed,
                                                const std::vector<std::string>& units) {
    routing::v1::SetStaffingRequest request;
    request.set_request_id(id);
    request.mutable_unit_ids()->Assign(units.begin(), units.end());
    request.set_staffed(staffed);
    request.set_note("surat tugas 7");
    return request;
  }
  grpc::Status Set(const routing::v1::SetStaffingRequest& request,
                   const std::string& caller = "admin/tester") {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    response_.Clear();
    return routing_.directory().SetStaffing(&context, request, &response_);
  }
  routing::v1::Ticket Ticket(const std::string& id) {
    routing_.AwaitHandOver();
    return routing_.AwaitTicket(id);
  }
  grpc::Status SetContact(const routing::v1::SetUnitContactRequest& request,
                          routing::v1::Unit& unit, const std::string& caller = "admin/tester") {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    return routing_.directory().SetUnitContact(&context, request, &unit);
  }
  routing::v1::Unit Unit(const std::string& caller) {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    routing::v1::GetUnitRequest request;
    request.set_unit_id("35.78.01");
    routing::v1::GetUnitResponse response;
    EXPECT_TRUE(routing_.directory().GetUnit(&context, request, &response).ok());
    return response.unit();
  }

  RoutingUnderTest routing_;
  routing::v1::SetStaffingResponse response_;
};

TEST_F(Staffing, DismissedAndEnrolledAgainHoldersMoveThereAndBack) {
  const routing::v1::Ticket village = routing_.Route("kelurahan", "35.78.01.2001");
  const routing::v1::Ticket secret = routing_.Route("pungli", "35.78.01.2001");
  ASSERT_EQ(village.holder_unit_id(), "35.78.01.2001");
  ASSERT_EQ(secret.holder_unit_id(), "inspektorat:35.78");

  ASSERT_TRUE(Set(Change("r1", false, {"35.78.01.2001", "35.78.01", "inspektorat:35.78"})).ok());
  EXPECT_EQ(response_.changed(), 3);
  EXPECT_EQ(response_.directory_version(), 2);
  routing::v1::Ticket away = Ticket(village.ticket_id());
  EXPECT_EQ(away.holder_unit_id(), "35.78");
  EXPECT_EQ(away.handling_unit_id(), "35.78.01.2001");
  EXPECT_EQ(away.facts_size(), village.facts_size());
  EXPECT_EQ(away.clock_version(), village.clock_version());
  EXPECT_THAT(away.explanation().steps(), Contains("UNSTAFFED"));
  EXPECT_EQ(Ticket(secret.ticket_id()).holder_unit_id(), "inspektorat:35");

  // The kecamatan stands between the village and its holder.
  ASSERT_TRUE(Set(Change("r2", true, {"35.78.01"})).ok());
  EXPECT_EQ(Ticket(village.ticket_id()).holder_unit_id(), "35.78.01");
  ASSERT_TRUE(Set(Change("r3", true, {"35.78.01.2001", "inspektorat:35.78"})).ok());
  const routing::v1::Ticket back = Ticket(village.ticket_id());
  EXPECT_EQ(back.holder_unit_id(), "35.78.01.2001");
  EXPECT_THAT(back.explanation().steps(), Not(Contains("UNSTAFFED")));
  EXPECT_EQ(back.explanation().text().id(), village.explanation().text().id());
  EXPECT_EQ(Ticket(secret.ticket_id()).holder_unit_id(), "inspektorat:35.78");
  EXPECT_EQ(routing_.Query("SELECT count(*) FROM routing.staffing_change WHERE note = "
                           "'surat tugas 7' AND actor = 'admin/tester'"),
            "3");
}

TEST_F(Staffing, TheSameRequestHasItsEffectOnce) {
  const auto request = Change("r1", false, {"35.78.01"});
  ASSERT_TRUE(Set(request).ok());
  ASSERT_TRUE(Set(Change("r2", true, {"35.78.01"})).ok());
  ASSERT_TRUE(Set(request).ok());
  EXPECT_EQ(response_.changed(), 1);
  EXPECT_EQ(response_.directory_version(), 2);
  EXPECT_TRUE(Unit("admin/tester").staffed());
  EXPECT_EQ(Reason(Set(Change("r1", true, {"35.78.01"}))), "REQUEST_ID_REUSED");
  ASSERT_TRUE(Set(Change("r3", true, {"35.78.01"})).ok());
  EXPECT_EQ(response_.changed(), 0);
  EXPECT_EQ(response_.directory_version(), 3);
}

TEST_F(Staffing, RefusesAllThatIsWrongAtOnceAndChangesNothing) {
  auto request = Change("no spaces", false, {"35.78.01"});
  request.set_note(" ");
  auto violations = ErrorViolations(FromGrpcStatus(Set(request)));
  ASSERT_EQ(violations.size(), 2u);
  EXPECT_EQ(violations[0].field, "request_id");
  EXPECT_EQ(violations[1].field, "note");
  violations =
      ErrorViolations(FromGrpcStatus(Set(Change("r1", false, {"35.78.01", "35.78.99", "ID"}))));
  ASSERT_EQ(violations.size(), 2u);
  EXPECT_EQ(violations[0].field, "unit_ids[1]");
  EXPECT_EQ(violations[1].description, "is the root, which is always staffed");
  EXPECT_TRUE(Unit("admin/tester").staffed());
  for (const char* caller : {"officer/budi@35.78.01", "partner/app", "service/intake"}) {
    EXPECT_EQ(Set(Change("r1", false, {"35.78.01"}), caller).error_code(),
              grpc::StatusCode::PERMISSION_DENIED);
  }
}

TEST_F(Staffing, AnImportKeepsIt) {
  ASSERT_TRUE(Set(Change("r1", false, {"35.78.01"})).ok());
  EXPECT_FALSE(routing_.Import(routing::samples::SmallFiles()).result.changed());
  EXPECT_FALSE(Unit("admin/tester").staffed());
}

TEST_F(Staffing, ContactsAreForStaffOnly) {
  routing::v1::SetUnitContactRequest request;
  request.set_request_id("c1");
  request.set_unit_id("35.78.01");
  request.mutable_contact()->set_phone("+62 (31) 766-0001");
  request.mutable_contact()->set_email("karangpilang@surabaya.example");
  request.mutable_contact()->set_address("Jalan Raya 1");
  routing::v1::Unit unit;
  ASSERT_TRUE(SetContact(request, unit).ok());
  EXPECT_EQ(unit.contact().phone(), "+62 (31) 766-0001");
  for (const char* caller : {"officer/budi@31.71", "supervisor/a@ID", "admin/tester"}) {
    EXPECT_EQ(Unit(caller).contact().email(), "karangpilang@surabaya.example") << caller;
  }
  for (const char* caller : {"partner/app", "service/intake"}) {
    EXPECT_FALSE(Unit(caller).has_contact()) << caller;
  }
  EXPECT_EQ(routing_.Query("SELECT directory_version FROM routing.directory_version"), "1");

  request.set_request_id("c2");
  request.clear_contact();
  ASSERT_TRUE(SetContact(request, unit).ok());
  EXPECT_FALSE(Unit("admin/tester").has_contact());
}

TEST_F(Staffing, AContactHasToBeOne) {
  routing::v1::SetUnitContactRequest request;
  request.set_unit_id("35.78.01");
  request.mutable_contact()->set_phone("call us");
  request.mutable_contact()->set_email("camat at example");
  request.mutable_contact()->set_address(std::string(501, 'x'));
  routing::v1::Unit unit;
  EXPECT_EQ(ErrorViolations(FromGrpcStatus(SetContact(request, unit))).size(), 4u);
  request.set_request_id("c1");
  request.clear_contact();
  request.set_unit_id("35.99");
  EXPECT_EQ(Reason(SetContact(request, unit)), "UNIT_NOT_FOUND");
  EXPECT_EQ(SetContact(request, unit, "officer/budi@35.78.01").error_code(),
            grpc::StatusCode::PERMISSION_DENIED);
}

}  // namespace
}  // namespace salur
