#include "common/config/config_reader.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>

#include "common/base/errors.h"
#include "common/config/service_config.h"

namespace salur {
namespace {

ConfigReader::Environment Minimal() {
  return {{"SALUR_ENVIRONMENT", "development"},
          {"SALUR_POSTGRES_DSN", "host=/x"},
          {"SALUR_REDIS_URL", "unix:///x"}};
}

TEST(ConfigReader, AcceptsAMinimalEnvironment) {
  ConfigReader reader(Minimal());
  const ServiceConfig config = ReadServiceConfig(reader, {7710, 9710});
  EXPECT_TRUE(reader.Finish().ok()) << reader.Finish();
  EXPECT_TRUE(config.development);
  EXPECT_EQ(config.listen, std::vector<std::string>{"127.0.0.1:7710"});
  EXPECT_EQ(config.metrics_listen, "127.0.0.1:9710");
}

TEST(ConfigReader, NamesEveryErrorAtOnce) {
  ConfigReader reader({{"SALUR_ENVIRONMENT", "prod"},
                       {"SALUR_REDIS_URL", "localhost"},
                       {"SALUR_POSTGRES_CONNECTIONS", "1"},
                       {"SALUR_LOG_LEVEL", "loud"},
                       {"SALUR_PORT_FALLBACK", "yes"},
                       {"SALUR_LISTN", "127.0.0.1:1"}});
  ReadServiceConfig(reader, {7710, 9710});
  const std::string message(reader.Finish().message());
  EXPECT_EQ(ErrorReason(reader.Finish()), "INVALID_CONFIGURATION");
  for (const char* expected :
       {"SALUR_ENVIRONMENT is \"prod\"; must be one of: development, production",
        "SALUR_POSTGRES_DSN is missing", "SALUR_REDIS_URL must begin with",
        "SALUR_POSTGRES_CONNECTIONS is \"1\"; must be a whole number from 2 to 200",
        "SALUR_LOG_LEVEL is \"loud\"", "SALUR_PORT_FALLBACK is \"yes\"",
        "SALUR_LISTN is not a variable of this service"}) {
    EXPECT_NE(message.find(expected), std::string::npos) << expected << " in " << message;
  }
}

TEST(ConfigReader, ReadsAValueFromAFile) {
  const std::string path = ::testing::TempDir() + "salur_dsn";
  std::ofstream(path) << "host=/secret\n";
  auto environment = Minimal();
  environment.erase("SALUR_POSTGRES_DSN");
  environment["SALUR_POSTGRES_DSN_FILE"] = path;
  ConfigReader reader(environment);
  EXPECT_EQ(ReadServiceConfig(reader, {1, 2}).postgres_dsn, "host=/secret");
  EXPECT_TRUE(reader.Finish().ok());
  std::remove(path.c_str());
}

TEST(ConfigReader, RefusesAValueAndItsFileTogether) {
  auto environment = Minimal();
  environment["SALUR_POSTGRES_DSN_FILE"] = "/x";
  ConfigReader reader(environment);
  ReadServiceConfig(reader, {1, 2});
  EXPECT_NE(reader.Finish().message().find("is given twice"), std::string::npos);
}

TEST(ConfigReader, RefusesAScaledClockInProduction) {
  auto environment = Minimal();
  environment["SALUR_ENVIRONMENT"] = "production";
  environment["SALUR_CLOCK_RATE"] = "60";
  ConfigReader reader(environment);
  ReadServiceConfig(reader, {1, 2});
  EXPECT_NE(reader.Finish().message().find("SALUR_CLOCK_RATE"), std::string::npos);
}

TEST(ConfigReader, ReadsTheScaledClock) {
  auto environment = Minimal();
  environment["SALUR_CLOCK_RATE"] = "86400";
  environment["SALUR_CLOCK_EPOCH"] = "2026-01-01T00:00:00Z/2026-06-01T00:00:00Z";
  ConfigReader reader(environment);
  const ServiceConfig config = ReadServiceConfig(reader, {1, 2});
  EXPECT_TRUE(reader.Finish().ok()) << reader.Finish();
  EXPECT_EQ(config.clock->Rate(), 86400);
  EXPECT_GT(config.clock->Now(), absl::FromUnixSeconds(1'780'272'000));
}

TEST(ConfigReader, RefusesAKeyOfTheWrongLength) {
  const std::string path = ::testing::TempDir() + "salur_key";
  std::ofstream(path) << "short";
  ConfigReader reader({{"SALUR_PIN_KEY_FILE", path}});
  reader.KeyFile("SALUR_PIN_KEY_FILE", 32);
  EXPECT_NE(reader.Finish().message().find("a file of 5 bytes; a key has 32"), std::string::npos);
  std::remove(path.c_str());
}

}  // namespace
}  // namespace salur
