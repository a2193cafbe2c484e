// What a service says when it cannot do its work, and how it stops.
#include <gtest/gtest.h>
#include <signal.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tests/e2e/filing.h"
#include "tests/support/await.h"

namespace salur::testing {
namespace {

class StartupTest : public ::testing::Test {
 protected:
  static SalurSystem& System() {
    static SalurSystem system({.import_directory = false});
    return system;
  }
  // Runs a service with changed variables to its end.
  static int Run(const std::string& service, const std::map<std::string, std::string>& changes,
                 std::string* output) {
    auto environment = System().Environment(service);
    environment["SALUR_LISTEN"] = "127.0.0.1:0";
    environment.erase("SALUR_ENDPOINT_FILE");
    for (const auto& [name, value] : changes) environment[name] = value;
    const std::string file = ::testing::TempDir() + "startup-" + service;
    std::remove(file.c_str());
    const int code = RunProgram(
        {.arguments = {System().Program(service)}, .environment = environment, .output_file = file},
        20);
    std::ifstream text(file);
    std::ostringstream all;
    all << text.rdbuf();
    *output = all.str();
    return code;
  }
  static long Lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }
};

TEST_F(StartupTest, WrongVariablesAreNamedInOneLine) {
  for (const char* service : {"intake", "routing", "escalation"}) {
    std::string output;
    EXPECT_EQ(Run(service, {{"SALUR_LOG_LEVEL", "loud"}, {"SALUR_LISTEM", "x"}}, &output), 2);
    EXPECT_NE(output.find("SALUR_LOG_LEVEL is \"loud\""), std::string::npos) << output;
    EXPECT_NE(output.find("SALUR_LISTEM is not a variable"), std::string::npos) << output;
    EXPECT_EQ(Lines(output), 1) << output;
  }
}

TEST_F(StartupTest, ATakenPortIsNamedInOneLine) {
  std::string output;
  const int code =
      Run("routing", {{"SALUR_LISTEN", "127.0.0.1:1"}, {"SALUR_METRICS_LISTEN", "256.0.0.1:1"}},
          &output);
  EXPECT_EQ(code, 1);
  EXPECT_NE(output.find("cannot listen on 256.0.0.1:1"), std::string::npos) << output;
}

TEST_F(StartupTest, ProductionRefusesTheScaledClock) {
  std::string output;
  EXPECT_EQ(
      Run("routing", {{"SALUR_ENVIRONMENT", "production"}, {"SALUR_CLOCK_RATE", "60"}}, &output),
      2);
  EXPECT_NE(output.find("SALUR_CLOCK_RATE"), std::string::npos) << output;
}

TEST_F(StartupTest, AnUnreachableDatabaseIsSaidAndWaitedFor) {
  SalurSystem system({.environment = {{"SALUR_POSTGRES_DSN", "host=/nonexistent dbname=x"}},
                      .import_directory = false});
  for (const char* service : {"intake", "routing", "escalation"}) {
    EXPECT_TRUE(Await([&] {
      return system.Log(service).find("cannot connect to PostgreSQL") != std::string::npos;
    })) << system.Log(service);
    EXPECT_FALSE(system.IsServing(service));
    EXPECT_EQ(system.Stop(service), 0) << "stops in order even so";
  }
}

TEST_F(StartupTest, ANewerSchemaIsSaidAndNotServed) {
  SalurSystem system({.import_directory = false});
  for (const char* service : {"routing", "escalation"}) {
    system.Query("INSERT INTO " + std::string(service) +
                 ".schema_migration VALUES (999, 'future', 999) RETURNING 1");
    EXPECT_EQ(system.Stop(service), 0);
    system.Start(service);
    EXPECT_TRUE(Await([&] {
      return system.Log(service).find("upgrade the program") != std::string::npos;
    })) << system.Log(service);
    EXPECT_FALSE(system.IsServing(service));
  }
}

TEST_F(StartupTest, AnOrderlyStopExitsWithZero) {
  SalurSystem system({.import_directory = false});
  for (const char* service : {"escalation", "intake", "routing"}) {
    EXPECT_EQ(system.Stop(service), 0) << system.Log(service);
    EXPECT_NE(system.Log(service).find("\"message\":\"stopped\""), std::string::npos);
  }
}

}  // namespace
}  // namespace salur::testing
