// Stores and neighbours that are away, and what may never leave the schema.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <iostream>

#include "common/events/event_stream.h"
#include "common/redis/redis_client.h"
#include "salur/events/v1/complaint_event.pb.h"
#include "tests/component/intake/intake_under_test.h"
#include "tests/support/await.h"

namespace salur::testing {
namespace {

using intake::v1::Complaint;
using intake::v1::FileComplaintRequest;
using ::testing::HasSubstr;
using ::testing::Not;

// Everything that Redis holds, as one text.
std::string DumpRedis(const std::string& url) {
  redis::RedisClient client({.url = url});
  std::string dump;
  const std::function<void(const redis::Reply&)> add = [&](const redis::Reply& reply) {
    dump += reply.text + "\n";
    for (const redis::Reply& item : reply.items) add(item);
  };
  const auto keys = client.Call({"KEYS", "*"});
  if (!keys.ok()) return "";
  add(*keys);
  for (const redis::Reply& key : keys->items) {
    const auto entries = client.Call({"XRANGE", key.text, "-", "+"});
    if (entries.ok()) add(*entries);
  }
  return dump;
}

int StreamLength(const std::string& url) {
  redis::RedisClient client({.url = url});
  const auto keys = client.Call({"KEYS", "*complaints*"});
  if (!keys.ok() || keys->items.empty()) return -1;
  const auto length = client.Call({"XLEN", keys->items.front().text});
  return length.ok() ? static_cast<int>(length->integer) : -1;
}

TEST(Outage, WithoutRedisFilingGoesOnAndTheRelayCatchesUp) {
  IntakeUnderTest intake;
  intake.redis().Stop();
  Complaint answer;
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(intake.File(GoodRequest("away-" + std::to_string(i)), answer).ok());
  }
  EXPECT_EQ(intake.Query("SELECT count(*) FROM intake.outbox"), "20");
  intake.redis().Start();
  EXPECT_TRUE(Await([&] { return StreamLength(intake.redis().url()) == 20; }));
  // FLUSHALL: what nobody has acknowledged is published again.
  redis::RedisClient client({.url = intake.redis().url()});
  ASSERT_TRUE(client.Call({"FLUSHALL"}).ok());
  EXPECT_TRUE(Await([&] { return StreamLength(intake.redis().url()) == 20; }));
}

TEST(Outage, WithoutRoutingTheStoredCatalogIsEnough) {
  IntakeUnderTest intake;
  intake.Restart(/*with_routing=*/false);
  Complaint answer;
  EXPECT_TRUE(intake.File(GoodRequest("no-routing"), answer).ok());
}

TEST(Outage, WithoutAnyCatalogFilingSaysSo) {
  IntakeUnderTest intake({.with_routing = false, .wait_for_catalog = false});
  Complaint answer;
  const grpc::Status status = intake.File(GoodRequest("no-catalog"), answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(Reason(status), "CATALOG_UNAVAILABLE");
}

TEST(Outage, AcceptedComplaintsSurviveARestart) {
  IntakeUnderTest intake;
  Complaint filed;
  ASSERT_TRUE(intake.File(GoodRequest("restart"), filed).ok());
  intake.Restart(/*with_routing=*/true);
  Complaint again;
  ASSERT_TRUE(intake.File(GoodRequest("restart"), again).ok());
  EXPECT_EQ(again.SerializeAsString(), filed.SerializeAsString());
  Complaint next;
  ASSERT_TRUE(intake.File(GoodRequest("restart-2"), next).ok());
  EXPECT_NE(next.tracking_number(), filed.tracking_number());
}

TEST(Outage, WithoutPostgresNothingIsAcceptedAndRepeatingIsSafe) {
  IntakeUnderTest intake;
  PrivatePostgres::Instance().Kill();
  Complaint answer;
  const grpc::Status status = intake.File(GoodRequest("no-postgres"), answer);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE);
  EXPECT_EQ(Reason(status), "DATABASE_UNAVAILABLE");
  PrivatePostgres::Instance().Restart();
  EXPECT_TRUE(Await([&] { return intake.File(GoodRequest("no-postgres"), answer).ok(); }));
  EXPECT_EQ(intake.Query("SELECT count(*) FROM intake.complaint"), "1");
}

TEST(Privacy, PlantedWordsLeaveTheSchemaNowhere) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  std::string seen;
  std::string event_bytes;
  {
    IntakeUnderTest intake;
    FileComplaintRequest request = GoodRequest("planted");
    request.set_text("tanamanteks lubang besar");
    request.mutable_location()->set_address("tanamanalamat 12");
    request.mutable_reporter()->set_partner_reporter_id("tanamanpelapor");
    request.mutable_reporter()->set_name("tanamannama");
    request.mutable_reporter()->set_phone("081198765432");
    request.mutable_reporter()->set_email("tanamansurel@example.id");
    Complaint filed;
    ASSERT_TRUE(intake.File(request, filed).ok());
    // Refused requests, repeated ones and rows that the database refuses must be as silent.
    FileComplaintRequest refused = request;
    refused.set_request_id("planted-2");
    refused.mutable_reporter()->set_email("tanamansurel");
    Complaint ignored;
    const grpc::Status invalid = intake.File(refused, ignored);
    EXPECT_EQ(Reason(invalid), "INVALID_FIELDS");
    EXPECT_THAT(invalid.error_message() + invalid.error_details(), Not(HasSubstr("tanaman")));
    intake.Query(
        "ALTER TABLE intake.complaint ADD CONSTRAINT test_poison CHECK (text NOT LIKE "
        "'tanamanracun%')");
    FileComplaintRequest poisoned = request;
    poisoned.set_request_id("planted-3");
    poisoned.set_text("tanamanracun");
    const grpc::Status rejected = intake.File(poisoned, ignored);
    EXPECT_EQ(Reason(rejected), "DATABASE_REJECTED");
    EXPECT_THAT(rejected.error_message() + rejected.error_details(), Not(HasSubstr("tanaman")));
    Complaint tracked;
    ASSERT_TRUE(intake.Track(filed.tracking_number(), filed.pin(), tracked).ok());
    EXPECT_THAT(tracked.DebugString(), Not(HasSubstr("tanaman")));

    ASSERT_TRUE(Await([&] { return StreamLength(intake.redis().url()) == 1; }));
    const std::string redis = DumpRedis(intake.redis().url());
    EXPECT_THAT(redis, HasSubstr(filed.complaint_id())) << "the search sees what is there";
    seen += redis;
    for (const auto& family : intake.registry().Collect()) {
      for (const auto& metric : family.metric) {
        for (const auto& label : metric.label) seen += label.name + "=" + label.value + "\n";
      }
    }
    EXPECT_EQ(intake.Query("SELECT count(*) FROM intake.reporter WHERE name = 'tanamannama'"), "1");
  }
  const std::string output = ::testing::internal::GetCapturedStdout();
  EXPECT_THAT(output, HasSubstr("catalog")) << "the log was captured";
  seen += output + ::testing::internal::GetCapturedStderr();
  for (const char* planted : {"tanaman", "081198765432", "lubang besar"}) {
    EXPECT_EQ(seen.find(planted), std::string::npos) << planted;
  }
}

}  // namespace
}  // namespace salur::testing
