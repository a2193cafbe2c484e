// Commands against services in this process: what they send, what they print, how they end.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "tests/unit/cli/fake_services.h"
#include "tests/unit/cli/run_cli.h"

namespace salur::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kUuid[] = "0b6f3a52-8c1e-4d57-9a0e-2f6d1c4b7e90";

class Commands : public ::testing::Test {
 protected:
  CliResult Run(std::vector<std::string> arguments, const std::string& input = {},
                Terminal terminal = {}) {
    for (const Service service : kServices) {
      arguments.push_back("--" + std::string(Name(service)));
      arguments.push_back(server_.address());
    }
    return RunCli(process_, arguments, input, terminal);
  }

  FakeIntake intake_;
  FakeTickets tickets_;
  FakeDirectory directory_;
  FakeEscalation escalation_;
  FakeHealth health_;
  FakeServer server_{{&intake_, &tickets_, &directory_, &escalation_, &health_}};
  FakeProcess process_;
};

TEST_F(Commands, FileSendsTheTextOfStandardInputAsPartner) {
  intake_.file.response.set_tracking_number("7K3-M9Q-X2H");
  intake_.file.response.set_pin("482913");
  intake_.file.response.set_emergency_number("112");
  const CliResult result = Run({"file", "--category", "kebakaran-hutan"}, "Api di lahan gambut\n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(intake_.file.request.text(), "Api di lahan gambut");
  EXPECT_FALSE(intake_.file.request.request_id().empty());
  EXPECT_THAT(intake_.calls.callers, ElementsAre("partner/demo"));
  EXPECT_THAT(result.out, StartsWith("Keadaan darurat? Telepon 112 sekarang."));
  EXPECT_THAT(result.out, HasSubstr("salurctl track 7K3-M9Q-X2H 482913"));
}

TEST_F(Commands, FileSaysHowToRepeatSafely) {
  intake_.file.status =
      Refusal(grpc::StatusCode::UNAVAILABLE, "COMMIT_IN_DOUBT", "not known whether it is stored");
  const CliResult result = Run({"file", "--text", "x", "--request-id", "abc"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("COMMIT_IN_DOUBT"));
  EXPECT_THAT(result.err, HasSubstr("same --request-id abc"));
}

TEST_F(Commands, FileListsEveryBadField) {
  intake_.file.status = Refusal(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_FIELDS", "m",
                                {{"text", "must not be empty"}, {"class", "is required"}});
  const CliResult result = Run({"file", "--text", ""});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.err, HasSubstr("2 fields are wrong\n  text   must not be empty\n"));
  EXPECT_EQ(result.out, "");
}

TEST_F(Commands, FileWithoutAnyTextIsAUsageError) {
  const CliResult result = Run({"file", "--category", "sampah"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(intake_.file.calls, 0);
}

TEST_F(Commands, TrackNamesNoCallerAndPrintsTheTimeline) {
  auto& complaint = intake_.track.response;
  complaint.set_tracking_number("7K3-M9Q-X2H");
  complaint.set_state(intake::v1::IN_PROGRESS);
  complaint.set_class_(common::v1::COMPLAINT);
  complaint.set_unit_name("Kecamatan Gambir");
  auto& entry = *complaint.add_timeline();
  entry.mutable_time()->set_seconds(1'763'730'000);
  entry.mutable_text()->set_id("Diteruskan ke Kecamatan Gambir");
  entry.mutable_text()->set_en("Passed on to Kecamatan Gambir");
  complaint.set_answer("Sudah \x1b[31mdikerjakan");
  const CliResult result = Run({"track", "7k3 m9q x2h", "482913"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(intake_.calls.callers, ElementsAre(""));
  EXPECT_EQ(intake_.track.request.tracking_number(), "7k3 m9q x2h");
  EXPECT_THAT(result.out, HasSubstr("7K3-M9Q-X2H  Diproses\n"));
  EXPECT_THAT(result.out, HasSubstr("2025-11-21 20:00 WIB   Diteruskan ke Kecamatan Gambir\n"));
  EXPECT_THAT(result.out, Not(HasSubstr("\x1b")));
  EXPECT_THAT(Run({"track", "a", "b", "--lang", "en"}).out, HasSubstr("In progress\n"));
}

TEST_F(Commands, JsonHasTheNamesOfTheContractAndNothingElse) {
  intake_.track.response.set_tracking_number("7K3-M9Q-X2H");
  const CliResult result = Run({"track", "a", "b", "--json"});
  const auto json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json["tracking_number"], "7K3-M9Q-X2H");
  EXPECT_EQ(json["confidential"], false);
  intake_.track.status = Refusal(grpc::StatusCode::NOT_FOUND, "COMPLAINT_NOT_FOUND", "no such");
  const CliResult refused = Run({"--json", "track", "a", "b"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.out, "");
  EXPECT_EQ(nlohmann::json::parse(refused.err)["error"]["reason"], "COMPLAINT_NOT_FOUND");
}

TEST_F(Commands, TicketsWantAnOfficer) {
  const CliResult result = Run({"tickets", "list", "--unit", "31.71.01"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("--as officer/sari@31.71.01"));
  EXPECT_EQ(tickets_.list.calls, 0);
}

TEST_F(Commands, TicketsListShowsTheQueueAlsoWithoutTexts) {
  auto& ticket = *tickets_.list.response.add_tickets();
  ticket.set_tracking_number("7K3-M9Q-X2H");
  ticket.set_state(routing::v1::ASSIGNED);
  ticket.set_handling_unit_id("31.71.01.1001");
  tickets_.list.response.set_next_page_token("next");
  const CliResult result = Run({"tickets", "list", "--unit", "31.71.01", "--subtree", "--as",
                                "supervisor/budi@31.71;confidential"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(tickets_.calls.callers, ElementsAre("supervisor/budi@31.71;confidential"));
  EXPECT_THAT(result.out, HasSubstr("7K3-M9Q-X2H  assigned"));
  EXPECT_THAT(result.out, HasSubstr("--page-token next"));
}

TEST_F(Commands, AcceptFindsTheTicketByItsTrackingNumber) {
  tickets_.get.response.set_ticket_id(kUuid);
  tickets_.accept.response.set_tracking_number("7K3-M9Q-X2H");
  const CliResult result = Run({"tickets", "accept", "7K3-M9Q-X2H", "--as", "officer/a@31"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(tickets_.get.request.ticket_id(), "7K3-M9Q-X2H");
  EXPECT_EQ(tickets_.accept.request.ticket_id(), kUuid);
  EXPECT_FALSE(tickets_.accept.request.request_id().empty());
}

TEST_F(Commands, ResolveSendsOutcomeAndAnswer) {
  const CliResult result = Run(
      {"tickets", "resolve", kUuid, "--outcome", "done", "--as", "officer/a@31", "--etag", "e7"},
      "Lampu sudah diganti.\n");
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(tickets_.get.calls, 0);
  EXPECT_EQ(tickets_.resolve.request.outcome(), routing::v1::DONE);
  EXPECT_EQ(tickets_.resolve.request.answer(), "Lampu sudah diganti.");
  EXPECT_EQ(tickets_.resolve.request.etag(), "e7");
}

TEST_F(Commands, ShowPrintsFactsLadderAndWhy) {
  auto& ticket = tickets_.get.response;
  ticket.set_tracking_number("7K3-M9Q-X2H");
  ticket.set_ticket_id(kUuid);
  ticket.mutable_explanation()->mutable_text()->set_en("because the village serves it");
  auto& fact = *ticket.add_facts();
  fact.set_number(1);
  fact.set_kind(routing::v1::CLIMBED);
  fact.set_unit_id("31.71.01");
  fact.set_unit_name("Kecamatan Gambir");
  fact.mutable_time()->set_seconds(1'763'730'000);
  fact.add_skipped_unit_ids("31.71.01.9999");
  auto& rung = *ticket.add_ladder();
  rung.set_unit_id("31.71");
  rung.set_level(common::v1::KABKOTA);
  const CliResult result = Run({"tickets", "show", kUuid, "--as", "officer/a@31"});
  EXPECT_THAT(result.out, HasSubstr("because the village serves it"));
  EXPECT_THAT(result.out, HasSubstr("climbed: Kecamatan Gambir (31.71.01)"));
  EXPECT_THAT(result.out, HasSubstr("skipped: 31.71.01.9999"));
  EXPECT_THAT(result.out, HasSubstr("kabupaten/kota  31.71"));
}

TEST_F(Commands, ClocksShowDueTimesAsEndOfDay) {
  auto& clock = *escalation_.clocks.response.add_clocks();
  clock.set_kind(escalation::v1::FIRST_RESPONSE);
  clock.set_state(escalation::v1::RUNNING);
  clock.set_limit("5 working days");
  clock.mutable_due_time()->set_seconds(1'764'262'800);  // 2025-11-28 00:00 WIB
  clock.set_time_zone("Asia/Jakarta");
  const CliResult result = Run({"clocks", kUuid});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(escalation_.calls.callers, ElementsAre("admin/cli"));
  EXPECT_THAT(result.out, HasSubstr("first response  running"));
  EXPECT_THAT(result.out, HasSubstr("2025-11-27 24:00 WIB"));
}

TEST_F(Commands, CategoriesShowEachChildUnderItsParent) {
  const auto add = [this](const char* code, const char* parent) {
    auto& category = *directory_.categories.response.add_categories();
    category.set_category_code(code);
    category.set_parent_code(parent);
  };
  add("jalan", "");
  add("air", "");
  add("jalan-rusak", "jalan");
  add("irigasi", "air");
  const CliResult result = Run({"categories"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  const std::vector<std::string> order = {"\njalan ", "\n  jalan-rusak ", "\nair ", "\n  irigasi "};
  std::size_t at = 0;
  for (const std::string& name : order) {
    at = result.out.find(name, at);
    EXPECT_NE(at, std::string::npos) << name << result.out;
  }
}

TEST_F(Commands, HealthWaitsUntilAllServe) {
  EXPECT_EQ(Run({"health"}).exit_code, 0);
  health_.starting = 10;
  const CliResult result = Run({"health", "--wait", "20s"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.out, HasSubstr("escalation  SERVING"));
  health_.starting = 1'000'000;
  const CliResult never = Run({"health", "--wait", "1s"});
  EXPECT_EQ(never.exit_code, 1);
  EXPECT_THAT(never.out, HasSubstr("NOT_SERVING"));
  EXPECT_THAT(never.err, HasSubstr("not serving: intake, routing, escalation"));
}

TEST_F(Commands, ImportSendsEveryFileAndThenCommits) {
  const auto folder = std::filesystem::path(SALUR_BINARY_DIR) / "cli_test" / "import";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "regions.csv.gz") << std::string(700'000, 'r');
  for (const char* name : {"agency_kinds.csv", "agency_overrides.csv", "categories.csv"}) {
    std::ofstream(folder / name) << name;
  }
  const CliResult missing = Run({"directory", "import", "--data", folder.string()});
  EXPECT_EQ(missing.exit_code, 2);
  EXPECT_THAT(missing.err, HasSubstr("routing_rules.csv"));
  EXPECT_TRUE(directory_.calls.callers.empty());

  std::ofstream(folder / "routing_rules.csv").flush();
  directory_.result.set_changed(true);
  directory_.result.set_added(91'600);
  const CliResult result = Run({"directory", "import", "--data", folder.string()});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(directory_.files[routing::v1::REGIONS].size(), 700'000U);
  EXPECT_EQ(directory_.files[routing::v1::CATEGORIES], "categories.csv");
  EXPECT_EQ(directory_.files.count(routing::v1::ROUTING_RULES), 1U);
  EXPECT_TRUE(directory_.committed);
  EXPECT_THAT(result.out, HasSubstr("91,600 added"));
  EXPECT_THAT(result.err, HasSubstr("read"));

  directory_.committed = false;
  directory_.result.Clear();
  const CliResult dry = Run({"directory", "import", "--data", folder.string(), "--dry-run"});
  EXPECT_FALSE(directory_.committed);
  EXPECT_THAT(dry.out, StartsWith("nothing changed\n"));

  directory_.import_status = Refusal(grpc::StatusCode::INVALID_ARGUMENT, "IMPORT_REFUSED",
                                     "regions.csv.gz:7: parent 99 is unknown");
  const CliResult refused = Run({"directory", "import", "--data", folder.string()});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.err, HasSubstr("IMPORT_REFUSED: regions.csv.gz:7: parent 99 is unknown"));
  std::filesystem::remove_all(folder);
}

TEST_F(Commands, HolidaysImportSendsNothingForABadFile) {
  const auto path = std::filesystem::path(SALUR_BINARY_DIR) / "cli_test_holidays.csv";
  std::ofstream(path) << "date,kind,name,decree\n2026-13-01,joint_leave,A,S\n";
  EXPECT_EQ(Run({"holidays", "import", path.string()}).exit_code, 2);
  EXPECT_EQ(escalation_.replace.calls, 0);
  std::ofstream(path) << "date,kind,name,decree\n2026-12-01,joint_leave,A,S\n";
  const CliResult same = Run({"holidays", "import", path.string(), "--dry-run"});
  EXPECT_EQ(same.exit_code, 0) << same.err;
  EXPECT_TRUE(escalation_.replace.request.validate_only());
  EXPECT_THAT(same.out, StartsWith("nothing changed\n"));
  escalation_.replace.response.set_changed(true);
  escalation_.replace.response.set_added(1);
  EXPECT_THAT(Run({"holidays", "import", path.string()}).out, StartsWith("holidays: 1 added"));
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace salur::cli
