#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include <nlohmann/json.hpp>

#include "cli/demo/case.h"
#include "cli/format/text.h"
#include "cli/format/time.h"
#include "tests/unit/cli/fake_world.h"
#include "tests/unit/cli/run_cli.h"

namespace salur::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

CliResult RunDemo(const FakeWorld::Behaviour& behaviour, std::vector<std::string> more = {}) {
  FakeProcess process;
  FakeWorld world(process, behaviour);
  std::vector<std::string> arguments = {"demo"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  for (const char* flag : {"--intake", "--routing", "--escalation"}) {
    arguments.emplace_back(flag);
    arguments.push_back(world.address());
  }
  return RunCli(process, arguments);
}

TEST(Stories, ShowWhatTheDemonstrationPromises) {
  std::set<common::v1::ComplaintClass> classes;
  std::set<std::string> kabkota;
  int anonymous = 0;
  int confidential = 0;
  int about = 0;
  int nowhere = 0;
  int points = 0;
  int uncategorised = 0;
  for (const Story& story : Stories()) {
    classes.insert(story.complaint_class);
    kabkota.insert(std::string(story.region.substr(0, 5)));
    anonymous += story.anonymous ? 1 : 0;
    confidential += story.confidential ? 1 : 0;
    about += story.about_unit.empty() ? 0 : 1;
    nowhere += story.region.empty() && !story.point.has_value() ? 1 : 0;
    points += story.point.has_value() ? 1 : 0;
    uncategorised += story.category.empty() ? 1 : 0;
    const bool answers = story.course == Course::kAnswered || story.course == Course::kAnsweredLate;
    EXPECT_EQ(answers, !story.answer.empty()) << story.text;
    EXPECT_EQ(story.outcome == routing::v1::CANNOT, !story.legal_basis.empty()) << story.text;
  }
  EXPECT_GE(Stories().size(), 12U);
  EXPECT_EQ(classes.size(), 3U);
  for (const char* code :
       {"31.71", "31.74", "32.73", "33.74", "11.71", "35.22", "33.07", "91.71", "73.71", "35.78"}) {
    EXPECT_EQ(kabkota.count(code), 1U) << code;
  }
  EXPECT_GE(anonymous, 1);
  EXPECT_GE(confidential, 1);
  EXPECT_GE(about, 2);
  EXPECT_GE(points, 2);
  EXPECT_EQ(nowhere, 1);
  EXPECT_EQ(uncategorised, 1);
}

routing::v1::Fact Climbed(int step, std::string_view time, std::string_view due) {
  routing::v1::Fact fact;
  fact.set_kind(routing::v1::CLIMBED);
  fact.set_step(step);
  *fact.mutable_time() = ToTimestamp(*ParseTime(time));
  *fact.mutable_due_time() = ToTimestamp(*ParseTime(due));
  return fact;
}

TEST(DemoCase, GivesEachClimbOnce) {
  Case one;
  routing::v1::Ticket ticket;
  ticket.set_version(2);
  *ticket.add_facts() = Climbed(1, "2025-12-02T00:00:01Z", "2025-12-02T00:00:00Z");
  EXPECT_EQ(Advance(one, ticket).size(), 1U);
  EXPECT_EQ(Advance(one, ticket).size(), 0U);
  *ticket.add_facts() = Climbed(2, "2025-12-06T00:00:01Z", "2025-12-06T00:00:00Z");
  routing::v1::Ticket older = ticket;
  older.set_version(1);
  EXPECT_EQ(Advance(one, older).size(), 0U);
  ticket.set_version(3);
  EXPECT_EQ(Advance(one, ticket).front().step, 2);
  EXPECT_EQ(ProblemOf(one), "");
}

TEST(DemoCase, SeesEarlyMissingAndDoubleClimbs) {
  Case early;
  early.climbs.push_back({1, 1, *ParseTime("2025-12-01T00:00:00Z"),
                          *ParseTime("2025-12-02T00:00:00Z"), common::v1::KECAMATAN, "", ""});
  EXPECT_THAT(ProblemOf(early), HasSubstr("before its due time"));
  Case twice;
  twice.climbs.resize(2);
  twice.climbs[0].step = 1;
  twice.climbs[1].step = 1;
  EXPECT_THAT(ProblemOf(twice), HasSubstr("step 1 where step 2"));
  Case gap;
  gap.climbs.resize(1);
  gap.climbs[0].step = 2;
  EXPECT_THAT(ProblemOf(gap), HasSubstr("step 2 where step 1"));
}

TEST(Demo, ShowsEveryComplaintAndEveryLadderToItsEnd) {
  const CliResult result = RunDemo({});
  ASSERT_EQ(result.exit_code, 0) << result.err << result.out;
  for (const Story& story : Stories()) {
    EXPECT_THAT(result.out, HasSubstr(std::string(story.text.substr(0, 30))));
  }
  EXPECT_THAT(result.out, HasSubstr("Mengapa: karena dekat"));
  EXPECT_THAT(result.out, HasSubstr("#4 adalah aspirasi: berhenti di Suku Dinas"));
  EXPECT_THAT(result.out, HasSubstr("Disampaikan     15"));
  EXPECT_THAT(result.out, HasSubstr("1 di antaranya setelah naik jenjang"));
  std::istringstream lines(result.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(DisplayWidth(line), 100U) << line;
}

TEST(Demo, SpeaksEnglish) {
  const CliResult result = RunDemo({}, {"--lang", "en"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("an aspiration: it stops at"));
  EXPECT_THAT(result.out, HasSubstr("Checked on every fact"));
}

TEST(Demo, PrintsOneDocumentAsJson) {
  const CliResult result = RunDemo({}, {"--json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json["filed"], 15);
  EXPECT_EQ(json["complaints"][0]["climbs"].size(), 4U);
}

TEST(Demo, RefusesAClockAtTheRealRate) {
  FakeWorld::Behaviour behaviour;
  behaviour.rate = 1;
  const CliResult result = RunDemo(behaviour);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("./salur demo"));
}

TEST(Demo, FailsWhenALadderStandsStill) {
  FakeWorld::Behaviour behaviour;
  behaviour.climbs_max = 1;
  const CliResult result = RunDemo(behaviour);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("not at the end of the ladder"));
  EXPECT_THAT(result.err, HasSubstr("#1 at 32.73.02"));
}

TEST(Demo, FailsWhenSomethingClimbsEarly) {
  FakeWorld::Behaviour behaviour;
  behaviour.early = absl::Hours(24);
  const CliResult result = RunDemo(behaviour);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("before its due time"));
}

TEST(Demo, FailsWhenAComplaintReachesNoUnit) {
  FakeWorld::Behaviour behaviour;
  behaviour.routing_delay = absl::Hours(1);
  const CliResult result = RunDemo(behaviour);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("did not reach 32.73.02.1004 within 15s"));
}

TEST(Demo, FailsWhenTheCitizenSeesNothing) {
  FakeWorld::Behaviour behaviour;
  behaviour.citizens_see_nothing = true;
  const CliResult result = RunDemo(behaviour);
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("did not become ANSWERED"));
}

}  // namespace
}  // namespace salur::cli
