// Two imports, two replacements of the rules and a stream of decisions, all at once.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "tests/component/routing/routing_under_test.h"
#include "tests/support/await.h"
#include "tests/unit/routing/directories.h"

namespace salur {
namespace {

using routing::DirectoryFiles;
using routing::samples::SmallFiles;
using testing::Await;
using testing::ImportOutcome;
using testing::Reason;
using testing::RoutingUnderTest;

constexpr int kImports = 6;
constexpr int kReplacementsPerImport = 10;
constexpr int kComplaintsMax = 20'000;

// Reads the version in force and replaces it by another unit for the category "air".
grpc::Status ReplaceOnce(RoutingUnderTest& routing, const std::string& administrator, int number) {
  const std::vector<std::string> units = {"perhubungan:35.78", "bina:35.78", "35.78", "35", "ID"};
  grpc::ClientContext reading;
  RoutingUnderTest::As(reading, administrator);
  routing::v1::ListRulesResponse current;
  const grpc::Status listed = routing.directory().ListRules(&reading, {}, &current);
  if (!listed.ok()) return listed;
  routing::v1::ReplaceRulesRequest request;
  request.set_request_id(std::to_string(number));
  request.set_expected_rules_version(current.rules_version());
  auto& rule = *request.add_rules();
  rule.set_category_code("air");
  rule.set_target("unit:" + units[static_cast<std::size_t>(number) % units.size()]);
  rule.set_note(administrator + std::to_string(number));
  grpc::ClientContext context;
  RoutingUnderTest::As(context, administrator);
  routing::v1::ReplaceRulesResponse response;
  return routing.directory().ReplaceRules(&context, request, &response);
}

// The directory alternates between two in which another office handles roads in Surabaya, and every
// version of the rules names a unit for water. A decision that mixed versions would name the office
// of one and the number of the other; what each version of the rules said is in its history.
TEST(Versions, AreNeverMixedInADecision) {
  RoutingUnderTest routing;
  const DirectoryFiles odd = SmallFiles();
  DirectoryFiles even = odd;
  const std::string merged = "pupr,35.78,no,,sda:35.78,,,x\n";
  even.agency_overrides.erase(even.agency_overrides.find(merged), merged.size());
  routing.ImportSmall();
  std::atomic<bool> busy = true;
  std::atomic<int> imported = 0;
  std::atomic<int> replaced = 0;
  std::vector<std::thread> replacers;
  for (const char* administrator : {"admin/a", "admin/b"}) {
    replacers.emplace_back([&, administrator] {
      for (int number = 0; number < kImports * kReplacementsPerImport; ++number) {
        const grpc::Status status = ReplaceOnce(routing, administrator, number);
        replaced += status.ok() ? 1 : 0;
        EXPECT_TRUE(status.ok() || Reason(status) == "RULES_CHANGED") << status.error_message();
        // Imports that are overtaken each time give up; let one through now and then.
        EXPECT_TRUE(Await([&] { return imported >= number / kReplacementsPerImport; }));
      }
    });
  }
  std::thread importer([&] {
    for (int round = 0; round < kImports;) {
      const DirectoryFiles& files = round % 2 == 0 ? even : odd;
      ImportOutcome second;
      std::thread other([&] { second = routing.Import(files); });
      const ImportOutcome first = routing.Import(files);
      other.join();
      for (const ImportOutcome& outcome : {first, second}) {
        EXPECT_TRUE(outcome.status.ok() || Reason(outcome.status) == "DIRECTORY_CHANGED")
            << outcome.status.error_message();
      }
      if (!first.status.ok() && !second.status.ok()) continue;
      imported = ++round;
    }
    busy = false;
  });
  int published = 0;
  bool all_decided = true;
  while (busy && all_decided && published < kComplaintsMax) {
    std::vector<events::v1::ComplaintEvent> batch;
    for (int i = 0; i < 50; ++i) {
      batch.push_back(routing.NewComplaint(i % 2 == 0 ? "jalan" : "air", "35.78.01.2001"));
    }
    routing.Publish(batch);
    published += 50;
    all_decided = Await([&] {
      return routing.Query("SELECT count(*) FROM routing.ticket") == std::to_string(published);
    });
  }
  importer.join();
  for (std::thread& replacer : replacers) replacer.join();
  EXPECT_TRUE(all_decided);
  EXPECT_GT(replaced, 1);
  EXPECT_EQ(routing.Query("SELECT max(rules_version) FROM routing.rule_version"),
            std::to_string(replaced + 1));
  const auto distinct = [&](const std::string& column) {
    return std::stoi(routing.Query("SELECT count(DISTINCT " + column + ") FROM routing.ticket"));
  };
  EXPECT_GT(distinct("directory_version"), 1);
  EXPECT_GT(distinct("rules_version"), 1);
  EXPECT_EQ(routing.Query("SELECT count(*) FROM routing.ticket WHERE category_code = 'jalan' AND"
                          " handling_unit_id <> CASE directory_version % 2 WHEN 1 THEN"
                          " 'sda:35.78' ELSE 'pupr:35.78' END"),
            "0");
  EXPECT_EQ(routing.Query("SELECT count(*) FROM routing.ticket AS t LEFT JOIN routing.rule AS r ON"
                          " r.added_version <= t.rules_version AND (r.removed_version IS NULL OR"
                          " r.removed_version > t.rules_version)"
                          " WHERE t.category_code = 'air' AND t.handling_unit_id <>"
                          " COALESCE(substr(r.target, 6), 'sda:35.78')"),
            "0");
}

}  // namespace
}  // namespace salur
