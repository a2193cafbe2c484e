// A whole set of rules: what forbids it, and what differs between two of them.
#include "services/routing/domain/rule_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "services/routing/domain/router.h"
#include "services/routing/domain/rule_diff.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using samples::SmallDirectory;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> Found(const std::vector<RuleRow>& rows,
                               std::shared_ptr<const Directory> directory = SmallDirectory()) {
  std::vector<std::string> found;
  for (const RuleProblem& problem : CheckRules(rows, *directory)) {
    found.push_back(std::to_string(problem.rule) + ' ' + std::string(problem.column) + ' ' +
                    problem.problem);
  }
  return found;
}

TEST(CheckRules, ListsEverythingThatIsWrong) {
  EXPECT_THAT(
      Found({{"nothing", "99", "unit:x:31", "2025-02-30", "1 May", std::string(501, 'x')},
             {"jalan", "31", "region@kabkota", "", "", ""},
             {"jalan", "31", "agency:pupr@rt", "2025-01-01", "2024-12-31", ""},
             {"jalan", "", "agency:nobody@kabkota", "", "", std::string("a\0b", 3)}}),
      ::testing::ElementsAre(
          "0 category there is no category \"nothing\"",
          "0 region_prefix there is no region \"99\" (empty means the nation)",
          "0 target there is no unit \"x:31\"", "0 valid_from is not a date such as 2026-01-31",
          "0 valid_to is not a date such as 2026-01-31", "0 note is too long: at most 500 bytes",
          "2 target has to be agency:KIND@LEVEL, region@LEVEL or unit:ID",
          "2 valid_to lies before valid_from, so the rule would never apply",
          "3 target there is no kind of agency \"nobody\"", "3 note contains U+0000"));
}

TEST(CheckRules, QuotesNoMoreThanItNeeds) {
  const auto found = Found({{std::string(100'000, 'x'), "", "region@kabkota", "", "", ""}});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_LT(found[0].size(), 200u);
}

TEST(CheckRules, FindsEveryRuleThatContradictsAnother) {
  EXPECT_THAT(Found({{"jalan", "31", "region@kabkota", "2025-06-01", "2025-06-30", ""},
                     {"jalan", "31", "region@provinsi", "2025-01-01", "2025-12-31", ""},
                     {"jalan", "31", "region@provinsi", "2025-02-01", "2025-02-02", ""},
                     {"jalan", "31", "region@provinsi", "2026-01-01", "", ""},
                     {"jalan", "31.71", "region@provinsi", "2025-06-01", "", ""},
                     {"air", "31", "region@provinsi", "2025-06-01", "", ""}}),
              ::testing::ElementsAre("0 valid_from contradicts jalan@31/2025-01-01: the same "
                                     "category and region on the same days",
                                     "2 valid_from contradicts jalan@31/2025-01-01: the same "
                                     "category and region on the same days"));
  const RuleRow row = {"jalan", "31", "region@kabkota", "", "", ""};
  EXPECT_EQ(Found({row, row, row}).size(), 2u);
}

TEST(CheckRules, RefusesWhatHasBeenRetired) {
  DirectoryData data = samples::BuildData(samples::SmallFiles());
  samples::Row(data, "perhubungan:35").active = false;
  samples::Row(data, "35.78.01.1001").active = false;
  EXPECT_THAT(Found({{"jalan", "35.78.01.1001", "unit:perhubungan:35", "", "", ""}},
                    samples::MakeDirectory(data)),
              ::testing::ElementsAre(HasSubstr("region_prefix there is no region"),
                                     HasSubstr("target there is no unit")));
}

TEST(CheckRules, RefusesAKindThatHasNoOfficeWhereTheRuleLooks) {
  const auto one = [](const char* prefix, const char* target) {
    return Found({{"jalan", prefix, target, "", "", ""}});
  };
  EXPECT_THAT(one("31", "agency:pupr@kabkota"), IsEmpty());
  EXPECT_THAT(one("35.78", "agency:pupr@kabkota"), IsEmpty());  // sda:35.78 serves for it
  EXPECT_THAT(one("35.78.01.1001", "agency:perhubungan@kabkota"), IsEmpty());
  EXPECT_THAT(one("35.78.01.1001", "agency:perhubungan@national"), IsEmpty());
  EXPECT_THAT(one("", "agency:kehutanan@kabkota"), IsEmpty());  // of a provinsi as location
  EXPECT_THAT(one("31", "agency:kehutanan@kabkota"), IsEmpty());
  EXPECT_THAT(one("31.71", "agency:kehutanan@provinsi"), IsEmpty());
  const auto nowhere = ::testing::ElementsAre(HasSubstr("no office of this kind"));
  EXPECT_THAT(one("31.71", "agency:kehutanan@kabkota"), nowhere);
  EXPECT_THAT(one("31.71.01", "agency:kehutanan@kabkota"), nowhere);
  EXPECT_THAT(one("31", "agency:listrik@kabkota"), nowhere);
  EXPECT_THAT(one("", "agency:listrik@kabkota"), nowhere);
  EXPECT_THAT(one("", "agency:bina@national"), nowhere);
}

TEST(CheckRules, RefusesARegionsUnitForAConfidentialCategory) {
  EXPECT_THAT(Found({{"pungli", "31", "region@kabkota", "", "", ""},
                     {"pungli", "35", "unit:35.78", "", "", ""},
                     {"pungli", "91", "unit:inspektorat:ID", "", "", ""},
                     {"pungli", "", "agency:inspektorat@provinsi", "", "", ""}}),
              ::testing::ElementsAre(HasSubstr("0 target the category is confidential"),
                                     HasSubstr("1 target the category is confidential")));
}

TEST(CheckRules, AllowsAUnitOfAnotherRegion) {
  EXPECT_THAT(Found({{"jalan", "31", "unit:sda:35.78", "", "", ""},
                     {"jalan", "35.78.01", "region@kelurahan_desa", "", "", ""}}),
              IsEmpty());
}

TEST(CheckRules, AcceptsTheRulesOfData) {
  EXPECT_THAT(CheckRules(ParseRules(samples::RealRules()).value(), *samples::RealDirectory()),
              IsEmpty());
}

// Sets of random rules; those that contradict others are taken out, as the check demands.
class RandomRules : public ::testing::Test {
 protected:
  std::vector<RuleRow> Make(std::mt19937& random) {
    const auto pick = [&](const std::vector<std::string>& from) {
      return from[std::uniform_int_distribution<std::size_t>(0, from.size() - 1)(random)];
    };
    std::vector<RuleRow> rows;
    for (int i = 0; i < 40; ++i) {
      const std::string day = pick(kDays);
      rows.push_back({pick(kCategories), pick(kPrefixes), pick(kTargets), day,
                      pick({"", day, "2025-12-31"}), ""});
    }
    for (auto problems = CheckRules(rows, *directory_); !problems.empty();
         problems = CheckRules(rows, *directory_)) {
      rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(problems.back().rule));
    }
    return rows;
  }
  Decision Decide(const RuleSet& rules, std::string_view category, std::string_view region,
                  absl::CivilDay day) {
    RoutingRequest request;
    request.category_code = category;
    request.region_code = region;
    // Noon in all three zones of the country.
    request.filing_time = absl::FromCivil(day, absl::UTCTimeZone()) + absl::Hours(4);
    return routing::Decide(rules, request);
  }

  const std::vector<std::string> kDays = {"2025-01-01", "2025-03-01", "2025-06-01"};
  const std::vector<std::string> kCategories = {"jalan", "transport", "lampu-jalan", "air"};
  const std::vector<std::string> kPrefixes = {"31", "31.71", "35", "35.78.01.1001", "91.71.01"};
  // Units of each other's regions: rules that would lead in a circle if they were followed.
  const std::vector<std::string> kTargets = {"unit:31",          "unit:35.78",
                                             "unit:91.71.01",    "region@kabkota",
                                             "region@kecamatan", "agency:perhubungan@kabkota",
                                             "unit:sda:35.78",   "agency:pupr@provinsi"};
  const std::shared_ptr<const Directory> directory_ = SmallDirectory();
};

TEST_F(RandomRules, NoRuleThatIsAcceptedIsHiddenByOthers) {
  std::mt19937 random(7);
  for (int round = 0; round < 50; ++round) {
    const auto rules = samples::MakeRules(directory_, Make(random));
    ASSERT_FALSE(rules->rules().empty());
    for (const Rule& rule : rules->rules()) {
      for (const absl::CivilDay day :
           {rule.valid_from, std::min(rule.valid_to, absl::CivilDay(2027, 1, 1))}) {
        EXPECT_EQ(rules->Match(rule.category, rule.prefix, day), &rule) << rule.id;
      }
    }
  }
}

TEST_F(RandomRules, ADecisionAppliesOneRuleOnceWhateverItNames) {
  std::mt19937 random(8);
  for (int round = 0; round < 50; ++round) {
    const auto rules = samples::MakeRules(directory_, Make(random));
    for (const std::string& category : kCategories) {
      for (const char* region :
           {"31.71.01.1001", "35.78.01.1001", "91.71.01.1001", "35", "91.71"}) {
        const absl::CivilDay day(2025, 6, 15);
        const Decision decision = Decide(*rules, category, region, day);
        const Rule* expected =
            rules->Match(directory_->FindCategory(category), *RegionCode::Parse(region), day);
        EXPECT_EQ(decision.rule, expected);
        const auto applied =
            std::count_if(decision.reasons.begin(), decision.reasons.end(),
                          [](const Reason& r) { return r.step == Step::kRuleOverride; });
        EXPECT_EQ(applied, expected == nullptr ? 0 : 1);
        // What it names is never put through the rules of its own region again.
        if (expected != nullptr && expected->target.form == Target::Form::kUnit) {
          EXPECT_EQ(decision.handling, expected->target.unit);
        }
      }
    }
  }
}

TEST(CompareRules, CountsWhatIsNewGoneOrOtherwise) {
  const RuleRow jalan = {"jalan", "31", "region@kabkota", "2025-01-01", "", "a"};
  const RuleRow air = {"air", "", "region@kabkota", "", "", ""};
  EXPECT_TRUE(CompareRules({jalan, air}, {air, jalan}).Empty());
  EXPECT_EQ(CompareRules({}, {jalan, air}), (RuleDiff{2, 0, 0}));
  EXPECT_EQ(CompareRules({jalan, air}, {}), (RuleDiff{0, 2, 0}));
  for (std::string RuleRow::*cell :
       {&RuleRow::target, &RuleRow::valid_from, &RuleRow::valid_to, &RuleRow::note}) {
    RuleRow other = jalan;
    other.*cell = "x";
    EXPECT_EQ(CompareRules({jalan, air}, {other, air}), (RuleDiff{0, 0, 1}));
  }
  RuleRow elsewhere = jalan;
  elsewhere.region_prefix = "35";
  EXPECT_EQ(CompareRules({jalan}, {elsewhere}), (RuleDiff{1, 1, 0}));
  RuleRow later = jalan;
  later.valid_from = "2026-01-01";
  EXPECT_EQ(CompareRules({jalan}, {jalan, later}), (RuleDiff{1, 0, 0}));
  RuleRow numbered = jalan;
  numbered.line = 7;
  EXPECT_TRUE(CompareRules({jalan}, {numbered}).Empty());
}

TEST(CompareRules, PutsThemInOrderWithoutTheirLines) {
  const RuleRow a = {"jalan", "", "x", "", "", "", 9};
  const RuleRow b = {"air", "31", "x", "2025-01-01", "", "", 3};
  const RuleRow c = {"air", "31", "x", "2026-01-01", "", "", 2};
  const auto rows = InOrder({c, b, a});
  ASSERT_EQ(rows.size(), 3u);
  EXPECT_EQ(RuleId(rows[0]), "jalan@ID");
  EXPECT_EQ(RuleId(rows[1]), "air@31/2025-01-01");
  EXPECT_EQ(RuleId(rows[2]), "air@31/2026-01-01");
  EXPECT_EQ(rows[0].line + rows[1].line + rows[2].line, 0);
}

}  // namespace
}  // namespace salur::routing
