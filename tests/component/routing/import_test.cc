// Importing the directory through the running service.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "common/base/errors.h"
#include "common/base/stopwatch.h"
#include "common/rpc/status.h"
#include "tests/component/routing/routing_under_test.h"
#include "tests/support/await.h"
#include "tests/unit/routing/directories.h"

namespace salur {
namespace {

using routing::DirectoryFiles;
using routing::samples::RealFiles;
using routing::samples::RealRules;
using routing::samples::SmallFiles;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::ImportOutcome;
using testing::Reason;
using testing::RoutingUnderTest;

std::string Replace(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(ImportDirectory, LoadsTheWholeCountryAndOnce) {
  RoutingUnderTest routing;
  const Stopwatch stopwatch;
  const ImportOutcome first = routing.Import(RealFiles(), RealRules());
  std::cout << "the first import took " << absl::FormatDuration(stopwatch.Elapsed()) << std::endl;
  ASSERT_TRUE(first.status.ok()) << first.status.error_message();
  EXPECT_THAT(first.phases, ElementsAre("read", "check", "compare", "store"));
  EXPECT_TRUE(first.result.changed());
  EXPECT_EQ(first.result.directory_version(), 1);
  EXPECT_EQ(first.result.regions(), 91'599);
  EXPECT_EQ(first.result.units(), 107'602);
  EXPECT_EQ(first.result.added(), 107'602);
  EXPECT_EQ(first.result.rules(), 1);
  EXPECT_EQ(routing.Query("SELECT count(*) FROM routing.unit"), "107602");

  const ImportOutcome again = routing.Import(RealFiles(), RealRules());
  ASSERT_TRUE(again.status.ok()) << again.status.error_message();
  EXPECT_FALSE(again.result.changed());
  EXPECT_EQ(again.result.directory_version(), 1);
  EXPECT_EQ(again.result.added(), 0);
  EXPECT_EQ(routing.Query("SELECT count(*) FROM routing.directory_import"), "1");

  grpc::ClientContext context;
  RoutingUnderTest::As(context, "service/intake");
  routing::v1::GetCatalogResponse catalog;
  ASSERT_TRUE(routing.directory().GetCatalog(&context, {}, &catalog).ok());
  EXPECT_EQ(catalog.region_codes_size(), 91'599);
  EXPECT_EQ(catalog.agency_unit_ids_size(), 16'003);
  EXPECT_LT(catalog.ByteSizeLong(), 4u << 20);
}

TEST(ImportDirectory, ShowsWhatAChangedFileChanges) {
  RoutingUnderTest routing;
  routing.ImportSmall();
  DirectoryFiles files = SmallFiles();
  files.regions = Replace(files.regions, "Cideng", "Cideng Baru");
  files.regions = Replace(files.regions, "35.78.01.1001", "35.78.01.1009");
  files.agency_overrides += "bina,35.78,yes,,,perhubungan:35.78,,x\n";

  const ImportOutcome dry = routing.Import(files, "", false);
  ASSERT_TRUE(dry.status.ok()) << dry.status.error_message();
  EXPECT_FALSE(dry.result.changed());
  EXPECT_EQ(dry.result.directory_version(), 1);
  const ImportOutcome applied = routing.Import(files);
  EXPECT_TRUE(applied.result.changed());
  EXPECT_EQ(applied.result.directory_version(), 2);
  for (const auto& result : {dry.result, applied.result}) {
    EXPECT_EQ(result.added(), 1);
    EXPECT_EQ(result.renamed(), 1);
    EXPECT_EQ(result.moved(), 1);
    EXPECT_EQ(result.retired(), 1);
    EXPECT_THAT(result.changes(),
                ElementsAre("renamed 31.71.01.1002 Kelurahan Cideng Baru, was Kelurahan Cideng",
                            "moved bina:35.78 Dinas Bina Kota Surabaya, parent from 35.78 to "
                            "perhubungan:35.78",
                            "retired 35.78.01.1001 Kelurahan Waru Gunung",
                            "added 35.78.01.1009 Kelurahan Waru Gunung"));
  }
  // In force at once, and the retired unit is still known.
  grpc::ClientContext context;
  RoutingUnderTest::As(context, "admin/tester");
  routing::v1::GetUnitRequest request;
  request.set_unit_id("35.78.01.1001");
  routing::v1::GetUnitResponse unit;
  ASSERT_TRUE(routing.directory().GetUnit(&context, request, &unit).ok());
  EXPECT_FALSE(unit.unit().active());
}

TEST(ImportDirectory, RefusesABadFileAndLeavesNothing) {
  RoutingUnderTest routing;
  struct Case {
    std::string DirectoryFiles::*file;
    const char* row;
    const char* message;
  };
  const Case cases[] = {
      {&DirectoryFiles::regions, "32.01,kabkota,kota,32,X,Asia/Jakarta,,,\n",
       "data/regions.csv line 16, column parent_code: 32 is not in the file"},
      {&DirectoryFiles::agency_kinds, "x,head\n",
       "data/agency_kinds.csv line 9: has 2 cells, the header has 7"},
      {&DirectoryFiles::agency_overrides, "bina,31,no,,pupr:31.99,,,x\n",
       "data/agency_overrides.csv line 7, column served_by: there is no unit pupr:31.99"},
      {&DirectoryFiles::categories, "x,,X,X,complaint,agency:nobody,kabkota,working,no,no,no,\n",
       "data/categories.csv line 11, column handler: there is no kind \"nobody\" in "
       "agency_kinds.csv"}};
  for (const Case& c : cases) {
    DirectoryFiles files = SmallFiles();
    files.*(c.file) += c.row;
    const ImportOutcome outcome = routing.Import(files);
    EXPECT_EQ(Reason(outcome.status), "IMPORT_REFUSED");
    EXPECT_EQ(outcome.status.error_message(), c.message);
  }
  const ImportOutcome rules = routing.Import(
      SmallFiles(),
      "category,region_prefix,target,valid_from,valid_to,note\njalan,31,unit:x:31,,,\n");
  EXPECT_EQ(rules.status.error_message(),
            "data/routing_rules.csv line 2, column target: there is no unit \"x:31\"");
  EXPECT_EQ(ErrorMetadata(FromGrpcStatus(rules.status))["line"], "2");
  DirectoryFiles incomplete = SmallFiles();
  incomplete.categories.clear();
  EXPECT_THAT(routing.Import(incomplete).status.error_message(), HasSubstr("is missing"));
  EXPECT_EQ(routing.Query("SELECT count(*) FROM routing.unit"), "0");
  EXPECT_EQ(routing.Query("SELECT directory_version FROM routing.directory_version"), "0");
}

TEST(ImportDirectory, IsForAdministratorsOnly) {
  RoutingUnderTest routing;
  for (const char* caller : {"officer/budi@ID", "partner/x", "service/intake"}) {
    EXPECT_EQ(routing.Import(SmallFiles(), "", true, caller).status.error_code(),
              grpc::StatusCode::PERMISSION_DENIED);
  }
}

TEST(ImportDirectory, ComplaintsWaitForTheFirstOne) {
  RoutingUnderTest routing;
  const auto complaint = routing.NewComplaint("jalan", "35.78");
  routing.Publish({complaint});
  routing::v1::Ticket ticket;
  EXPECT_EQ(Reason(routing.Get(complaint.complaint_id(), ticket)), "NO_DIRECTORY");
  routing.ImportSmall();
  EXPECT_EQ(routing.AwaitTicket(complaint.complaint_id()).handling_unit_id(), "sda:35.78");
}

// Versions alternate between two directories in which another office handles roads in Surabaya; a
// decision that mixed versions would name the office of one and the number of the other.
TEST(ImportDirectory, NeverMixesVersionsWithAStreamOfDecisions) {
  constexpr int kImports = 12;
  constexpr int kComplaintsMax = 20'000;
  RoutingUnderTest routing;
  DirectoryFiles odd = SmallFiles();
  DirectoryFiles even = SmallFiles();
  even.agency_overrides = Replace(even.agency_overrides, "pupr,35.78,no,,sda:35.78,,,x\n", "");
  const std::string header = "category,region_prefix,target,valid_from,valid_to,note\n";
  const std::string odd_rules = header + "air,,agency:perhubungan@kabkota,,,\n";
  const std::string even_rules = header + "air,,agency:bina@kabkota,,,\n";
  ASSERT_TRUE(routing.Import(odd, odd_rules).status.ok());

  std::atomic<bool> importing = true;
  std::thread importer([&] {
    for (int i = 0; i < kImports; ++i) {
      const bool to_even = i % 2 == 0;
      // Two administrators at once: the second one finds nothing to do.
      ImportOutcome second;
      std::thread other(
          [&] { second = routing.Import(to_even ? even : odd, to_even ? even_rules : odd_rules); });
      const ImportOutcome first =
          routing.Import(to_even ? even : odd, to_even ? even_rules : odd_rules);
      other.join();
      EXPECT_TRUE(first.status.ok()) << first.status.error_message();
      EXPECT_TRUE(second.status.ok()) << second.status.error_message();
      EXPECT_NE(first.result.changed(), second.result.changed());
      EXPECT_EQ(first.result.directory_version(), i + 2);
    }
    importing = false;
  });
  int published = 0;
  while (importing && published < kComplaintsMax) {
    std::vector<events::v1::ComplaintEvent> batch;
    for (int i = 0; i < 50; ++i) {
      batch.push_back(routing.NewComplaint(i % 2 == 0 ? "jalan" : "air", "35.78.01.2001"));
    }
    routing.Publish(batch);
    published += 50;
    ASSERT_TRUE(testing::Await([&] {
      return routing.Query("SELECT count(*) FROM routing.ticket") == std::to_string(published);
    }));
  }
  importer.join();
  EXPECT_GT(
      std::stoi(routing.Query("SELECT count(DISTINCT directory_version) FROM routing.ticket")), 1);
  EXPECT_EQ(routing.Query("SELECT count(*) FROM routing.ticket WHERE directory_version <> "
                          "rules_version"),
            "0");
  EXPECT_EQ(routing.Query(
                "SELECT count(*) FROM routing.ticket WHERE handling_unit_id <> CASE"
                " WHEN category_code = 'jalan' AND directory_version % 2 = 1 THEN 'sda:35.78'"
                " WHEN category_code = 'jalan' THEN 'pupr:35.78'"
                " WHEN directory_version % 2 = 1 THEN 'perhubungan:35.78' ELSE 'bina:35.78' END"),
            "0");
}

}  // namespace
}  // namespace salur
