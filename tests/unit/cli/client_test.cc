#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "cli/client/endpoints.h"
#include "cli/client/error.h"
#include "tests/unit/cli/fake_process.h"
#include "tests/unit/cli/fake_services.h"

namespace salur::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kFile[] = R"({"intake": {"grpc": "127.0.0.1:7710", "metrics": "127.0.0.1:9710"},
  "routing": {"grpc": "127.0.0.1:7720"}, "escalation": {"grpc": "unix:/x/e.sock"}, "x": 1})";

// A folder of its own, removed at the end.
class EndpointsFile : public ::testing::Test {
 protected:
  EndpointsFile() {
    const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::path(SALUR_BINARY_DIR) / "cli_test" / test->name();
    std::filesystem::create_directories(folder_ / "deep" / "er");
    std::filesystem::create_directories(folder_ / ".salur");
  }
  ~EndpointsFile() override { std::filesystem::remove_all(folder_); }
  void Write(const std::string& text) { std::ofstream(path()) << text; }
  std::string path() const { return (folder_ / ".salur" / "endpoints.json").string(); }

  std::filesystem::path folder_;
  FakeProcess process_;
};

TEST_F(EndpointsFile, IsFoundAboveTheCurrentDirectory) {
  Write(kFile);
  process_.directory = (folder_ / "deep" / "er").string();
  const auto endpoints = ResolveEndpoints({}, process_);
  ASSERT_TRUE(endpoints.ok()) << endpoints.status();
  EXPECT_EQ(endpoints->of(Service::kRouting), "127.0.0.1:7720");
  EXPECT_EQ(endpoints->of(Service::kEscalation), "unix:/x/e.sock");
  EXPECT_EQ(endpoints->source, path());
}

TEST_F(EndpointsFile, NamedInTheEnvironmentComesFirst) {
  Write(kFile);
  process_.directory = "/";
  process_.environment["SALUR_ENDPOINTS"] = path();
  EXPECT_EQ(ResolveEndpoints({}, process_)->of(Service::kIntake), "127.0.0.1:7710");
  process_.environment["SALUR_ENDPOINTS"] = path() + ".gone";
  process_.directory = folder_.string();
  const auto missing = ResolveEndpoints({}, process_);
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(Describe(missing.status()).exit_code, kUnreachable);
  EXPECT_THAT(std::string(missing.status().message()), HasSubstr("endpoints.json.gone"));
}

TEST_F(EndpointsFile, GivesWayToFlags) {
  Write(kFile);
  process_.directory = folder_.string();
  Endpoints given;
  given.of(Service::kIntake) = "10.0.0.1:1";
  const auto endpoints = ResolveEndpoints(given, process_);
  EXPECT_EQ(endpoints->of(Service::kIntake), "10.0.0.1:1");
  EXPECT_EQ(endpoints->of(Service::kRouting), "127.0.0.1:7720");
}

TEST_F(EndpointsFile, IsNotReadWhenFlagsSayEverything) {
  Write("broken");
  process_.directory = folder_.string();
  Endpoints given;
  for (const Service service : kServices) given.of(service) = "10.0.0.1:1";
  EXPECT_TRUE(ResolveEndpoints(given, process_).ok());
  EXPECT_FALSE(ResolveEndpoints({}, process_).ok());
}

TEST_F(EndpointsFile, ThatIsWrongSaysWhatIsWrong) {
  for (const char* bad : {"", "[]", "{\"intake\": 5}", "{\"routing\": {\"grpc\": 7720}}", "\xFF"}) {
    const auto endpoints = ParseEndpoints(bad, "the-file");
    ASSERT_FALSE(endpoints.ok()) << bad;
    EXPECT_THAT(std::string(endpoints.status().message()), HasSubstr("the-file"));
  }
  EXPECT_EQ(ParseEndpoints("{}", "f")->of(Service::kIntake), "");
}

TEST(ErrorReport, KeepsReasonFieldsAndMetadataOfARefusal) {
  const grpc::Status refusal =
      Refusal(grpc::StatusCode::INVALID_ARGUMENT, "INVALID_FIELDS", "invalid request: ...",
              {{"text", "must not be empty"}, {"location.point.latitude", "must be -90 to 90"}});
  const ErrorReport report = Describe(FromGrpc(refusal, "intake", "127.0.0.1:7710"));
  EXPECT_EQ(report.exit_code, kRefused);
  EXPECT_EQ(report.reason, "INVALID_FIELDS");
  EXPECT_EQ(report.code, "INVALID_ARGUMENT");
  ASSERT_EQ(report.violations.size(), 2U);
  EXPECT_EQ(RenderText(report, Style()),
            "salurctl: intake: INVALID_FIELDS: 2 fields are wrong\n"
            "  text                     must not be empty\n"
            "  location.point.latitude  must be -90 to 90\n");
  const auto json = nlohmann::json::parse(RenderJson(report));
  EXPECT_EQ(json["error"]["violations"][1]["field"], "location.point.latitude");
  EXPECT_EQ(json["error"]["exit_code"], 1);
}

TEST(ErrorReport, TellsAnAbsentServiceFromOneThatRefuses) {
  const grpc::Status absent(grpc::StatusCode::UNAVAILABLE,
                            "failed to connect to all addresses; last error: UNKNOWN: "
                            "ipv4:127.0.0.1:7710: Failed to connect to remote host: "
                            "Connection refused");
  const ErrorReport report = Describe(FromGrpc(absent, "intake", "127.0.0.1:7710"));
  EXPECT_EQ(report.exit_code, kUnreachable);
  EXPECT_THAT(RenderText(report, Style()),
              HasSubstr("intake: cannot reach 127.0.0.1:7710 (Connection refused)\n  hint: "));
  const grpc::Status busy =
      Refusal(grpc::StatusCode::UNAVAILABLE, "DATABASE_UNAVAILABLE", "the database is away");
  EXPECT_EQ(Describe(FromGrpc(busy, "intake", "x")).exit_code, kRefused);
  const grpc::Status slow(grpc::StatusCode::DEADLINE_EXCEEDED, "Deadline Exceeded");
  EXPECT_EQ(Describe(FromGrpc(slow, "intake", "x")).exit_code, kUnreachable);
}

TEST(ErrorReport, SurvivesATrailerThatIsNoProto) {
  const grpc::Status odd(grpc::StatusCode::INTERNAL, "boom\x1b[2J", "\x01\x02 not a proto");
  const std::string text = RenderText(Describe(FromGrpc(odd, "routing", "x")), Style());
  EXPECT_THAT(text, HasSubstr("routing: boom"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
}

TEST(ErrorReport, CollectsHints) {
  const absl::Status status = WithHint(UsageError("no", "first"), "second");
  const ErrorReport report = Describe(status);
  EXPECT_EQ(report.exit_code, kUsage);
  EXPECT_THAT(report.hints, ElementsAre("first", "second"));
  EXPECT_TRUE(WithHint(absl::OkStatus(), "x").ok());
}

}  // namespace
}  // namespace salur::cli
