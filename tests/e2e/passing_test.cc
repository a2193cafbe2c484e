// A complaint filed at a point, passed to and fro and decided by the unit above, on real processes:
// routing asks escalation whether a return is in time, and intake tells the citizen.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "common/rpc/status.h"
#include "tests/e2e/filing.h"
#include "tests/support/await.h"

namespace salur::testing {
namespace {

using ::testing::HasSubstr;

const std::string kFirst = "32.73.03.1003";   // Sukahaji, Kota Bandung
const std::string kSecond = "32.73.03.1001";  // its neighbour
const std::string kAbove = "32.73.03";

class Passing : public ::testing::Test {
 protected:
  void SetUp() override {
    intake::v1::FileComplaintRequest request = MakeRequest({.request_id = "point"});
    request.mutable_location()->clear_region_code();
    request.mutable_location()->mutable_point()->set_latitude(-6.927423);
    request.mutable_location()->mutable_point()->set_longitude(107.583961);
    grpc::ClientContext context;
    As(context, "partner/test", 5);
    const grpc::Status status = system_.intake().FileComplaint(&context, request, &complaint_);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ASSERT_TRUE(Await([&] { return GetTicket(system_, id(), &ticket_); }));
  }

  const std::string& id() const { return complaint_.complaint_id(); }

  // Waits until escalation has heard of the ticket as it is.
  grpc::Status Return(const std::string& unit, const std::string& suggested) {
    routing::v1::ReturnTicketRequest request;
    request.set_request_id("return-" + std::to_string(++requests_));
    request.set_ticket_id(id());
    request.set_reason("Lokasinya di luar wilayah kami.");
    request.set_suggested_unit_id(suggested);
    grpc::Status status;
    EXPECT_TRUE(Await([&] {
      grpc::ClientContext context;
      As(context, "officer/uji@" + unit, 5);
      status = system_.tickets().ReturnTicket(&context, request, &ticket_);
      return ErrorReason(FromGrpcStatus(status)) != "CLOCKS_UNAVAILABLE";
    })) << status.error_message();
    return status;
  }

  SalurSystem system_{{}};
  intake::v1::Complaint complaint_;
  routing::v1::Ticket ticket_;
  int requests_ = 0;
};

TEST_F(Passing, ToAndFroOnceThenTheUnitAboveDecides) {
  EXPECT_EQ(ticket_.handling_unit_id(), kFirst);
  grpc::Status status = Return(kFirst, kSecond);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(ticket_.handling_unit_id(), kSecond);
  status = Return(kSecond, kFirst);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(ticket_.handling_unit_id(), kFirst) << "the second visit is legitimate";
  EXPECT_FALSE(ticket_.arbitrating());
  status = Return(kFirst, kSecond);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(ticket_.handling_unit_id(), kAbove);
  EXPECT_TRUE(ticket_.arbitrating());

  routing::v1::AssignTicketRequest assign;
  assign.set_request_id("decide");
  assign.set_ticket_id(id());
  assign.set_unit_id(kSecond);
  assign.set_note("Batasnya jalan itu sendiri; kelurahan ini yang menangani.");
  grpc::ClientContext context;
  As(context, "officer/camat@" + kAbove, 5);
  status = system_.tickets().AssignTicket(&context, assign, &ticket_);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(ticket_.handling_unit_id(), kSecond);
  EXPECT_TRUE(ticket_.binding());
  EXPECT_EQ(ErrorReason(FromGrpcStatus(Return(kSecond, kFirst))), "ASSIGNMENT_IS_BINDING");

  std::string track;
  EXPECT_TRUE(Await([&] {
    return system_.Ctl({"track", complaint_.tracking_number(), complaint_.pin(), "--json"},
                       &track) == 0 &&
           track.find("Batasnya jalan itu sendiri") != std::string::npos;
  })) << track;
  EXPECT_THAT(track, HasSubstr("Lokasinya di luar wilayah kami."));
}

}  // namespace
}  // namespace salur::testing
