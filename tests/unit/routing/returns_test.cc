#include "services/routing/domain/returns.h"

#include <gmock/gmock.h>

#include "tests/unit/routing/moves_fixture.h"

namespace salur::routing {
namespace {

using samples::kVillageA;
using samples::kVillageB;
using samples::Row;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Returns : public samples::MovesFixture {};

TEST_F(Returns, PingPongIsAllowedOnceAndThenTheUnitAboveDecides) {
  Open();
  ASSERT_EQ(ticket().handling_unit_id, kVillageA);
  ASSERT_TRUE(ReturnBy(kVillageA, kVillageB).ok());  // A returns to B
  EXPECT_EQ(ticket().handling_unit_id, kVillageB);
  EXPECT_EQ(ticket().hops, 1);
  ASSERT_TRUE(ReturnBy(kVillageB, kVillageA).ok());  // B back to A: the legitimate second visit
  EXPECT_EQ(ticket().handling_unit_id, kVillageA);
  EXPECT_EQ(ticket().hops, 2);
  EXPECT_FALSE(ticket().arbitrating);
  const auto third = ReturnBy(kVillageA, kVillageB);  // A again
  ASSERT_TRUE(third.ok());
  EXPECT_EQ(third->result, ReturnResult::kArbitration);
  EXPECT_EQ(ticket().handling_unit_id, "31.71.01");
  EXPECT_TRUE(ticket().arbitrating);
  EXPECT_EQ(ticket().hops, 2);
  EXPECT_EQ(last().cause, AssignmentCause::kArbitration);
  EXPECT_THAT(ticket().explanation.steps, ElementsAre("RETURNED", "RETURNED_TWICE", "ARBITRATION"));

  // The arbiter cannot give it back, it has to assign; that binds.
  EXPECT_EQ(ErrorReason(ReturnBy("31.71.01").status()), "ASSIGNMENT_IS_BINDING");
  ASSERT_TRUE(AssignBy("31.71.01", kVillageB).ok());
  EXPECT_TRUE(ticket().binding);
  EXPECT_FALSE(ticket().arbitrating);
  EXPECT_EQ(last().cause, AssignmentCause::kBinding);
  EXPECT_EQ(last().other_unit_id, "31.71.01");
  EXPECT_TRUE(Explained("BINDING"));
  EXPECT_EQ(ErrorReason(ReturnBy(kVillageB, kVillageA).status()), "ASSIGNMENT_IS_BINDING");
  EXPECT_EQ(ticket().handling_unit_id, kVillageB);
}

TEST_F(Returns, AreToldByTwoFactsAndAnExplanation) {
  Open();
  const std::int64_t clock_version = ticket().clock_version;
  ASSERT_TRUE(Accept(record_, directory(), kVillageA, "budi", now_).ok());
  ASSERT_TRUE(ReturnBy(kVillageA, kVillageB).ok());
  ASSERT_EQ(record_.facts.size(), 5u);
  const Fact& returned = record_.facts[3];
  EXPECT_EQ(returned.kind, FactKind::kReturned);
  EXPECT_EQ(returned.unit_id, kVillageA);
  EXPECT_EQ(returned.other_unit_id, kVillageB);
  EXPECT_EQ(returned.actor, "budi");
  EXPECT_EQ(returned.note, "Bukan wewenang kami.");
  EXPECT_EQ(last().kind, FactKind::kAssigned);
  EXPECT_EQ(last().cause, AssignmentCause::kAfterReturn);
  EXPECT_EQ(last().unit_id, kVillageB);
  EXPECT_EQ(last().other_unit_id, kVillageA);
  EXPECT_EQ(ticket().state, TicketState::kAssigned);
  EXPECT_EQ(ticket().assignee, "");
  EXPECT_EQ(ticket().version, 3);
  EXPECT_EQ(ticket().clock_version, clock_version + 1);
  EXPECT_THAT(ticket().explanation.steps, ElementsAre("RETURNED", "RETURNED_TO_SUGGESTION"));
  EXPECT_EQ(
      ticket().explanation.text_id,
      "Laporan ini ditujukan kepada Kelurahan Cideng. Kelurahan Gambir mengembalikannya karena "
      "bukan wewenangnya. Unit yang diusulkan adalah Kelurahan Cideng.");
  EXPECT_THAT(ticket().explanation.text_en, HasSubstr("Kelurahan Gambir returned it"));
  EXPECT_EQ(ticket().explanation.directory_version, 7);
}

TEST_F(Returns, TheBorderCandidateGetsItFirst) {
  Open();
  record_.ticket.explanation.candidate_unit_ids = {kVillageB};
  const auto outcome = ReturnBy(kVillageA);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->result, ReturnResult::kCandidate);
  EXPECT_EQ(ticket().handling_unit_id, kVillageB);
  EXPECT_TRUE(Explained("RETURNED_TO_CANDIDATE"));
  EXPECT_THAT(ticket().explanation.candidate_unit_ids, ElementsAre(kVillageB));
  // B has nobody left to name.
  ASSERT_TRUE(ReturnBy(kVillageB).ok());
  EXPECT_TRUE(ticket().arbitrating);
  EXPECT_EQ(ticket().handling_unit_id, "31.71.01");
}

TEST_F(Returns, TheAgencyOfTheNeighbouringCityIsTheCandidate) {
  complaint_.category_code = "lampu-jalan";
  complaint_.region_code = "35.78.01.2001";
  Open();
  record_.ticket.explanation.candidate_unit_ids = {kVillageA};
  ASSERT_TRUE(ReturnBy("perhubungan:35.78").ok());
  EXPECT_EQ(ticket().handling_unit_id, "perhubungan:31.71");
}

TEST_F(Returns, WithoutAnybodyToNameTheParentDecides) {
  Open();
  const auto outcome = ReturnBy(kVillageA);
  ASSERT_TRUE(outcome.ok());
  EXPECT_EQ(outcome->result, ReturnResult::kArbitration);
  EXPECT_EQ(ticket().handling_unit_id, "31.71.01");
  EXPECT_EQ(ticket().hops, 0);
  EXPECT_THAT(ticket().explanation.steps, ElementsAre("RETURNED", "NO_OTHER_UNIT", "ARBITRATION"));
}

TEST_F(Returns, ThreeHopsAtMost) {
  complaint_.category_code = "lampu-jalan";
  complaint_.region_code = "35.78.01.1001";
  Open();
  const std::vector<std::string> units = {"perhubungan:35.78", "sda:35.78", "bina:35.78",
                                          "35.78.01.1001", "35.78.01.2001"};
  for (std::size_t hop = 0; hop < 3; ++hop) {
    ASSERT_TRUE(ReturnBy(units[hop], units[hop + 1]).ok()) << hop;
    EXPECT_EQ(ticket().handling_unit_id, units[hop + 1]);
  }
  EXPECT_EQ(ticket().hops, 3);
  ASSERT_TRUE(ReturnBy(units[3], units[4]).ok());
  EXPECT_EQ(ticket().handling_unit_id, "35.78");
  EXPECT_TRUE(ticket().arbitrating);
  EXPECT_EQ(ticket().hops, 3);
  EXPECT_TRUE(Explained("RETURNS_USED_UP"));
}

TEST_F(Returns, ThreeUnitsInACircleEndAtTheirCommonAncestor) {
  complaint_.category_code = "lampu-jalan";
  Open();
  ASSERT_TRUE(ReturnBy("perhubungan:31.71", "perhubungan:31").ok());
  ASSERT_TRUE(ReturnBy("perhubungan:31", kVillageA).ok());
  ASSERT_TRUE(ReturnBy(kVillageA, "perhubungan:31.71").ok());  // its second visit
  EXPECT_FALSE(ticket().arbitrating);
  ASSERT_TRUE(ReturnBy("perhubungan:31.71", kVillageB).ok());
  EXPECT_TRUE(ticket().arbitrating);
  EXPECT_EQ(ticket().handling_unit_id, "31");
}

TEST_F(Returns, AnArbiterIsNeverOneThatGaveItBack) {
  Open();
  ASSERT_TRUE(ReturnBy(kVillageA, "31.71.01").ok());
  ASSERT_TRUE(ReturnBy("31.71.01", kVillageA).ok());
  ASSERT_TRUE(ReturnBy(kVillageA).ok());
  EXPECT_EQ(ticket().handling_unit_id, "31.71");
}

TEST_F(Returns, AUnitGetsBackOnceWhatItReturned) {
  Open();
  ASSERT_TRUE(ReturnBy(kVillageA, "31.71.01").ok());
  ASSERT_TRUE(ReturnBy("31.71.01", kVillageB).ok());
  ASSERT_TRUE(AssignBy("31.71.01", kVillageA).ok());  // A's second visit, by a disposisi
  ASSERT_TRUE(AssignBy("31.71.01", kVillageB).ok());
  ASSERT_TRUE(ReturnBy(kVillageB, kVillageA).ok());
  EXPECT_TRUE(ticket().arbitrating) << "a third visit of A";
  EXPECT_TRUE(Explained("RETURNED_TWICE"));
}

TEST_F(Returns, ArbitersAreSkippedUpwardWhileInactiveOrComplainedAbout) {
  Row(data_, "31.71.01").active = false;
  complaint_.about_unit_id = "31.71";
  complaint_.category_code = "lampu-jalan";
  Open();
  // About 31.71: routed to its parent.
  ASSERT_EQ(ticket().handling_unit_id, "31");
  complaint_.about_unit_id.clear();
  complaint_.category_code = "kelurahan";
  Open();
  record_.ticket.about_unit_id = "31.71.01.1002";
  ASSERT_TRUE(ReturnBy(kVillageA).ok());
  EXPECT_EQ(ticket().handling_unit_id, "31.71");
  EXPECT_THAT(ticket().explanation.skipped_unit_ids, ElementsAre("31.71.01"));
  EXPECT_TRUE(Explained("ARBITER_SKIPPED"));
}

TEST_F(Returns, AnUnstaffedArbiterIsHeldByTheNearestParentWithOfficers) {
  Row(data_, "31.71.01").staffed = false;
  Open();
  ASSERT_TRUE(ReturnBy(kVillageA).ok());
  EXPECT_EQ(ticket().handling_unit_id, "31.71.01");
  EXPECT_EQ(ticket().holder_unit_id, "31.71");
  EXPECT_TRUE(Explained("UNSTAFFED"));
  ASSERT_TRUE(AssignBy("31.71", kVillageB).ok());
  EXPECT_TRUE(ticket().binding);
}

TEST_F(Returns, SuggestionsThatMayNotHandleItArePassedOver) {
  Row(data_, kVillageB).active = false;
  complaint_.about_unit_id = "35.78";
  Open();
  ASSERT_TRUE(ReturnBy(kVillageA, kVillageB).ok());
  EXPECT_TRUE(Explained("SUGGESTION_INACTIVE"));
  EXPECT_TRUE(ticket().arbitrating);
  EXPECT_THAT(ticket().explanation.skipped_unit_ids, Contains(kVillageB));
  Open();
  ASSERT_TRUE(ReturnBy(kVillageA, "perhubungan:35.78").ok());
  EXPECT_TRUE(Explained("SUGGESTION_COMPLAINED_ABOUT"));
  EXPECT_EQ(ticket().handling_unit_id, "31.71.01");
}

TEST_F(Returns, ASuggestionThatMakesNoSenseIsRefused) {
  Open();
  const TicketRecord before = record_;
  for (const char* suggestion : {"nowhere", kVillageA, "ID"}) {
    const absl::Status status = ReturnBy(kVillageA, suggestion).status();
    EXPECT_EQ(ErrorReason(status), "INVALID_FIELDS") << suggestion;
    ASSERT_EQ(ErrorViolations(status).size(), 1u);
    EXPECT_EQ(ErrorViolations(status)[0].field, "suggested_unit_id");
  }
  EXPECT_EQ(record_, before);
}

TEST_F(Returns, NotAfterTheFirstResponseWasDue) {
  Open();
  now_ = due_;
  const absl::Status late = ReturnBy(kVillageA, kVillageB).status();
  EXPECT_EQ(ErrorReason(late), "RETURN_TOO_LATE");
  EXPECT_EQ(late.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ErrorMetadata(late)["due_time"], "2025-06-22T15:06:40+00:00");
  // The unit above still may, an answer given in time or not.
  ASSERT_TRUE(Respond(record_, directory(), kVillageA, "budi", "Sedang kami periksa.", now_).ok());
  EXPECT_EQ(ErrorReason(ReturnBy(kVillageA, kVillageB).status()), "RETURN_TOO_LATE");
  ASSERT_TRUE(ReturnBy("31.71.01", kVillageB).ok());
  EXPECT_EQ(ticket().handling_unit_id, kVillageB);
  EXPECT_EQ(record_.facts[record_.facts.size() - 2].unit_id, kVillageA);
}

TEST_F(Returns, AResponseInTimeForbidsNoReturnBeforeTheDueTime) {
  Open();
  ASSERT_TRUE(Respond(record_, directory(), kVillageA, "budi", "Sedang kami periksa.", now_).ok());
  now_ = due_ - absl::Microseconds(1);
  EXPECT_TRUE(ReturnBy(kVillageA, kVillageB).ok());
}

TEST_F(Returns, ThePromiseHasToBeOfTheseFacts) {
  Open();
  ReturnRequest request{{kVillageA, "budi"}, "Bukan wewenang kami.", kVillageB, {}};
  EXPECT_EQ(ErrorReason(Return(record_, *rules_, request, now_).status()), kPromiseNeeded);
  request.promise = FirstResponsePromise{ticket().clock_version - 1, due_};
  EXPECT_EQ(ErrorReason(Return(record_, *rules_, request, now_).status()), kPromiseNeeded);
  // Whoever is above needs none.
  request.actor.unit_id = "31.71";
  request.promise.reset();
  EXPECT_TRUE(Return(record_, *rules_, request, now_).ok());
}

TEST_F(Returns, TheUnitThatHoldsItActsForItButIsNotAboveIt) {
  Row(data_, kVillageA).staffed = false;
  Open();
  ASSERT_EQ(ticket().holder_unit_id, "31.71.01");
  now_ = due_;
  EXPECT_EQ(ErrorReason(ReturnBy("31.71.01", kVillageB).status()), "RETURN_TOO_LATE");
  now_ = due_ - absl::Seconds(1);
  EXPECT_TRUE(ReturnBy("31.71.01", kVillageB).ok());
}

TEST_F(Returns, OnlyByThoseWhoHandleItOrStandAbove) {
  Open();
  for (const char* unit : {kVillageB, "35.78", "perhubungan:31.71", "nowhere"}) {
    EXPECT_EQ(ErrorReason(ReturnBy(unit, "31.71.01").status()), "OUT_OF_SCOPE") << unit;
  }
  ASSERT_TRUE(Resolve(record_, directory(), kVillageA, "budi", {}, now_).ok());
  EXPECT_EQ(ErrorReason(ReturnBy(kVillageA, kVillageB).status()), "ILLEGAL_STATE");
}

TEST_F(Returns, AConfidentialTicketStaysWithAgencies) {
  complaint_.category_code = "pungli";
  complaint_.region_code = "35.78.01.2001";
  Open();
  ASSERT_EQ(ticket().handling_unit_id, "inspektorat:35.78");
  record_.ticket.explanation.candidate_unit_ids = {"35.78.01.1001"};
  ASSERT_TRUE(ReturnBy("inspektorat:35.78", "35.78").ok());
  EXPECT_TRUE(Explained("SUGGESTION_CLOSED"));
  EXPECT_EQ(ticket().handling_unit_id, "inspektorat:35") << "in its own line, past the city";
  EXPECT_TRUE(ticket().arbitrating);
  EXPECT_EQ(ErrorReason(AssignBy("inspektorat:35", "35.78")), "INVALID_FIELDS");
  ASSERT_TRUE(AssignBy("inspektorat:35", "inspektorat:35.78").ok());
  EXPECT_TRUE(ticket().binding);
}

TEST_F(Returns, ClimbsAreNotUndone) {
  Open();
  ASSERT_EQ(ClimbNow(), ClockActionResult::kApplied);
  ASSERT_EQ(ClimbNow(), ClockActionResult::kApplied);
  ASSERT_EQ(ticket().accountable_unit_id, "31.71");
  ASSERT_TRUE(ReturnBy(kVillageA, "35.78.01.1001").ok());
  EXPECT_EQ(ticket().accountable_unit_id, "35.78") << "the first rung at the level reached";
  EXPECT_EQ(ticket().step, 2);
  ASSERT_TRUE(ReturnBy("35.78.01.1001", "perhubungan:91").ok());
  EXPECT_EQ(ticket().accountable_unit_id, "perhubungan:91");
  ASSERT_TRUE(ReturnBy("perhubungan:91", "91.71.01.1001").ok());
  EXPECT_EQ(ticket().accountable_unit_id, "91.71");
  EXPECT_EQ(ticket().accountable_level, Level::kKabkota);
}

}  // namespace
}  // namespace salur::routing
