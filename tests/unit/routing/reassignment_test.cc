// Disposisi and correcting the classification.
#include <gmock/gmock.h>

#include "tests/unit/routing/moves_fixture.h"

namespace salur::routing {
namespace {

using samples::kVillageA;
using samples::kVillageB;
using samples::Row;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Reassignment : public samples::MovesFixture {
 protected:
  // The problem with `unit_id`, "" when there is none.
  std::string Problem(const absl::Status& status) {
    const auto violations = ErrorViolations(status);
    return violations.size() == 1 && violations[0].field == "unit_id" ? violations[0].description
                                                                      : std::string();
  }
};

TEST_F(Reassignment, GoesDownWithinTheOfficersOwnUnit) {
  complaint_.category_code = "lampu-jalan";
  Open();
  ASSERT_TRUE(AssignBy("31.71", kVillageB).ok());
  EXPECT_EQ(ticket().handling_unit_id, kVillageB);
  EXPECT_EQ(ticket().accountable_unit_id, kVillageB);
  EXPECT_EQ(last().cause, AssignmentCause::kDisposition);
  EXPECT_EQ(last().actor, "sari");
  EXPECT_EQ(last().note, "Mohon ditangani.");
  EXPECT_THAT(ticket().explanation.steps, ElementsAre("DISPOSITION"));
  // Across, by who stands above both.
  ASSERT_TRUE(AssignBy("31.71.01", kVillageA).ok());
  EXPECT_EQ(ErrorReason(AssignBy(kVillageA, kVillageB)), "OUT_OF_SCOPE");
  EXPECT_EQ(ErrorReason(AssignBy("31.71.01", "31.71")), "OUT_OF_SCOPE");
  EXPECT_EQ(ErrorReason(AssignBy("35.78", "35.78.01")), "OUT_OF_SCOPE");
  EXPECT_FALSE(ticket().binding);
}

TEST_F(Reassignment, TakesATicketOutOfTriage) {
  complaint_.region_code.clear();
  Open();
  ASSERT_EQ(ticket().state, TicketState::kTriage);
  ASSERT_TRUE(AssignBy("ID", "35.78.01.1001").ok());
  EXPECT_EQ(ticket().state, TicketState::kAssigned);
  EXPECT_EQ(ticket().accountable_unit_id, "35.78.01.1001");
  EXPECT_EQ(ticket().accountable_level, Level::kKelurahanDesa);
  // Who has no location keeps the unit that an officer named.
  ASSERT_TRUE(ClassifyBy("35.78.01.1001", "jalan").ok());
  EXPECT_EQ(ticket().handling_unit_id, "35.78.01.1001");
}

TEST_F(Reassignment, SaysWhatIsWrongWithTheUnit) {
  Row(data_, "35.78.01.1001").active = false;
  complaint_.about_unit_id = "31.71";
  complaint_.region_code.clear();
  Open();
  EXPECT_THAT(Problem(AssignBy("ID", "nowhere")), HasSubstr("is not a unit"));
  EXPECT_THAT(Problem(AssignBy("ID", "pupr:35.78")), HasSubstr("sda:35.78 (Dinas Sumber Daya Air"));
  EXPECT_THAT(Problem(AssignBy("ID", "35.78.01.1001")), HasSubstr("35.78.01 (Kecamatan"));
  EXPECT_THAT(Problem(AssignBy("ID", kVillageA)), HasSubstr("complained about"));
  EXPECT_THAT(Problem(AssignBy("ID", "ID")), HasSubstr("handles the ticket already"));
  EXPECT_EQ(record_.facts.size(), 2u);
}

TEST_F(Reassignment, AnUnstaffedUnitIsNamedAndTheParentHoldsIt) {
  Row(data_, "35.78.01.2001").staffed = false;
  complaint_.region_code.clear();
  Open();
  ASSERT_TRUE(AssignBy("ID", "35.78.01.2001").ok());
  EXPECT_EQ(ticket().handling_unit_id, "35.78.01.2001");
  EXPECT_EQ(ticket().holder_unit_id, "35.78.01");
  EXPECT_THAT(ticket().explanation.steps,
              ElementsAre("DISPOSITION", "UNSTAFFED", "DESA_AUTONOMOUS"));
}

TEST_F(Reassignment, ABindingDecisionOutlivesADisposisiBelow) {
  Open();
  ASSERT_TRUE(ReturnBy(kVillageA).ok());
  ASSERT_TRUE(AssignBy("31.71", "31.71.01").ok());
  ASSERT_TRUE(ticket().binding);
  ASSERT_TRUE(AssignBy("31.71.01", kVillageA).ok());
  EXPECT_TRUE(ticket().binding);
  EXPECT_EQ(ErrorReason(ReturnBy(kVillageA, kVillageB).status()), "ASSIGNMENT_IS_BINDING");
  EXPECT_EQ(ErrorReason(ReturnBy("31.71.01", kVillageB).status()), "ASSIGNMENT_IS_BINDING");
  // A correction by those who are bound moves nothing either.
  ASSERT_TRUE(ClassifyBy(kVillageA, "lampu-jalan").ok());
  EXPECT_EQ(ticket().handling_unit_id, kVillageA);
  EXPECT_EQ(ticket().category_code, "lampu-jalan");
  // A unit above decides anew.
  ASSERT_TRUE(AssignBy("31.71", kVillageB).ok());
  EXPECT_FALSE(ticket().binding);
}

TEST_F(Reassignment, ACorrectedCategoryIsRoutedAgain) {
  Open();
  ASSERT_TRUE(ClassifyBy(kVillageA, "listrik").ok());
  EXPECT_EQ(ticket().handling_unit_id, "listrik:ID");
  EXPECT_TRUE(ticket().always_calendar);
  EXPECT_EQ(ticket().region_code, kVillageA);
  EXPECT_EQ(record_.facts[2].kind, FactKind::kClassified);
  EXPECT_EQ(record_.facts[2].note, "Kategorinya lain.");
  EXPECT_EQ(last().cause, AssignmentCause::kReclassified);
  EXPECT_EQ(last().other_unit_id, kVillageA);
  EXPECT_EQ(ticket().version, 2);
  EXPECT_EQ(ticket().explanation.steps.front(), "RECLASSIFIED");
  EXPECT_EQ(ticket().explanation.category_code, "listrik");
  EXPECT_THAT(ticket().explanation.text_id,
              HasSubstr("Klasifikasinya diperbaiki oleh Kelurahan Gambir."));
}

TEST_F(Reassignment, AClassAloneMovesNothing) {
  Open();
  ASSERT_TRUE(Accept(record_, directory(), kVillageA, "budi", now_).ok());
  ClassifyRequest request{
      {kVillageA, "wati"}, ComplaintClass::kInformationRequest, "", {}, "Tanya."};
  ASSERT_TRUE(Classify(record_, *rules_, request, now_).ok());
  EXPECT_EQ(ticket().complaint_class, ComplaintClass::kInformationRequest);
  EXPECT_EQ(ticket().state, TicketState::kInProgress);
  EXPECT_EQ(ticket().assignee, "budi");
  EXPECT_EQ(last().kind, FactKind::kClassified);
  const absl::Status again = Classify(record_, *rules_, request, now_);
  EXPECT_EQ(ErrorReason(again), "INVALID_FIELDS");
}

TEST_F(Reassignment, ALongerLimitNeedsTheUnitAbove) {
  complaint_.complaint_class = ComplaintClass::kInformationRequest;
  Open();
  ClassifyRequest longer{{kVillageA, "wati"}, ComplaintClass::kComplaint, "", {}, "Ini pengaduan."};
  const absl::Status refused = Classify(record_, *rules_, longer, now_);
  EXPECT_EQ(ErrorReason(refused), "LONGER_LIMIT");
  EXPECT_EQ(refused.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(record_.facts.size(), 2u);
  longer.actor.unit_id = "31.71.01";
  EXPECT_TRUE(Classify(record_, *rules_, longer, now_).ok());
  ClassifyRequest supervised{{kVillageA, "wati"}, {}, "", true, "Diduga pungli."};
  EXPECT_EQ(ErrorReason(Classify(record_, *rules_, supervised, now_)), "LONGER_LIMIT");
  supervised.actor.unit_id = "31";
  EXPECT_TRUE(Classify(record_, *rules_, supervised, now_).ok());
  EXPECT_TRUE(ticket().needs_supervision);
}

TEST_F(Reassignment, AConfidentialCategoryMakesItConfidentialForGood) {
  complaint_.region_code = "35.78.01.1001";
  Open();
  ASSERT_TRUE(ClassifyBy("35.78.01.1001", "pungli").ok());
  EXPECT_TRUE(ticket().confidential);
  EXPECT_EQ(ticket().handling_unit_id, "inspektorat:35.78");
  ASSERT_TRUE(ClassifyBy("inspektorat:35.78", "kelurahan").ok());
  EXPECT_TRUE(ticket().confidential);
  EXPECT_EQ(ticket().handling_unit_id, "inspektorat:35.78");
}

TEST_F(Reassignment, EveryBadFieldOfACorrectionIsNamed) {
  Open();
  ClassifyRequest request{{kVillageA, "wati"}, ComplaintClass::kAspiration, "nothing", true, "x"};
  std::vector<std::string> fields;
  for (const auto& violation : ErrorViolations(Classify(record_, *rules_, request, now_))) {
    fields.push_back(violation.field);
  }
  EXPECT_THAT(fields, ElementsAre("needs_supervision", "category_code"));
}

TEST_F(Reassignment, CorrectionsCannotGoRoundForEver) {
  Open();
  ASSERT_TRUE(ClassifyBy(kVillageA, "lampu-jalan").ok());
  ASSERT_EQ(ticket().handling_unit_id, "perhubungan:31.71");
  EXPECT_EQ(ticket().hops, 1);
  ASSERT_TRUE(ClassifyBy("perhubungan:31.71", "kelurahan").ok());
  EXPECT_TRUE(ticket().arbitrating);
  EXPECT_EQ(ticket().handling_unit_id, "31.71");
  EXPECT_EQ(ticket().category_code, "kelurahan");
  EXPECT_TRUE(Explained("HANDLED_BEFORE"));
  // The arbiter corrects without losing it, and decides.
  ASSERT_TRUE(ClassifyBy("31.71", "lampu-jalan").ok());
  EXPECT_TRUE(ticket().arbitrating);
  ASSERT_TRUE(AssignBy("31.71", "perhubungan:31.71").ok());
  EXPECT_TRUE(ticket().binding);
}

}  // namespace
}  // namespace salur::routing
