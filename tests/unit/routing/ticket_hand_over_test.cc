// Where open tickets go when their units are retired or their staff changes.
#include "services/routing/domain/ticket_hand_over.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/routing/domain/ticket_changes.h"
#include "tests/unit/routing/decrees.h"

namespace salur::routing {
namespace {

using samples::AfterDecrees;
using samples::BuildData;
using samples::MakeDirectory;
using samples::MakeRules;
using samples::Row;
using samples::SmallFiles;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

const absl::Time kFiled = absl::FromUnixSeconds(1'767'300'000);
const absl::Time kNow = kFiled + absl::Hours(30);

class TicketHandOver : public ::testing::Test {
 protected:
  TicketHandOver() {
    complaint_.id = "0197f000-0000-7000-8000-000000000001";
    complaint_.received_time = kFiled;
  }
  void Open(const std::string& category, const std::string& region) {
    complaint_.category_code = category;
    complaint_.region_code = region;
    const auto rules = MakeRules(MakeDirectory(data_));
    record_ = OpenTicket(complaint_, *rules, Decide(*rules, ToRoutingRequest(complaint_)), kFiled);
  }
  void Climb() {
    ClockAction action;
    action.cycle = 1;
    action.step = record_.ticket.step + 1;
    action.due_time = kFiled;
    action.clock_version = record_.ticket.clock_version;
    ASSERT_EQ(Apply(record_, *MakeDirectory(data_), action, kFiled + absl::Hours(1)),
              ClockActionResult::kApplied);
  }
  void Change(const std::string& rows) {
    auto next = AfterDecrees(data_, rows);
    ASSERT_TRUE(next.ok()) << next.status();
    data_ = *std::move(next);
  }
  HandOverResult HandOver() {
    const auto rules = MakeRules(MakeDirectory(data_, ++version_));
    const HandOverResult result = HandOverTicket(record_, *rules, kNow);
    const TicketRecord once = record_;
    EXPECT_EQ(HandOverTicket(record_, *rules, kNow), HandOverResult::kNothing);
    EXPECT_EQ(record_, once);
    return result;
  }
  const Ticket& ticket() const { return record_.ticket; }

  DirectoryData data_ = BuildData(SmallFiles());
  FiledComplaint complaint_;
  TicketRecord record_;
  std::int64_t version_ = 1;
};

TEST_F(TicketHandOver, FollowsTheOnlySuccessorAndSaysWhy) {
  Open("kelurahan", "35.78.01.2001");
  const Ticket before = ticket();
  Change(samples::kMove);
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(ticket().handling_unit_id, "91.71.02.2001");
  EXPECT_EQ(ticket().holder_unit_id, "91.71.02.2001");
  EXPECT_EQ(ticket().accountable_unit_id, "91.71.02.2001");
  EXPECT_EQ(ticket().region_code, "35.78.01.2001") << "what was filed does not change";
  EXPECT_EQ(ticket().version, before.version + 1);
  ASSERT_EQ(record_.facts.size(), 3u);
  const Fact& fact = record_.facts.back();
  EXPECT_EQ(fact.kind, FactKind::kAssigned);
  EXPECT_EQ(fact.cause, AssignmentCause::kDirectoryChanged);
  EXPECT_EQ(fact.other_unit_id, "35.78.01.2001");
  EXPECT_EQ(fact.unit_id, "91.71.02.2001");
  EXPECT_EQ(fact.actor, "system");
  EXPECT_EQ(fact.time, kNow);
  EXPECT_EQ(fact.note,
            "Desa Kedurus tidak berlaku lagi setelah 2025-12-31 (UU 2/2026); tugasnya beralih "
            "kepada Desa Kedurus.\n\nDesa Kedurus is no longer in force after 2025-12-31 (UU "
            "2/2026); Desa Kedurus took over.");
  EXPECT_THAT(ticket().explanation.text_en, HasSubstr("(UU 2/2026)"));
  EXPECT_THAT(ticket().explanation.steps, Contains("DIRECTORY_CHANGED"));
  EXPECT_EQ(ticket().explanation.directory_version, 2);
}

TEST_F(TicketHandOver, KeepsPromisesStepAndLevelReached) {
  Open("kelurahan", "35.78.01.2001");
  Climb();
  EXPECT_EQ(ticket().accountable_unit_id, "35.78.01");
  const std::vector<Fact> facts = record_.facts;
  Change(samples::kMove);
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(ticket().accountable_unit_id, "91.71.02");
  EXPECT_EQ(ticket().accountable_level, Level::kKecamatan);
  EXPECT_EQ(ticket().step, 1);
  EXPECT_TRUE(std::equal(facts.begin(), facts.end(), record_.facts.begin()));
}

TEST_F(TicketHandOver, AnActiveAccountableUnitElsewhereGivesWayToTheLadderOfTheNewOne) {
  Open("kelurahan", "35.78.01.2001");
  Climb();
  Climb();
  EXPECT_EQ(ticket().accountable_unit_id, "35.78");
  Change(samples::kMove);
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(ticket().accountable_unit_id, "91.71");
}

TEST_F(TicketHandOver, AnAgencyFollowsItsCity) {
  Open("lampu-jalan", "35.78.01.2001");
  Climb();
  EXPECT_EQ(ticket().accountable_unit_id, "35.78");
  Change(samples::kRecodeCity);
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(ticket().handling_unit_id, "perhubungan:35.79");
  EXPECT_EQ(ticket().accountable_unit_id, "35.79");
}

TEST_F(TicketHandOver, OfAPartedVillageTheFirstPartWithoutAnExacterPlace) {
  Open("kelurahan", "31.71.01.1002");
  Change(samples::kSplit);
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(ticket().handling_unit_id, "31.71.01.1005");
  EXPECT_THAT(ticket().explanation.text_id, HasSubstr("sehingga dipakai yang pertama"));
  EXPECT_THAT(record_.facts.back().note, HasSubstr("so the first one was used"));
}

TEST_F(TicketHandOver, OfAPartedKecamatanThePartThatContainsTheVillage) {
  Open("usulan", "35.78.01.2001");
  EXPECT_EQ(ticket().handling_unit_id, "35.78.01");
  Change(
      "P,2026-01-01,split,35.78.01,35.78.02,Utara,\nP,2026-01-01,split,35.78.01,35.78.03,Selatan,\n"
      "P,2026-01-01,move,35.78.01.1001,35.78.02.1001,,\n"
      "P,2026-01-01,move,35.78.01.2001,35.78.03.2001,,\n");
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(ticket().handling_unit_id, "35.78.03");
  EXPECT_THAT(ticket().explanation.text_en, HasSubstr("was split; this complaint is located in"));
}

TEST_F(TicketHandOver, WithoutSuccessorTheUnitAboveReceivesIt) {
  Open("kelurahan", "35.78.01.2001");
  Row(data_, "35.78.01.2001").active = false;
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(ticket().handling_unit_id, "35.78.01");
  EXPECT_THAT(ticket().explanation.text_en, HasSubstr("so the unit above it, Kecamatan Karang"));
}

TEST_F(TicketHandOver, NeverGoesToTheUnitComplainedAboutOrItsSuccessor) {
  complaint_.about_unit_id = "35.78.01.1001";
  Open("kelurahan", "35.78.01.2001");
  EXPECT_EQ(ticket().handling_unit_id, "35.78.01.2001");
  // Both villages become one: it is complained about now.
  Change(
      "P,2026-01-01,merge,35.78.01.2001,35.78.01.1009,Waru,\n"
      "P,2026-01-01,merge,35.78.01.1001,35.78.01.1009,Waru,\n");
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(ticket().handling_unit_id, "35.78.01");
  EXPECT_THAT(ticket().explanation.steps, Contains("CONFLICT_OF_INTEREST"));
  EXPECT_THAT(ticket().explanation.text_id, HasSubstr("sehingga diteruskan kepada Kecamatan"));
}

TEST_F(TicketHandOver, AConfidentialTicketStaysInItsLine) {
  Open("pungli", "35.78.01.2001");
  EXPECT_EQ(ticket().handling_unit_id, "inspektorat:35.78");
  // Retired without a successor: its region is not told.
  Row(data_, "inspektorat:35.78").active = false;
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(ticket().handling_unit_id, "inspektorat:35");
  EXPECT_EQ(ticket().holder_unit_id, "inspektorat:35");
}

TEST_F(TicketHandOver, TheNextUnitHasToAcceptIt) {
  Open("kelurahan", "35.78.01.2001");
  record_.ticket.state = TicketState::kInProgress;
  record_.ticket.assignee = "budi";
  Change(samples::kMove);
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(ticket().state, TicketState::kAssigned);
  EXPECT_EQ(ticket().assignee, "");
}

TEST_F(TicketHandOver, WhatWaitsGoesOnWaiting) {
  for (const TicketState state : {TicketState::kWaitingForReporter, TicketState::kScheduled}) {
    data_ = BuildData(SmallFiles());
    Open("kelurahan", "35.78.01.2001");
    record_.ticket.state = state;
    Change(samples::kMove);
    ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
    EXPECT_EQ(ticket().state, state);
  }
}

TEST_F(TicketHandOver, WhatIsAnsweredStaysWhereItWas) {
  for (const TicketState state : {TicketState::kResolved, TicketState::kClosed}) {
    data_ = BuildData(SmallFiles());
    Open("kelurahan", "35.78.01.2001");
    record_.ticket.state = state;
    Change(samples::kMove);
    EXPECT_EQ(HandOver(), HandOverResult::kNothing);
  }
}

TEST_F(TicketHandOver, StaffComesAndGoesWithoutAFact) {
  Open("kelurahan", "35.78.01.2001");
  const Ticket before = ticket();
  Row(data_, "35.78.01.2001").staffed = false;
  ASSERT_EQ(HandOver(), HandOverResult::kHolder);
  EXPECT_EQ(ticket().holder_unit_id, "35.78.01");
  EXPECT_EQ(ticket().handling_unit_id, "35.78.01.2001");
  EXPECT_EQ(ticket().clock_version, before.clock_version);
  EXPECT_EQ(ticket().version, before.version + 1);
  EXPECT_EQ(record_.facts.size(), 2u);
  EXPECT_THAT(ticket().explanation.steps, Contains("UNSTAFFED"));
  EXPECT_THAT(ticket().explanation.steps, Contains("DESA_AUTONOMOUS"));
  EXPECT_THAT(ticket().explanation.text_id, HasSubstr("belum mempunyai petugas"));

  Row(data_, "35.78.01").staffed = false;
  ASSERT_EQ(HandOver(), HandOverResult::kHolder);
  EXPECT_EQ(ticket().holder_unit_id, "35.78");
  EXPECT_THAT(ticket().explanation.text_en, Not(HasSubstr("so Kecamatan")));

  Row(data_, "35.78.01.2001").staffed = true;
  ASSERT_EQ(HandOver(), HandOverResult::kHolder);
  EXPECT_EQ(ticket().holder_unit_id, "35.78.01.2001");
  EXPECT_EQ(ticket().explanation.text_id, before.explanation.text_id);
  EXPECT_EQ(ticket().explanation.text_en, before.explanation.text_en);
  EXPECT_EQ(ticket().explanation.steps, before.explanation.steps);
}

TEST_F(TicketHandOver, ATicketFullOfFactsMovesWithoutOne) {
  Open("kelurahan", "35.78.01.2001");
  while (record_.facts.size() < 200) {
    record_.facts.push_back(record_.facts.back());
    ++record_.facts.back().number;
  }
  Change(samples::kMove);
  ASSERT_EQ(HandOver(), HandOverResult::kReassigned);
  EXPECT_EQ(record_.facts.size(), 200u);
  EXPECT_EQ(ticket().handling_unit_id, "91.71.02.2001");
}

}  // namespace
}  // namespace salur::routing
