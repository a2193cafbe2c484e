// salurctl rules, and the file that it reads and writes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "cli/client/error.h"
#include "cli/requests/rules_file.h"
#include "cli/requests/ticket_request.h"
#include "tests/unit/cli/fake_services.h"
#include "tests/unit/cli/run_cli.h"

namespace salur::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kTitle[] = "category,region_prefix,target,valid_from,valid_to,note\n";

std::string Text(const absl::Status& status) { return RenderText(Describe(status), Style()); }

TEST(RulesFile, ReadsColumnsInAnyOrderAndWritesThemBack) {
  const auto file = ParseRulesFile(
      "note,target,category,region_prefix,valid_from,valid_to\n"
      "\"a \"\"b\"\", c\nd\",unit:35,jalan,,2026-01-01,\n"
      ",region@kabkota,air,31.71,,2026-12-31\n",
      "aturan.csv");
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_EQ(file->rules.size(), 2);
  EXPECT_EQ(file->rules[0].category_code(), "jalan");
  EXPECT_EQ(file->rules[0].note(), "a \"b\", c\nd");
  EXPECT_EQ(file->rules[1].region_prefix(), "31.71");
  EXPECT_THAT(file->lines, ElementsAre(2, 4));
  const std::string csv = ToCsv(file->rules);
  EXPECT_EQ(csv, kTitle + std::string("jalan,,unit:35,2026-01-01,,\"a \"\"b\"\", c\nd\"\n"
                                      "air,31.71,region@kabkota,,2026-12-31,\n"));
  EXPECT_EQ(ToCsv(ParseRulesFile(csv, "f")->rules), csv);
}

TEST(RulesFile, NamesFileLineAndReason) {
  const auto problem = [](const std::string& text) {
    return Text(ParseRulesFile(text, "r.csv").status());
  };
  EXPECT_THAT(problem(""), HasSubstr("r.csv: the file is empty"));
  EXPECT_THAT(problem("category,target\n"),
              HasSubstr("r.csv:1: column \"region_prefix\" is missing"));
  EXPECT_THAT(problem("category,category\n"),
              HasSubstr("r.csv:1: column \"category\" is there twice"));
  EXPECT_THAT(problem("colour\n"), HasSubstr("r.csv:1: column \"colour\" is unknown"));
  EXPECT_THAT(problem(kTitle + std::string("jalan,31\n")),
              HasSubstr("r.csv:2: 2 cells instead of 6"));
  EXPECT_THAT(problem(kTitle + std::string("a,\xFF,c,d,e,f\n")), HasSubstr("r.csv:2: not UTF-8"));
}

TEST(RouteRequest, TakesAWholePointOnly) {
  RouteOptions options;
  options.latitude = -6.17511;
  EXPECT_THAT(Text(BuildRouteRequest(options).status()), HasSubstr("half a point"));
  options.longitude = 106.82715;
  options.accuracy_m = 10;
  const auto request = BuildRouteRequest(options);
  ASSERT_TRUE(request.ok()) << request.status();
  EXPECT_DOUBLE_EQ(request->point().latitude(), -6.17511);
  EXPECT_DOUBLE_EQ(request->point().longitude(), 106.82715);
  EXPECT_DOUBLE_EQ(request->accuracy_m(), 10);
  EXPECT_FALSE(BuildRouteRequest(RouteOptions())->has_accuracy_m());
}

class FakeRules final : public routing::v1::DirectoryService::Service {
 public:
  Method<routing::v1::ListRulesRequest, routing::v1::ListRulesResponse> list;
  Method<routing::v1::ListRuleVersionsRequest, routing::v1::ListRuleVersionsResponse> versions;
  Method<routing::v1::ReplaceRulesRequest, routing::v1::ReplaceRulesResponse> replace;
  Method<routing::v1::RestoreRulesRequest, routing::v1::ReplaceRulesResponse> restore;
  Method<routing::v1::PreviewRulesRequest, routing::v1::PreviewRulesResponse> preview;
  std::vector<routing::v1::ReroutedTicket> rerouted;

  grpc::Status ListRules(grpc::ServerContext*, const routing::v1::ListRulesRequest* request,
                         routing::v1::ListRulesResponse* response) override {
    return list.Serve(*request, response);
  }
  grpc::Status ListRuleVersions(grpc::ServerContext*,
                                const routing::v1::ListRuleVersionsRequest* request,
                                routing::v1::ListRuleVersionsResponse* response) override {
    return versions.Serve(*request, response);
  }
  grpc::Status ReplaceRules(grpc::ServerContext*, const routing::v1::ReplaceRulesRequest* request,
                            routing::v1::ReplaceRulesResponse* response) override {
    return replace.Serve(*request, response);
  }
  grpc::Status RestoreRules(grpc::ServerContext*, const routing::v1::RestoreRulesRequest* request,
                            routing::v1::ReplaceRulesResponse* response) override {
    return restore.Serve(*request, response);
  }
  grpc::Status PreviewRules(
      grpc::ServerContext*, const routing::v1::PreviewRulesRequest* request,
      grpc::ServerWriter<routing::v1::PreviewRulesResponse>* writer) override {
    routing::v1::PreviewRulesResponse last;
    const grpc::Status status = preview.Serve(*request, &last);
    if (!status.ok()) return status;
    const std::lock_guard lock(Handover());
    for (const auto& ticket : rerouted) {
      routing::v1::PreviewRulesResponse response;
      *response.mutable_ticket() = ticket;
      writer->Write(response);
    }
    writer->Write(last);
    return grpc::Status::OK;
  }
};

class RulesCommands : public ::testing::Test {
 protected:
  RulesCommands() {
    rules_.list.response.set_rules_version(7);
    std::filesystem::create_directories(folder_);
  }
  ~RulesCommands() override { std::filesystem::remove_all(folder_); }

  CliResult Run(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "rules");
    arguments.insert(arguments.end(), {"--routing", server_.address()});
    return RunCli(process_, arguments);
  }
  std::string File(const std::string& rows) {
    std::ofstream(path_) << kTitle << rows;
    return path_.string();
  }

  // Tests run side by side: each has a folder of its own.
  const std::filesystem::path folder_ =
      std::filesystem::path(SALUR_BINARY_DIR) / "cli_test" /
      ::testing::UnitTest::GetInstance()->current_test_info()->name();
  const std::filesystem::path path_ = folder_ / "cli_test_rules.csv";
  FakeRules rules_;
  FakeServer server_{{&rules_}};
  FakeProcess process_;
};

TEST_F(RulesCommands, ReplaceSendsTheFileAgainstTheVersionInForce) {
  rules_.replace.response.set_rules_version(8);
  rules_.replace.response.set_added(2);
  rules_.replace.response.set_changed(1);
  const CliResult result =
      Run({"replace", File("jalan,31,unit:35,,,\nair,,region@kabkota,,,x\n"), "--note", "why"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "rules: 2 added, 0 removed, 1 changed, rules version 8\n");
  const auto& request = rules_.replace.request;
  ASSERT_EQ(request.rules_size(), 2);
  EXPECT_EQ(request.rules(1).note(), "x");
  EXPECT_EQ(request.expected_rules_version(), 7);
  EXPECT_EQ(request.note(), "why");
  EXPECT_FALSE(request.request_id().empty());
  EXPECT_FALSE(request.validate_only());

  rules_.replace.response.clear_added();
  rules_.replace.response.clear_changed();
  EXPECT_EQ(Run({"replace", File(""), "--dry-run", "--expect", "3"}).out,
            "nothing changed, rules version 8\n");
  EXPECT_TRUE(rules_.replace.request.validate_only());
  EXPECT_EQ(rules_.replace.request.expected_rules_version(), 3);
}

TEST_F(RulesCommands, ReplaceNamesTheLinesOfTheFile) {
  rules_.replace.status = Refusal(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_RULES", "m",
                                  {{"rules[0].category_code", "there is no category \"x\""},
                                   {"rules[1].target", "there is no unit \"y\""},
                                   {"rules", "and 9 more"}});
  const CliResult result = Run({"replace", File("x,31,a,,,\n\nair,31,unit:y,,,\n")});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("INVALID_RULES"));
  EXPECT_THAT(result.err, HasSubstr("cli_test_rules.csv:2 category  there is no category \"x\""));
  EXPECT_THAT(result.err, HasSubstr("cli_test_rules.csv:4 target    there is no unit \"y\""));
  EXPECT_THAT(result.err, HasSubstr("and 9 more"));
  EXPECT_EQ(Run({"replace", File("x,31\n")}).exit_code, 2);
  EXPECT_EQ(rules_.replace.calls, 1);
}

TEST_F(RulesCommands, SaysHowToRepeatAChangeSafely) {
  rules_.replace.status = Refusal(grpc::StatusCode::UNAVAILABLE, "COMMIT_IN_DOUBT", "not known");
  const CliResult result = Run({"replace", File(""), "--request-id", "abc"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("same --request-id abc --expect 7"));
  rules_.replace.status = Refusal(grpc::StatusCode::ABORTED, "RULES_CHANGED", "other rules");
  EXPECT_THAT(Run({"replace", File("")}).err, Not(HasSubstr("repeat it safely")));
}

TEST_F(RulesCommands, RestoreNamesBothVersions) {
  rules_.restore.response.set_rules_version(8);
  rules_.restore.response.set_removed(1);
  const CliResult result = Run({"restore", "3"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rules_.restore.request.rules_version(), 3);
  EXPECT_EQ(rules_.restore.request.expected_rules_version(), 7);
  EXPECT_THAT(result.out, HasSubstr("1 removed"));
}

TEST_F(RulesCommands, ListAndExportShowAVersion) {
  auto& rule = *rules_.list.response.add_rules();
  rule.set_category_code("jalan");
  rule.set_target("unit:35");
  rule.set_note("a, b");
  EXPECT_THAT(Run({"list"}).out, HasSubstr("jalan     ID      unit:35"));
  EXPECT_EQ(Run({"export", "--of", "3"}).out, kTitle + std::string("jalan,,unit:35,,,\"a, b\"\n"));
  EXPECT_EQ(rules_.list.request.rules_version(), 3);
  EXPECT_EQ(nlohmann::json::parse(Run({"list", "--json"}).out)["rules"].size(), 1U);
}

TEST_F(RulesCommands, VersionsShowWhoAndWhy) {
  auto& version = *rules_.versions.response.add_versions();
  version.set_rules_version(4);
  version.set_actor("admin/sari");
  version.set_note("decree 7");
  version.set_restored_version(2);
  version.mutable_create_time()->set_seconds(1'763'730'000);
  rules_.versions.response.set_next_page_token("4");
  const CliResult result = Run({"versions", "--page-size", "1"});
  EXPECT_THAT(result.out, HasSubstr("2025-11-21 20:00 WIB"));
  EXPECT_THAT(result.out, HasSubstr("admin/sari"));
  EXPECT_THAT(result.out, HasSubstr("--page-token 4"));
  EXPECT_EQ(rules_.versions.request.page_size(), 1);
}

TEST_F(RulesCommands, DiffListsTheTicketsAndTheCounts) {
  auto& summary = *rules_.preview.response.mutable_summary();
  summary.set_tickets(1200);
  summary.set_rerouted(3);
  summary.set_rerouted_confidential(2);
  summary.set_rules_version(7);
  routing::v1::ReroutedTicket ticket;
  ticket.set_tracking_number("7K3-M9Q-X2H");
  ticket.set_unit_id("pupr:31.71");
  ticket.set_new_unit_id("31.71");
  rules_.rerouted = {ticket};
  const std::string file = File("jalan,31,unit:35,,,\n");
  const CliResult result = Run({"diff", file, "--days", "90"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(rules_.preview.request.days(), 90);
  EXPECT_EQ(rules_.preview.request.rules_size(), 1);
  EXPECT_THAT(result.out, HasSubstr("7K3-M9Q-X2H"));
  EXPECT_THAT(result.out, HasSubstr("(default)"));
  EXPECT_THAT(result.out, HasSubstr("3 of 1,200 tickets would go elsewhere, 2 of them confidential "
                                    "(not listed); compared with rules version 7\n"));
  const auto json = nlohmann::json::parse(Run({"diff", file, "--json"}).out);
  EXPECT_EQ(json["tickets"][0]["new_unit_id"], "31.71");
  EXPECT_EQ(json["summary"]["rerouted"], "3");
  rules_.preview.status = Refusal(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_RULES", "m",
                                  {{"rules[0].target", "there is no unit"}});
  const CliResult refused = Run({"diff", file});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("cli_test_rules.csv:2 target"));
}

}  // namespace
}  // namespace salur::cli
