#include "services/routing/domain/ticket_changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "services/routing/domain/visibility.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using samples::BuildData;
using samples::MakeDirectory;
using samples::MakeRules;
using samples::SmallFiles;
using ::testing::ElementsAre;

const absl::Time kFiled = absl::FromUnixSeconds(1'750'000'000);
const absl::Time kNow = kFiled + absl::Minutes(1);
const absl::Time kDue = kFiled + absl::Hours(24);

class TicketChanges : public ::testing::Test {
 protected:
  TicketChanges() : data_(BuildData(SmallFiles())) {
    complaint_.id = "0197f000-0000-7000-8000-000000000001";
    complaint_.tracking_number = "AAA-BBB-CCC";
    complaint_.received_time = kFiled;
    complaint_.category_code = "lampu-jalan";
    complaint_.region_code = "35.78.01.2001";
  }
  TicketRecord Open() {
    rules_ = MakeRules(MakeDirectory(data_));
    return OpenTicket(complaint_, *rules_, Decide(*rules_, ToRoutingRequest(complaint_)), kNow);
  }
  const Directory& directory() const { return rules_->directory(); }
  static ClockAction Climb(const Ticket& ticket, int step) {
    ClockAction action;
    action.ticket_id = ticket.id;
    action.cycle = ticket.cycle;
    action.step = step;
    action.due_time = kDue;
    action.clock_version = ticket.clock_version;
    return action;
  }
  ClockActionResult ApplyAt(TicketRecord& record, const ClockAction& action, absl::Time now) {
    return Apply(record, directory(), action, now);
  }

  DirectoryData data_;
  FiledComplaint complaint_;
  std::shared_ptr<const RuleSet> rules_;
};

TEST_F(TicketChanges, ATicketBeginsWithFilingAndAssignment) {
  const TicketRecord record = Open();
  EXPECT_EQ(record.ticket.state, TicketState::kAssigned);
  EXPECT_EQ(record.ticket.handling_unit_id, "perhubungan:35.78");
  EXPECT_EQ(record.ticket.accountable_level, Level::kKabkota);
  EXPECT_EQ(record.ticket.version, 1);
  EXPECT_EQ(record.ticket.clock_version, 2);
  ASSERT_EQ(record.facts.size(), 2u);
  EXPECT_EQ(record.facts[0].kind, FactKind::kFiled);
  EXPECT_EQ(record.facts[0].time, kFiled);
  EXPECT_EQ(record.facts[1].kind, FactKind::kAssigned);
  EXPECT_EQ(record.facts[1].time, kNow);
  EXPECT_EQ(record.facts[1].unit_name, "Dinas Perhubungan Kota Surabaya");
  EXPECT_EQ(record.facts[1].unit_region_code, "35.78");
}

TEST_F(TicketChanges, WithoutALocationItBeginsInTriage) {
  complaint_.region_code.clear();
  complaint_.point = {-6.175, 106.827, 25};
  const TicketRecord record = Open();
  EXPECT_EQ(record.ticket.state, TicketState::kTriage);
  EXPECT_EQ(record.facts[1].kind, FactKind::kTriaged);
  EXPECT_EQ(record.facts[1].unit_id, "ID");
  EXPECT_TRUE(LadderAhead(record.ticket, directory()).empty());
}

TEST_F(TicketChanges, TakesSupervisionAndCalendarFromItsCategory) {
  complaint_.category_code = "pungli";
  const Ticket bribes = Open().ticket;
  EXPECT_TRUE(bribes.needs_supervision);
  EXPECT_TRUE(bribes.confidential);
  EXPECT_FALSE(bribes.always_calendar);
  complaint_.category_code = "listrik";
  EXPECT_TRUE(Open().ticket.always_calendar);
}

TEST_F(TicketChanges, AnAcceptanceMattersToNoClock) {
  TicketRecord record = Open();
  ASSERT_TRUE(Accept(record, directory(), "perhubungan:35.78", "budi", kNow).ok());
  EXPECT_EQ(record.ticket.state, TicketState::kInProgress);
  EXPECT_EQ(record.ticket.assignee, "budi");
  EXPECT_EQ(record.ticket.version, 2);
  EXPECT_EQ(record.ticket.clock_version, 2);
  EXPECT_EQ(record.facts.back().actor, "budi");
  const absl::Status again = Accept(record, directory(), "perhubungan:35.78", "ani", kNow);
  EXPECT_EQ(ErrorReason(again), "ILLEGAL_STATE");
  EXPECT_EQ(ErrorMetadata(again)["state"], "IN_PROGRESS");
}

TEST_F(TicketChanges, AnAnswerResolvesOnce) {
  TicketRecord record = Open();
  const Resolution resolution{Outcome::kCannot, "Tidak dapat.", "Perda 5/2020"};
  ASSERT_TRUE(Resolve(record, directory(), "perhubungan:35.78", "budi", resolution, kNow).ok());
  EXPECT_EQ(record.ticket.state, TicketState::kResolved);
  EXPECT_EQ(record.ticket.clock_version, 3);
  EXPECT_EQ(record.facts.back().note, "Tidak dapat.\n\nDasar hukum: Perda 5/2020");
  EXPECT_EQ(record.facts.back().outcome, Outcome::kCannot);
  EXPECT_EQ(ErrorReason(Resolve(record, directory(), "35.78", "budi", resolution, kNow)),
            "ILLEGAL_STATE");
}

TEST_F(TicketChanges, TimesNeverRunBackwards) {
  TicketRecord record = Open();
  ASSERT_TRUE(Accept(record, directory(), "35.78", "budi", kNow - absl::Hours(1)).ok());
  EXPECT_EQ(record.facts.back().time, kNow);
  EXPECT_EQ(record.ticket.update_time, kNow);
}

TEST_F(TicketChanges, AClimbGoesToTheNextRungAndIsApplied) {
  TicketRecord record = Open();
  const ClockAction first = Climb(record.ticket, 1);
  EXPECT_EQ(ApplyAt(record, first, kDue), ClockActionResult::kApplied);
  EXPECT_EQ(record.ticket.accountable_unit_id, "35.78");
  EXPECT_EQ(record.ticket.handling_unit_id, "perhubungan:35.78");
  EXPECT_EQ(record.ticket.step, 1);
  EXPECT_EQ(record.ticket.clock_version, 3);
  EXPECT_EQ(record.facts.back().due_time, kDue);
  EXPECT_EQ(ApplyAt(record, first, kDue), ClockActionResult::kAlreadyApplied);
  EXPECT_EQ(ApplyAt(record, Climb(record.ticket, 2), kDue), ClockActionResult::kApplied);
  EXPECT_EQ(ApplyAt(record, Climb(record.ticket, 3), kDue), ClockActionResult::kApplied);
  EXPECT_EQ(record.ticket.accountable_unit_id, "ID");
  // There is no rung above.
  EXPECT_EQ(ApplyAt(record, Climb(record.ticket, 4), kDue), ClockActionResult::kSuperseded);
  EXPECT_EQ(record.facts.size(), 5u);
}

TEST_F(TicketChanges, AClimbIsNeverEarly) {
  TicketRecord record = Open();
  EXPECT_EQ(ApplyAt(record, Climb(record.ticket, 1), kDue - absl::Microseconds(1)),
            ClockActionResult::kNotYet);
  EXPECT_EQ(record.ticket.version, 1);
}

TEST_F(TicketChanges, AClimbThatTheFactsHaveOvertakenIsSuperseded) {
  TicketRecord record = Open();
  ClockAction action = Climb(record.ticket, 1);
  action.cycle = 2;
  EXPECT_EQ(ApplyAt(record, action, kDue), ClockActionResult::kSuperseded);
  EXPECT_EQ(ApplyAt(record, Climb(record.ticket, 2), kDue), ClockActionResult::kSuperseded);
  action = Climb(record.ticket, 1);
  action.clock_version = 1;
  EXPECT_EQ(ApplyAt(record, action, kDue), ClockActionResult::kSuperseded);
  // An answer one microsecond before.
  action = Climb(record.ticket, 1);
  ASSERT_TRUE(Resolve(record, directory(), "35.78", "budi", {}, kDue - absl::Microseconds(1)).ok());
  EXPECT_EQ(ApplyAt(record, action, kDue), ClockActionResult::kSuperseded);
  EXPECT_EQ(ApplyAt(record, Climb(record.ticket, 1), kDue), ClockActionResult::kSuperseded);
}

TEST_F(TicketChanges, AnAcceptanceDoesNotSupersedeAClimb) {
  TicketRecord record = Open();
  const ClockAction action = Climb(record.ticket, 1);
  ASSERT_TRUE(Accept(record, directory(), "35.78", "budi", kNow).ok());
  EXPECT_EQ(ApplyAt(record, action, kDue), ClockActionResult::kApplied);
}

TEST_F(TicketChanges, AClimbSkipsUnstaffedUnitsAndSaysSo) {
  samples::Row(data_, "35.78").staffed = false;
  TicketRecord record = Open();
  ASSERT_EQ(ApplyAt(record, Climb(record.ticket, 1), kDue), ClockActionResult::kApplied);
  EXPECT_EQ(record.ticket.accountable_unit_id, "35");
  EXPECT_THAT(record.facts.back().skipped_unit_ids, ElementsAre("35.78"));
}

TEST_F(TicketChanges, AnAspirationNeverClimbsAboveTheKabkota) {
  complaint_.complaint_class = ComplaintClass::kAspiration;
  TicketRecord record = Open();
  EXPECT_EQ(ApplyAt(record, Climb(record.ticket, 1), kDue), ClockActionResult::kApplied);
  EXPECT_EQ(ApplyAt(record, Climb(record.ticket, 2), kDue), ClockActionResult::kSuperseded);
}

TEST_F(TicketChanges, ClosesBySilenceOnceForEachClockVersion) {
  TicketRecord record = Open();
  ASSERT_TRUE(Resolve(record, directory(), "35.78", "budi", {}, kNow).ok());
  ClockAction action = Climb(record.ticket, 0);
  action.kind = ClockActionKind::kAutoClose;
  EXPECT_EQ(ApplyAt(record, action, kDue - absl::Seconds(1)), ClockActionResult::kNotYet);
  EXPECT_EQ(ApplyAt(record, action, kDue), ClockActionResult::kApplied);
  EXPECT_EQ(record.ticket.state, TicketState::kClosed);
  EXPECT_EQ(ApplyAt(record, action, kDue), ClockActionResult::kAlreadyApplied);
  action.clock_version = record.ticket.clock_version;
  EXPECT_EQ(ApplyAt(record, action, kDue), ClockActionResult::kSuperseded);
}

TEST_F(TicketChanges, ResumesAndArchivesOnlyWhatWaits) {
  for (const auto kind : {ClockActionKind::kResume, ClockActionKind::kArchive}) {
    TicketRecord record = Open();
    ClockAction action = Climb(record.ticket, 0);
    action.kind = kind;
    EXPECT_EQ(ApplyAt(record, action, kDue), ClockActionResult::kSuperseded);
    record.ticket.state = TicketState::kWaitingForReporter;
    EXPECT_EQ(ApplyAt(record, action, kDue), ClockActionResult::kApplied);
    EXPECT_EQ(record.ticket.state,
              kind == ClockActionKind::kResume ? TicketState::kInProgress : TicketState::kArchived);
  }
}

TEST_F(TicketChanges, ASubtreeOpensTicketsButNeverConfidentialOnes) {
  TicketRecord record = Open();
  const auto may_open = [&](const Viewer& viewer) {
    return MayOpen(directory(), viewer, record.ticket);
  };
  EXPECT_TRUE(may_open({"perhubungan:35.78"}));
  EXPECT_TRUE(may_open({"35.78"}));
  EXPECT_TRUE(may_open({"ID"}));
  EXPECT_FALSE(may_open({"sda:35.78", true}));
  EXPECT_FALSE(may_open({"35.78.01", true}));
  EXPECT_FALSE(may_open({"nonsense", true}));
  record.ticket.confidential = true;
  EXPECT_FALSE(may_open({"perhubungan:35.78"}));
  EXPECT_TRUE(may_open({"perhubungan:35.78", true}));
  EXPECT_FALSE(may_open({"35.78", true}));
  record.ticket.accountable_unit_id = "35.78";
  EXPECT_TRUE(may_open({"35.78", true}));
}

}  // namespace
}  // namespace salur::routing
