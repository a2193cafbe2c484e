#include "services/routing/domain/rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using samples::MakeRules;
using samples::SmallDirectory;
using ::testing::HasSubstr;

constexpr absl::CivilDay kDay(2025, 6, 15);

std::string MatchedId(const RuleSet& rules, std::string_view category, std::string_view region,
                      absl::CivilDay day = kDay) {
  const Rule* rule = rules.Match(rules.directory().FindCategory(category),
                                 RegionCode::Parse(region).value_or(RegionCode()), day);
  return rule == nullptr ? "" : rule->id;
}

TEST(Rules, TheLongestPrefixWinsThenTheCategoryBeforeItsAncestors) {
  const auto rules =
      MakeRules(SmallDirectory(), {{"lampu-jalan", "31", "agency:pupr@kabkota", "", "", ""},
                                   {"transport", "31.71", "region@kabkota", "", "", ""},
                                   {"transport", "31", "region@provinsi", "", "", ""},
                                   {"lampu-jalan", "", "unit:perhubungan:ID", "", "", ""}});
  EXPECT_EQ(MatchedId(*rules, "lampu-jalan", "31.71.01.1001"), "transport@31.71");
  EXPECT_EQ(MatchedId(*rules, "lampu-jalan", "31"), "lampu-jalan@31");
  EXPECT_EQ(MatchedId(*rules, "transport", "31"), "transport@31");
  EXPECT_EQ(MatchedId(*rules, "lampu-jalan", "35.78.01"), "lampu-jalan@ID");
  EXPECT_EQ(MatchedId(*rules, "transport", "35.78.01"), "");
  EXPECT_EQ(MatchedId(*rules, "jalan", "31.71"), "");
}

TEST(Rules, ApplyFromTheirFirstToTheirLastDay) {
  const auto rules = MakeRules(SmallDirectory(),
                               {{"jalan", "31", "region@kabkota", "2025-01-01", "2025-06-30", ""},
                                {"jalan", "31", "region@provinsi", "2025-07-01", "2025-07-31", ""},
                                {"jalan", "", "region@national", "", "2024-12-31", ""}});
  EXPECT_EQ(MatchedId(*rules, "jalan", "31.71", absl::CivilDay(2024, 12, 31)), "jalan@ID");
  EXPECT_EQ(MatchedId(*rules, "jalan", "31.71", absl::CivilDay(2025, 1, 1)), "jalan@31/2025-01-01");
  EXPECT_EQ(MatchedId(*rules, "jalan", "31.71", absl::CivilDay(2025, 6, 30)),
            "jalan@31/2025-01-01");
  EXPECT_EQ(MatchedId(*rules, "jalan", "31.71", absl::CivilDay(2025, 7, 1)), "jalan@31/2025-07-01");
  EXPECT_EQ(MatchedId(*rules, "jalan", "31.71", absl::CivilDay(2025, 8, 1)), "");
}

TEST(Rules, RefuseWhatIsUnknownOrContradictory) {
  struct Case {
    RuleRow row;
    const char* column;
    const char* problem;
  };
  const Case cases[] = {
      {{"nothing", "31", "region@kabkota", "", "", ""}, "category", "no category"},
      {{"jalan", "99", "region@kabkota", "", "", ""}, "region_prefix", "no region"},
      {{"jalan", "3", "region@kabkota", "", "", ""}, "region_prefix", "no region"},
      {{"jalan", "31", "agency:nobody@kabkota", "", "", ""}, "target", "no kind"},
      {{"jalan", "31", "agency:pupr@kecamatan", "", "", ""}, "target", "agencies exist at"},
      {{"jalan", "31", "agency:pupr", "", "", ""}, "target", "has to be agency"},
      {{"jalan", "31", "pupr@kabkota", "", "", ""}, "target", "has to be agency"},
      {{"jalan", "31", "region@rt", "", "", ""}, "target", "has to be agency"},
      {{"jalan", "31", "unit:pupr:31.99", "", "", ""}, "target", "no unit"},
      {{"jalan", "31", "region@kabkota", "2025-02-30", "", ""}, "valid_from", "is not a date"},
      {{"jalan", "31", "region@kabkota", "", "1 May", ""}, "valid_to", "is not a date"},
      {{"jalan", "31", "region@kabkota", "2025-02-02", "2025-02-01", ""}, "valid_to", "before"},
      {{"jalan", "31", "region@kabkota", "", "", std::string(501, 'x')}, "note", "too long"},
  };
  for (const Case& c : cases) {
    RuleRow row = c.row;
    row.line = 17;
    const absl::Status status =
        RuleSet::Create({row}, SmallDirectory(), 1, RuleSet::Strictness::kNew).status();
    EXPECT_EQ(ErrorReason(status), "BAD_FILE") << c.problem;
    EXPECT_EQ(ErrorMetadata(status)["line"], "17");
    EXPECT_EQ(ErrorMetadata(status)["column"], c.column) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr(c.problem));
  }
  EXPECT_THAT(
      std::string(RuleSet::Create({{"jalan", "31", "region@kabkota", "", "", ""},
                                   {"jalan", "31", "region@provinsi", "2025-01-01", "", ""}},
                                  SmallDirectory(), 1, RuleSet::Strictness::kNew)
                      .status()
                      .message()),
      HasSubstr("contradicts jalan@31"));
}

TEST(Rules, AcceptedOnesMayNameWhatHasBeenRetired) {
  DirectoryData data = samples::BuildData(samples::SmallFiles());
  samples::Row(data, "perhubungan:35").active = false;
  const auto directory = samples::MakeDirectory(data);
  const std::vector<RuleRow> rows = {{"jalan", "31", "unit:perhubungan:35", "", "", ""}};
  EXPECT_FALSE(RuleSet::Create(rows, directory, 1, RuleSet::Strictness::kNew).ok());
  EXPECT_TRUE(RuleSet::Create(rows, directory, 1, RuleSet::Strictness::kAccepted).ok());
}

TEST(Rules, ReadTheirFile) {
  const auto rows = ParseRules(
      "category,region_prefix,target,valid_from,valid_to,note\n"
      "lampu-jalan,31,agency:pupr@kabkota,2024-01-01,,why\n");
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_EQ((*rows)[0],
            (RuleRow{"lampu-jalan", "31", "agency:pupr@kabkota", "2024-01-01", "", "why", 2}));
}

}  // namespace
}  // namespace salur::routing
