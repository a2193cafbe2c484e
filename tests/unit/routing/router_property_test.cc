// Random complaints over the real country, with random units unstaffed or retired.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "services/routing/domain/explain.h"
#include "services/routing/domain/ladder.h"
#include "services/routing/domain/router.h"
#include "services/routing/domain/succession.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using samples::BuildData;
using samples::MakeDirectory;
using samples::MakeRules;
using samples::RealFiles;
using samples::RealRules;

constexpr std::uint32_t kSeed = 20250815;
constexpr int kComplaints = 20'000;

class RandomComplaints {
 public:
  explicit RandomComplaints(const Directory& directory) : directory_(directory) {}

  RoutingRequest Next() {
    category_ = Chance(10)  ? ""
                : Chance(5) ? "tidak-ada"
                            : directory_.categories()[Below(directory_.categories().size())].code;
    region_ = Chance(5) ? "" : Chance(3) ? "99.99.99.9999" : AnyRegion();
    about_ = Chance(70)   ? ""
             : Chance(5)  ? "ID"
             : Chance(50) ? directory_.Id(Directory::At(Below(directory_.unit_count())))
                          : Near(region_);
    RoutingRequest request;
    request.category_code = category_;
    request.region_code = region_;
    request.about_unit_id = about_;
    request.confidential = Chance(15);
    request.has_point = Chance(50);
    request.filing_time =
        absl::FromUnixSeconds(1'735'689'600 + static_cast<int>(Below(31'536'000)));
    return request;
  }

 private:
  std::size_t Below(std::size_t end) {
    return std::uniform_int_distribution<std::size_t>(0, end - 1)(random_);
  }
  bool Chance(int percent) { return Below(100) < static_cast<std::size_t>(percent); }
  std::string AnyRegion() {
    while (true) {
      const UnitRef unit = Directory::At(Below(directory_.unit_count()));
      if (!directory_.unit(unit).IsAgency() && unit != kRootUnit) return directory_.Id(unit);
    }
  }
  // A unit that the complaint might otherwise go to.
  std::string Near(const std::string& region) {
    const auto code = RegionCode::Parse(region);
    if (!code.has_value() || directory_.FindRegion(*code) == kNoUnit) return "";
    const RegionCode above = code->AncestorAt(std::max(code->level(), Level::kKabkota));
    const Kind& kind = directory_.kinds()[Below(directory_.kinds().size())];
    return Chance(50) ? above.ToString() : kind.code + ":" + above.ToString();
  }

  const Directory& directory_;
  std::mt19937 random_{kSeed};
  std::string category_, region_, about_;
};

// A code in force decides itself; an old one stands for its only successor, else for a region above
// in force; and the decision says which.
void CheckRegion(const Directory& directory, const RoutingRequest& request,
                 const Decision& decision) {
  ASSERT_TRUE(directory.unit(decision.region).active);
  const UnitRef filed = directory.FindUnit(request.region_code);
  const auto says = [&](Step step) {
    return std::any_of(decision.reasons.begin(), decision.reasons.end(),
                       [&](const Reason& reason) { return reason.step == step; });
  };
  if (filed != kNoUnit && directory.unit(filed).active) {
    ASSERT_EQ(decision.region, filed);
    ASSERT_FALSE(says(Step::kSuccessorRegion) || says(Step::kRetiredRegion));
    return;
  }
  if (filed == kNoUnit) {
    ASSERT_TRUE(says(Step::kUnknownRegion));
    return;
  }
  const std::vector<UnitRef> heirs = Heirs(directory, filed);
  if (heirs.size() == 1) {
    ASSERT_EQ(decision.region, heirs[0]);
    ASSERT_TRUE(says(Step::kSuccessorRegion));
  } else {
    ASSERT_EQ(decision.region, InForce(directory, filed).unit);
    ASSERT_TRUE(says(Step::kRetiredRegion));
  }
}

// Everything that must hold of any decision.
void Check(const RuleSet& rules, const RoutingRequest& request, const Decision& decision) {
  const Directory& directory = rules.directory();
  const Unit& handling = directory.unit(decision.handling);
  const Unit& holder = directory.unit(decision.holder);
  ASSERT_TRUE(handling.active);
  ASSERT_TRUE(holder.active && holder.staffed);
  if (decision.state == Decision::State::kTriage) {
    ASSERT_EQ(decision.handling, kRootUnit);
    ASSERT_EQ(decision.holder, kRootUnit);
    ASSERT_TRUE(decision.region == kNoUnit || decision.confidential || decision.about == kRootUnit);
    return;
  }
  if (decision.about != kNoUnit) {
    ASSERT_FALSE(IsAbout(directory, decision.handling, decision.about));
    ASSERT_FALSE(IsAbout(directory, decision.holder, decision.about));
  }
  if (decision.confidential) {
    ASSERT_TRUE(handling.IsAgency());
    ASSERT_TRUE(holder.IsAgency() || decision.holder == kRootUnit);
  }
  // Inside the chain of the location, unless a rule names a unit elsewhere.
  const bool by_rule = decision.rule != nullptr && decision.target.form == Target::Form::kUnit;
  ASSERT_TRUE(by_rule || directory.unit(decision.region).region.IsWithin(handling.region));
  ASSERT_NO_FATAL_FAILURE(CheckRegion(directory, request, decision));
  for (const UnitKey& key : decision.skipped) ASSERT_FALSE(directory.Id(key).empty());
  const auto ladder =
      Ladder(directory, {decision.handling, false, decision.confidential, decision.about});
  ASSERT_TRUE(decision.handling == kRootUnit || ladder.back().unit == kRootUnit);
  for (const LadderRung& rung : ladder) {
    ASSERT_TRUE(directory.unit(rung.unit).active && directory.unit(rung.unit).staffed);
    ASSERT_FALSE(decision.about != kNoUnit && IsAbout(directory, rung.unit, decision.about));
  }
  ASSERT_EQ(request.region_code.empty(), false);
}

// Some of the retired units have one successor or several, which may be retired in turn. They lie
// behind in the file, so there is no circle.
void AddSuccessors(DirectoryData& data, std::mt19937& random) {
  for (std::size_t i = 0; i + 10 < data.units.size(); ++i) {
    const UnitRow& row = data.units[i];
    if (row.active || random() % 100 < 40) continue;
    ValidityRow validity{row.id, "", "2025-12-31", "Perda", {}};
    const std::size_t count = 1 + random() % 3;
    for (std::size_t j = 1; j <= count; ++j) {
      validity.successors.push_back(data.units[i + j * (1 + random() % 3)].id);
    }
    data.validity.push_back(std::move(validity));
  }
}

TEST(RouterProperty, HoldsForRandomComplaintsOverTheCountry) {
  DirectoryData data = BuildData(RealFiles());
  std::mt19937 random(kSeed);
  for (UnitRow& row : data.units) {
    if (row.id == "ID") continue;
    row.staffed = random() % 100 < 70;
    row.active = random() % 100 < 97;
  }
  AddSuccessors(data, random);
  const auto directory = MakeDirectory(data);
  auto rows = ParseRules(RealRules());
  ASSERT_TRUE(rows.ok());
  // One that leads out of the region's chain, because it says so.
  rows->push_back({"lampu-jalan", "91", "unit:perhubungan:35.78", "", "", ""});
  const auto rules = RuleSet::Create(*rows, directory, 1, RuleSet::Strictness::kAccepted).value();
  RandomComplaints complaints(*directory);
  for (int i = 0; i < kComplaints; ++i) {
    const RoutingRequest request = complaints.Next();
    const Decision decision = Decide(*rules, request);
    const Decision again = Decide(*rules, request);
    SCOPED_TRACE("complaint " + std::to_string(i) + ": " + std::string(request.category_code) +
                 " at " + std::string(request.region_code) + " about " +
                 std::string(request.about_unit_id));
    ASSERT_NO_FATAL_FAILURE(Check(*rules, request, decision));
    const Words words = Explain(*rules, decision);
    ASSERT_EQ(decision.handling, again.handling);
    ASSERT_EQ(words.id, Explain(*rules, again).id);
    ASSERT_GT(words.en.size(), 40u);
    ASSERT_EQ(words.id.back(), '.');
  }
}

}  // namespace
}  // namespace salur::routing
