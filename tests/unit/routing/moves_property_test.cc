// Random sequences of returns, assignments, corrections and climbs over a small country in which
// some units are inactive, unstaffed or complained about.
#include <random>

#include "tests/unit/routing/moves_fixture.h"

namespace salur::routing {
namespace {

constexpr int kTickets = 400;
constexpr int kMovesMax = 260;

class MovesProperty : public samples::MovesFixture {
 protected:
  std::size_t Below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }
  bool Chance(int percent) { return Below(100) < static_cast<std::size_t>(percent); }
  std::string AnyUnit() { return directory().Id(Directory::At(Below(directory().unit_count()))); }

  // Mostly somebody who may act.
  std::string AnyActor() {
    const UnitRef handling = directory().FindUnit(ticket().handling_unit_id);
    if (Chance(50)) return ticket().holder_unit_id;
    if (Chance(50)) return directory().Id(directory().unit(handling).parent);
    return Chance(80) ? ticket().accountable_unit_id : AnyUnit();
  }

  // Whether something changed.
  bool Move() {
    const std::int64_t version = ticket().version;
    const auto& categories = directory().categories();
    now_ += absl::Minutes(Below(600));
    switch (Below(8)) {
      case 0:
      case 1:
      case 2:
        (void)ReturnBy(AnyActor(), Chance(70) ? AnyUnit() : "");
        break;
      case 3:
      case 4:
        (void)AssignBy(AnyActor(), AnyUnit());
        break;
      case 5:
        (void)ClassifyBy(AnyActor(), categories[Below(categories.size())].code);
        break;
      case 6:
        (void)ClimbNow();
        break;
      default:
        (void)Respond(record_, directory(), ticket().handling_unit_id, "budi", "Kami periksa.",
                      now_);
    }
    return ticket().version != version;
  }

  void Check(const TicketRecord& before) {
    const auto unit = [&](const std::string& id) -> const Unit& {
      return directory().unit(directory().FindUnit(id));
    };
    ASSERT_EQ(ticket().version, before.ticket.version + 1);
    ASSERT_LE(record_.facts.size(), 200u);
    ASSERT_TRUE(unit(ticket().handling_unit_id).active);
    ASSERT_TRUE(unit(ticket().holder_unit_id).active && unit(ticket().holder_unit_id).staffed);
    if (!ticket().about_unit_id.empty()) {
      const UnitRef about = directory().FindUnit(ticket().about_unit_id);
      for (const std::string& id : {ticket().handling_unit_id, ticket().holder_unit_id}) {
        ASSERT_FALSE(directory().IsWithin(directory().FindUnit(id), about)) << id;
      }
    }
    ASSERT_FALSE(ticket().confidential && ticket().handling_unit_id != "ID" &&
                 !unit(ticket().handling_unit_id).IsAgency());
    ASSERT_TRUE(ticket().hops >= before.ticket.hops && ticket().hops <= 3);
    ASSERT_FALSE(ticket().binding && ticket().arbitrating);
    ASSERT_GE(ticket().confidential, before.ticket.confidential);
    ASSERT_GE(ticket().step, before.ticket.step);
    // What has been told stays told: nothing can restart a promise.
    ASSERT_TRUE(std::equal(before.facts.begin(), before.facts.end(), record_.facts.begin()));
    for (const Fact& fact : record_.facts) {
      if (fact.kind != FactKind::kClimbed) continue;
      ASSERT_GE(ticket().accountable_level, fact.unit_level);
    }
    ASSERT_FALSE(ticket().explanation.text_id.empty() || ticket().explanation.text_en.empty());
  }

  std::mt19937 random_{20250817};
};

TEST_F(MovesProperty, HoldsForRandomSequences) {
  int arbitrations = 0, bindings = 0, hops = 0;
  for (int i = 0; i < kTickets; ++i) {
    data_ = samples::BuildData(samples::SmallFiles());
    for (UnitRow& row : data_.units) {
      if (row.id == "ID") continue;
      row.staffed = Chance(75);
      row.active = Chance(95);
    }
    rules_ = samples::MakeRules(samples::MakeDirectory(data_, 7));
    const auto& categories = directory().categories();
    complaint_.category_code = Chance(20) ? "" : categories[Below(categories.size())].code;
    complaint_.region_code = Chance(10) ? "" : Chance(50) ? samples::kVillageA : "35.78.01.2001";
    complaint_.about_unit_id = Chance(70) ? "" : AnyUnit();
    if (complaint_.about_unit_id == "ID") complaint_.about_unit_id.clear();
    complaint_.confidential = Chance(10);
    now_ = filed_ + absl::Minutes(1);
    Open();
    for (int move = 0; move < kMovesMax; ++move) {
      SCOPED_TRACE("ticket " + std::to_string(i) + ", move " + std::to_string(move));
      const TicketRecord before = record_;
      if (!Move()) {
        ASSERT_EQ(record_, before);
        continue;
      }
      ASSERT_NO_FATAL_FAILURE(Check(before));
      arbitrations += ticket().arbitrating ? 1 : 0;
      bindings += ticket().binding ? 1 : 0;
      hops = std::max(hops, ticket().hops);
    }
  }
  // The sequences reach what they are meant to try.
  EXPECT_GT(arbitrations, 1'000);
  EXPECT_GT(bindings, 1'000);
  EXPECT_EQ(hops, 3);
}

TEST_F(MovesProperty, WhatOfficersBelowPassOnEndsWithABindingDecision) {
  for (int i = 0; i < kTickets; ++i) {
    Open();
    int passed_on = 0;
    // Everybody gives it away, whatever it takes; arbiters decide at random.
    while (!ticket().binding) {
      ASSERT_LT(passed_on, 6) << "ticket " << i;
      if (ticket().arbitrating) {
        while (!AssignBy(ticket().handling_unit_id, AnyUnit()).ok()) {
        }
        break;
      }
      const auto& categories = directory().categories();
      const std::string unit = ticket().handling_unit_id;
      if (Chance(50)) {
        passed_on += ReturnBy(unit, AnyUnit()).ok() ? 1 : 0;
      } else if (ClassifyBy(unit, categories[Below(categories.size())].code).ok()) {
        passed_on += ticket().handling_unit_id != unit ? 1 : 0;
      }
      if (ticket().handling_unit_id == "ID" || ticket().state == TicketState::kTriage) break;
    }
    if (!ticket().binding) continue;
    EXPECT_FALSE(ReturnBy(ticket().handling_unit_id, AnyUnit()).ok());
  }
}

}  // namespace
}  // namespace salur::routing
