// Replacing, listing and restoring rules through the running service.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <absl/time/civil_time.h>

#include "common/base/errors.h"
#include "common/rpc/status.h"
#include "tests/component/routing/rules_fixture.h"
#include "tests/unit/routing/directories.h"

namespace salur {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Reason;
using testing::Rule;

using Rules = testing::RulesFixture;

TEST_F(Rules, AreReplacedListedAndRestored) {
  EXPECT_EQ(routing_.Route("jalan", "31.71.01.1001").handling_unit_id(), "pupr:31.71");
  auto bounded = Rule("air", "35", "agency:perhubungan@kabkota");
  bounded.set_valid_from("2024-01-01");
  bounded.set_note("why \"air\"");
  ASSERT_TRUE(Replace(Request(1, {Rule("jalan", "31", "region@kabkota"), bounded,
                                  Rule("jalan", "", "region@provinsi")}))
                  .ok());
  EXPECT_EQ(answer_.rules_version(), 2);
  EXPECT_EQ(answer_.added(), 3);
  // In force at once.
  const routing::v1::Ticket ticket = routing_.Route("jalan", "31.71.01.1001");
  EXPECT_EQ(ticket.handling_unit_id(), "31.71");
  EXPECT_EQ(ticket.explanation().rule_id(), "jalan@31");
  EXPECT_EQ(ticket.explanation().rules_version(), 2);
  EXPECT_THAT(Listed(0), ElementsAre("jalan@ID region@provinsi", "jalan@31 region@kabkota",
                                     "air@35/2024-01-01 agency:perhubungan@kabkota"));

  ASSERT_TRUE(
      Replace(Request(2, {Rule("jalan", "31", "region@kecamatan"), Rule("air", "", "unit:35")}))
          .ok());
  EXPECT_EQ(answer_.rules_version(), 3);
  EXPECT_EQ(answer_.added(), 1);
  EXPECT_EQ(answer_.removed(), 2);
  EXPECT_EQ(answer_.changed(), 1);
  EXPECT_THAT(Listed(2), ElementsAre("jalan@ID region@provinsi", "jalan@31 region@kabkota",
                                     "air@35/2024-01-01 agency:perhubungan@kabkota"));
  EXPECT_THAT(Listed(1), ElementsAre());

  ASSERT_TRUE(Restore(2, 3).ok());
  EXPECT_EQ(answer_.rules_version(), 4);
  EXPECT_EQ(Listed(4), Listed(2));
  EXPECT_EQ(routing_.Route("jalan", "31.71.01.1001").handling_unit_id(), "31.71");
  routing::v1::ListRulesResponse none;
  EXPECT_EQ(Reason(List(5, none)), "RULES_VERSION_NOT_FOUND");
  EXPECT_EQ(Reason(Restore(9, 4)), "RULES_VERSION_NOT_FOUND");
}

TEST_F(Rules, TellTheirHistoryPageByPage) {
  ASSERT_TRUE(Replace(Request(1, {Rule("jalan", "31", "region@kabkota")})).ok());
  ASSERT_TRUE(Restore(1, 2, "admin/other").ok());
  const auto first = Versions(2);
  ASSERT_EQ(first.versions_size(), 2);
  EXPECT_EQ(first.versions(0).rules_version(), 3);
  EXPECT_EQ(first.versions(0).restored_version(), 1);
  EXPECT_EQ(first.versions(0).actor(), "admin/other");
  EXPECT_EQ(first.versions(0).rule_count(), 0);
  EXPECT_EQ(first.versions(1).note(), "because");
  EXPECT_EQ(first.versions(1).rule_count(), 1);
  EXPECT_GT(first.versions(1).create_time().seconds(), 0);
  const auto second = Versions(2, first.next_page_token());
  ASSERT_EQ(second.versions_size(), 1);
  EXPECT_EQ(second.versions(0).rules_version(), 1);
  EXPECT_EQ(second.versions(0).note(), "directory import");
  EXPECT_EQ(second.next_page_token(), "");
}

TEST_F(Rules, TheSameSetAgainChangesNothing) {
  const std::vector<routing::v1::RoutingRule> rules = {Rule("jalan", "31", "region@kabkota"),
                                                       Rule("air", "31", "region@kabkota")};
  ASSERT_TRUE(Replace(Request(1, rules)).ok());
  ASSERT_TRUE(Replace(Request(2, {rules[1], rules[0]})).ok());
  EXPECT_EQ(answer_.rules_version(), 2);
  EXPECT_EQ(answer_.added() + answer_.removed() + answer_.changed(), 0);
  ASSERT_TRUE(Restore(2, 2).ok());
  EXPECT_EQ(answer_.rules_version(), 2);
  const std::string file =
      "category,region_prefix,target,valid_from,valid_to,note\n"
      "jalan,31,region@kabkota,,,\nair,31,region@kabkota,,,\n";
  const auto imported = routing_.Import(routing::samples::SmallFiles(), file);
  ASSERT_TRUE(imported.status.ok()) << imported.status.error_message();
  EXPECT_FALSE(imported.result.changed());
  EXPECT_EQ(Versions(0).versions_size(), 2);
}

TEST_F(Rules, AnImportWithAnotherFileMakesAVersion) {
  const std::string file =
      "category,region_prefix,target,valid_from,valid_to,note\njalan,31,region@kabkota,,,\n";
  ASSERT_TRUE(routing_.Import(routing::samples::SmallFiles(), file).status.ok());
  EXPECT_THAT(Listed(2), ElementsAre("jalan@31 region@kabkota"));
  EXPECT_EQ(Versions(1).versions(0).actor(), "admin/tester");
  // A fault that only the whole set shows is refused there too.
  const auto refused =
      routing_.Import(routing::samples::SmallFiles(), file + "pungli,31,region@kabkota,,,\n");
  EXPECT_EQ(refused.status.error_message(),
            "data/routing_rules.csv line 3, column target: the category is confidential: its "
            "complaints go to agencies only");
}

TEST_F(Rules, ARepeatedRequestGetsItsFirstAnswer) {
  const auto request = Request(1, {Rule("jalan", "31", "region@kabkota")});
  ASSERT_TRUE(Replace(request).ok());
  ASSERT_TRUE(Replace(Request(2, {})).ok());
  ASSERT_TRUE(Replace(request).ok());
  EXPECT_EQ(answer_.rules_version(), 2);
  EXPECT_EQ(answer_.added(), 1);
  EXPECT_THAT(Listed(0), ElementsAre());
  auto other = request;
  other.set_note("another reason");
  EXPECT_EQ(Reason(Replace(other)), "REQUEST_ID_REUSED");
  EXPECT_EQ(Reason(Replace(request, "admin/other")), "RULES_CHANGED");
}

TEST_F(Rules, AreNotReplacedBlindly) {
  ASSERT_TRUE(Replace(Request(1, {Rule("jalan", "31", "region@kabkota")})).ok());
  const grpc::Status late = Replace(Request(1, {Rule("air", "31", "region@kabkota")}));
  EXPECT_EQ(late.error_code(), grpc::StatusCode::ABORTED);
  EXPECT_EQ(Reason(late), "RULES_CHANGED");
  EXPECT_EQ(ErrorMetadata(FromGrpcStatus(late))["rules_version"], "2");
  EXPECT_EQ(Reason(Restore(1, 1)), "RULES_CHANGED");
  auto dry = Request(1, {Rule("air", "31", "region@kabkota")});
  dry.set_validate_only(true);
  EXPECT_EQ(Reason(Replace(dry)), "RULES_CHANGED");
  EXPECT_THAT(Listed(0), ElementsAre("jalan@31 region@kabkota"));
}

TEST_F(Rules, ABrokenSetIsRefusedWholeWithEveryFault) {
  auto bad_days = Rule("air", "35", "region@kabkota");
  bad_days.set_valid_from("2025-02-01");
  bad_days.set_valid_to("2025-01-01");
  auto request = Request(0, {Rule("jalan", "31", "region@kabkota"), Rule("nothing", "99", "x"),
                             bad_days, Rule("jalan", "31", "region@provinsi")});
  request.set_request_id("has spaces");
  const grpc::Status status = Replace(request);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_EQ(Reason(status), "INVALID_RULES");
  std::vector<std::string> fields;
  for (const auto& violation : ErrorViolations(FromGrpcStatus(status))) {
    fields.push_back(violation.field);
  }
  EXPECT_THAT(fields, ElementsAre("request_id", "expected_rules_version", "rules[1].category_code",
                                  "rules[1].region_prefix", "rules[1].target", "rules[2].valid_to",
                                  "rules[3].valid_from"));
  EXPECT_EQ(routing_.Query("SELECT count(*) FROM routing.rule"), "0");
  EXPECT_EQ(routing_.Query("SELECT count(*) FROM routing.admin_request"), "0");
  // Thousands of faults still fit into an answer that every client can read.
  const std::vector<routing::v1::RoutingRule> many(5000, Rule("nothing", "99", "unit:x:31"));
  const grpc::Status worst = Replace(Request(1, many));
  EXPECT_EQ(Reason(worst), "INVALID_RULES");
  EXPECT_THAT(ErrorViolations(FromGrpcStatus(worst)).back().description, HasSubstr(" more"));
}

TEST_F(Rules, CanBeTriedWithoutEffect) {
  auto request = Request(1, {Rule("jalan", "31", "region@kabkota")});
  request.set_validate_only(true);
  ASSERT_TRUE(Replace(request).ok());
  EXPECT_EQ(answer_.rules_version(), 1);
  EXPECT_EQ(answer_.added(), 1);
  EXPECT_THAT(Listed(0), ElementsAre());
  // The same id then serves for the change itself.
  request.set_validate_only(false);
  ASSERT_TRUE(Replace(request).ok());
  EXPECT_EQ(answer_.rules_version(), 2);
}

TEST_F(Rules, AreNotRestoredWhenTheyNameWhatIsGone) {
  ASSERT_TRUE(Replace(Request(1, {Rule("jalan", "31", "unit:35.78.01.1001")})).ok());
  ASSERT_TRUE(Replace(Request(2, {})).ok());
  routing::DirectoryFiles files = routing::samples::SmallFiles();
  const std::size_t at = files.regions.find("35.78.01.1001");
  files.regions.replace(at, 13, "35.78.01.1009");
  ASSERT_TRUE(routing_.Import(files).status.ok());
  const grpc::Status status = Restore(2, 3);
  EXPECT_EQ(Reason(status), "INVALID_RULES");
  ASSERT_EQ(ErrorViolations(FromGrpcStatus(status)).size(), 1u);
  EXPECT_EQ(ErrorViolations(FromGrpcStatus(status))[0].field, "rules[0].target");
}

TEST_F(Rules, MayBeReadByStaffAndChangedByAdministrators) {
  for (const char* caller :
       {"officer/budi@ID", "supervisor/budi@ID", "partner/x", "service/intake"}) {
    EXPECT_EQ(Replace(Request(1, {}), caller).error_code(), grpc::StatusCode::PERMISSION_DENIED);
    EXPECT_EQ(Restore(1, 1, caller).error_code(), grpc::StatusCode::PERMISSION_DENIED);
  }
  routing::v1::ListRulesResponse rules;
  EXPECT_EQ(List(0, rules, "partner/x").error_code(), grpc::StatusCode::PERMISSION_DENIED);
}

TEST_F(Rules, TakeAsManyRulesAsTheContractAllows) {
  std::vector<routing::v1::RoutingRule> rules;
  for (int day = 0; rules.size() < 20'000; ++day) {
    const std::string date = absl::FormatCivilTime(absl::CivilDay(2025, 1, 1) + day);
    for (const char* category : {"jalan", "air", "transport", "lampu-jalan", "hutan"}) {
      for (const char* prefix : {"31", "31.71", "31.71.01", "31.71.01.1001", "35", "35.78",
                                 "35.78.01", "35.78.01.1001", "91", "91.71"}) {
        auto rule = Rule(category, prefix, "region@kabkota");
        rule.set_valid_from(date);
        rule.set_valid_to(date);
        rule.set_note(std::string(500, 'n'));
        rules.push_back(std::move(rule));
      }
    }
  }
  const grpc::Status status = Replace(Request(1, rules));
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(answer_.added(), 20'000);
  rules[7].set_target("region@provinsi");
  ASSERT_TRUE(Replace(Request(2, rules)).ok());
  EXPECT_EQ(answer_.changed(), 1);
  EXPECT_EQ(routing_.Query("SELECT count(*) FROM routing.rule"), "20001");
  rules.push_back(Rule("usulan", "31", "region@kabkota"));
  EXPECT_EQ(Reason(Replace(Request(3, rules))), "INVALID_FIELDS");
}

}  // namespace
}  // namespace salur
