// A decree over live tickets, through the running service.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/rpc/time_conversion.h"
#include "tests/component/routing/routing_under_test.h"
#include "tests/support/await.h"
#include "tests/unit/routing/directories.h"

namespace salur {
namespace {

using routing::samples::SmallFiles;
using ::testing::Contains;
using ::testing::HasSubstr;
using testing::ImportOutcome;
using testing::Reason;
using testing::RoutingUnderTest;

// Before the clock of the tests, June 2025: a village is split, one is renamed, and a kecamatan of
// Surabaya goes to Jayapura with its villages.
constexpr char kDecrees[] =
    "Perda 1/2025,2025-06-01,split,31.71.01.1002,31.71.01.1005,Cideng Barat,\n"
    "Perda 1/2025,2025-06-01,split,31.71.01.1002,31.71.01.1006,Cideng Timur,\n"
    "Perda 1/2025,2025-06-01,rename,31.71.01.1001,,Gambir Baru,\n"
    "UU 2/2025,2025-06-01,move,35.78.01,91.71.02,,\n";

constexpr char kOnRetired[] =
    "SELECT count(*) FROM routing.ticket WHERE state <= 5 AND EXISTS (SELECT FROM routing.unit"
    " WHERE NOT active AND unit_id IN (handling_unit_id, holder_unit_id, accountable_unit_id))";
// Every fact but those of the hand-over.
constexpr char kOldFacts[] =
    "SELECT md5(string_agg(f::text, '|' ORDER BY ticket_id, number)) FROM routing.ticket_fact AS f"
    " WHERE note NOT LIKE '%tidak berlaku lagi%'";

class DecreesOverTickets : public ::testing::Test {
 protected:
  static constexpr int kTickets = 400;

  void File() {
    routing_.ImportSmall();
    const std::vector<std::string> regions = {"31.71.01.1001", "31.71.01.1002", "35.78.01.1001",
                                              "35.78.01.2001", "35.78.01",      "91.71.01.1001"};
    const std::vector<std::string> categories = {"kelurahan", "lampu-jalan", "pungli", "usulan",
                                                 ""};
    std::vector<events::v1::ComplaintEvent> complaints;
    for (std::size_t i = 0; i < kTickets; ++i) {
      auto complaint = routing_.NewComplaint(categories[i % 5], regions[i % 6]);
      // A neighbour that is merged into nothing: the complaint is about the other village.
      if (i % 7 == 0 && regions[i % 6] == "35.78.01.1001") {
        complaint.set_about_unit_id("35.78.01.2001");
      }
      if (i % 11 == 0) complaint.set_confidential(true);
      complaints.push_back(complaint);
      ids_.push_back(complaint.complaint_id());
    }
    routing_.Publish(complaints);
    ASSERT_TRUE(testing::Await([&] { return Count("routing.ticket") == kTickets; }));
  }

  // Every third ticket climbs once.
  void Climb() {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, "service/escalation");
    routing::v1::ApplyClockActionsRequest request;
    for (std::size_t i = 0; i < ids_.size(); i += 3) {
      routing::v1::ClockAction& action = *request.add_actions();
      action.set_ticket_id(ids_[i]);
      action.set_action(routing::v1::CLIMB);
      action.set_cycle(1);
      action.set_step(1);
      action.set_clock_version(2);
      SetTimestamp(routing_.clock().Now(), action.mutable_due_time());
    }
    routing::v1::ApplyClockActionsResponse response;
    ASSERT_TRUE(routing_.tickets().ApplyClockActions(&context, request, &response).ok());
    climbed_ = Count("routing.ticket WHERE step = 1");
    ASSERT_GT(climbed_, 100);
  }

  int Count(const std::string& what) {
    return std::stoi(routing_.Query("SELECT count(*) FROM " + what));
  }

  RoutingUnderTest routing_;
  std::vector<std::string> ids_;
  int climbed_ = 0;
};

TEST_F(DecreesOverTickets, LoseNothingAndSayWhy) {
  ASSERT_NO_FATAL_FAILURE(File());
  ASSERT_NO_FATAL_FAILURE(Climb());
  const int to_move = Count(
      "routing.ticket WHERE '{31.71.01.1002,35.78.01,35.78.01.1001,35.78.01.2001}'::text[] &&"
      " ARRAY[handling_unit_id, holder_unit_id, accountable_unit_id]");
  ASSERT_GT(to_move, 100);
  const std::string facts = routing_.Query(kOldFacts);

  const ImportOutcome dry = routing_.ImportDecrees(kDecrees, false);
  ASSERT_TRUE(dry.status.ok()) << dry.status.error_message();
  EXPECT_EQ(dry.result.tickets_to_hand_over(), to_move);
  EXPECT_EQ(dry.result.directory_version(), 1);
  const ImportOutcome applied = routing_.ImportDecrees(kDecrees);
  ASSERT_TRUE(applied.status.ok()) << applied.status.error_message();
  EXPECT_TRUE(applied.result.changed());
  EXPECT_EQ(applied.result.directory_version(), 2);
  EXPECT_EQ(applied.result.tickets_to_hand_over(), to_move);
  EXPECT_THAT(applied.result.changes(),
              Contains("moved 35.78.01 Kecamatan Karang Pilang to 91.71.02 Kecamatan Karang Pilang "
                       "(UU 2/2025)"));
  routing_.AwaitHandOver();

  EXPECT_EQ(Count("routing.ticket WHERE state <= 5"), kTickets);
  EXPECT_EQ(routing_.Query(kOnRetired), "0");
  EXPECT_EQ(routing_.Query(kOldFacts), facts) << "what was promised is as it was";
  EXPECT_EQ(Count("routing.ticket WHERE 'DIRECTORY_CHANGED' = ANY (steps)"), to_move);
  EXPECT_EQ(Count("routing.ticket_fact WHERE kind = 3 AND actor = 'system' AND"
                  " note LIKE '%tidak berlaku lagi%(%2025)%no longer in force%'"),
            to_move);
  EXPECT_EQ(Count("routing.ticket_fact WHERE cause = 7 AND other_unit_id <> ''"), to_move);
  EXPECT_EQ(Count("routing.ticket WHERE step = 1"), climbed_);
  EXPECT_EQ(Count("routing.ticket WHERE about_unit_id <> '' AND handling_unit_id ="
                  " '91.71.02.2001'"),
            0);
  EXPECT_EQ(Count("routing.ticket WHERE confidential AND handling_unit_id NOT LIKE '%:%'"), 0);
  EXPECT_EQ(Count("routing.ticket AS t WHERE version <> (SELECT count(*) FROM routing.ticket_fact"
                  " AS f WHERE f.ticket_id = t.ticket_id) - 1"),
            0);

  const ImportOutcome again = routing_.ImportDecrees(kDecrees);
  ASSERT_TRUE(again.status.ok()) << again.status.error_message();
  EXPECT_FALSE(again.result.changed());
  EXPECT_EQ(again.result.directory_version(), 2);
  EXPECT_EQ(again.result.tickets_to_hand_over(), 0);
  EXPECT_EQ(routing_.Query("SELECT count(*) FROM routing.hand_over"), "0");
}

TEST_F(DecreesOverTickets, OldCodesStillFindTheRightOffice) {
  routing_.ImportSmall();
  ASSERT_TRUE(routing_.ImportDecrees(kDecrees).status.ok());
  const routing::v1::Ticket moved = routing_.Route("kelurahan", "35.78.01.2001");
  EXPECT_EQ(moved.handling_unit_id(), "91.71.02.2001");
  EXPECT_THAT(moved.explanation().steps(), Contains("SUCCESSOR_REGION"));
  EXPECT_EQ(routing_.Route("kelurahan", "31.71.01.1002").handling_unit_id(), "31.71.01");

  grpc::ClientContext context;
  RoutingUnderTest::As(context, "partner/app");
  routing::v1::GetUnitRequest request;
  request.set_unit_id("31.71.01.1002");
  routing::v1::GetUnitResponse response;
  ASSERT_TRUE(routing_.directory().GetUnit(&context, request, &response).ok());
  EXPECT_FALSE(response.unit().active());
  EXPECT_EQ(response.unit().valid_to(), "2025-05-31");
  EXPECT_EQ(response.unit().decree(), "Perda 1/2025");
  EXPECT_THAT(response.unit().successor_unit_ids(),
              ::testing::ElementsAre("31.71.01.1005", "31.71.01.1006"));
}

TEST_F(DecreesOverTickets, ComeWithTheNewFilesToo) {
  routing_.ImportSmall();
  routing::DirectoryFiles files = SmallFiles();
  const auto replace = [&files](std::string_view from, std::string_view to) {
    std::size_t at = files.regions.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    for (; at != std::string::npos; at = files.regions.find(from, at + to.size())) {
      files.regions.replace(at, from.size(), to);
    }
  };
  const std::string old_regions = files.regions;
  replace("35.78.01,kecamatan,kecamatan,35.78,", "91.71.02,kecamatan,kecamatan,91.71,");
  replace("35.78.01", "91.71.02");
  const std::string decree =
      "decree,valid_from,change,old_code,new_code,new_name,note\n"
      "UU 2/2025,2025-06-01,move,35.78.01,91.71.02,,\n";
  const ImportOutcome outcome = routing_.Import(files, "", true, "admin/tester", decree);
  ASSERT_TRUE(outcome.status.ok()) << outcome.status.error_message();
  EXPECT_EQ(routing_.Route("kelurahan", "35.78.01.2001").handling_unit_id(), "91.71.02.2001");
  EXPECT_FALSE(routing_.Import(files, "", true, "admin/tester", decree).result.changed());
  EXPECT_FALSE(routing_.Import(files).result.changed());

  files.regions = old_regions;
  const ImportOutcome stale = routing_.Import(files);
  EXPECT_EQ(Reason(stale.status), "IMPORT_REFUSED");
  EXPECT_EQ(stale.status.error_message(),
            "data/regions.csv line 9, column code: 35.78.01 was retired by UU 2/2025 after "
            "2025-05-31: the file is older than that");
}

TEST_F(DecreesOverTickets, ARegionThatVanishesLeavesItsTicketsToTheUnitAbove) {
  routing_.ImportSmall();
  const routing::v1::Ticket ticket = routing_.Route("kelurahan", "31.71.01.1002");
  routing::DirectoryFiles files = SmallFiles();
  const std::size_t at = files.regions.find("31.71.01.1002,");
  files.regions.erase(at, files.regions.find('\n', at) + 1 - at);
  const ImportOutcome outcome = routing_.Import(files);
  EXPECT_EQ(outcome.result.tickets_to_hand_over(), 1);
  routing_.AwaitHandOver();
  routing::v1::Ticket after;
  ASSERT_TRUE(routing_.Get(ticket.ticket_id(), after).ok());
  EXPECT_EQ(after.handling_unit_id(), "31.71.01");
  EXPECT_THAT(after.explanation().text().en(), HasSubstr("so the unit above it, Kecamatan Gambir"));
}

TEST_F(DecreesOverTickets, RefuseWithFileLineAndReason) {
  const ImportOutcome early = routing_.ImportDecrees(kDecrees);
  EXPECT_EQ(Reason(early.status), "IMPORT_REFUSED");
  EXPECT_THAT(early.status.error_message(), HasSubstr("there is no directory yet"));
  routing_.ImportSmall();
  const ImportOutcome future =
      routing_.ImportDecrees("P,2025-12-01,rename,31.71.01.1001,,Gambir Baru,\n");
  EXPECT_EQ(Reason(future.status), "IMPORT_REFUSED");
  EXPECT_EQ(future.status.error_message(),
            "data/decrees.csv line 2, column valid_from: 2025-12-01 has not come yet (today is "
            "2025-06-15): import it on that day or later");
  EXPECT_EQ(routing_.Query("SELECT count(*) FROM routing.decree"), "0");
}

}  // namespace
}  // namespace salur
