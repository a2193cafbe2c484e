// Which tickets another set of rules would send elsewhere.
#include "services/routing/rules_preview.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/errors.h"
#include "services/routing/domain/ticket_changes.h"
#include "services/routing/rules_validation.h"
#include "services/routing/storage/in_memory_directory_store.h"
#include "services/routing/storage/in_memory_filed_ticket_reader.h"
#include "tests/support/fake_clock.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const absl::Time kNow = absl::FromUnixSeconds(1'750'000'000);

class Preview : public ::testing::Test {
 protected:
  Preview() {
    DirectoryChange change;
    change.next = {1, 1};
    const DirectoryData data = samples::BuildData(samples::SmallFiles());
    change.units = data.units;
    change.kinds = data.kinds;
    change.served_by = data.served_by;
    change.categories = data.categories;
    change.rules = {{"jalan", "31", "unit:31.71", "", "", ""}};
    EXPECT_TRUE(directory_store_.Apply(change, [](std::size_t) {}).ok());
    EXPECT_TRUE(directory_.Refresh().ok());
  }

  // Files a complaint, `days` ago.
  void File(const std::string& number, const std::string& category, const std::string& region,
            int days = 1, bool confidential = false) {
    FiledComplaint complaint;
    complaint.id = number;
    complaint.tracking_number = number;
    complaint.category_code = category;
    complaint.region_code = region;
    complaint.confidential = confidential;
    complaint.received_time = kNow - absl::Hours(24 * days) + absl::Seconds(++filed_);
    const auto rules = directory_.Current().value();
    TicketWrite write;
    write.record = OpenTicket(complaint, *rules, Decide(*rules, ToRoutingRequest(complaint)), kNow);
    ASSERT_TRUE(ticket_store_.Add({1, 1}, {write}).ok());
  }
  static void Rule(v1::PreviewRulesRequest& request, const char* category, const char* prefix,
                   const char* target) {
    v1::RoutingRule& rule = *request.add_rules();
    rule.set_category_code(category);
    rule.set_region_prefix(prefix);
    rule.set_target(target);
  }
  absl::Status Run(const v1::PreviewRulesRequest& request, int batch = 2) {
    rerouted_.clear();
    summary_.Clear();
    InMemoryFiledTicketReader reader(ticket_store_);
    RulesPreview preview({directory_, reader, clock_, batch});
    return preview.Run(request, [this](const v1::PreviewRulesResponse& answer) {
      EXPECT_FALSE(summary_.has_summary()) << "the summary comes last";
      if (answer.has_summary()) summary_ = answer;
      if (answer.has_ticket()) rerouted_.push_back(answer.ticket());
      return true;
    });
  }
  std::vector<std::string> Rerouted() const {
    std::vector<std::string> lines;
    for (const auto& t : rerouted_) {
      lines.push_back(t.tracking_number() + ' ' + t.unit_id() + ' ' + t.new_unit_id() + ' ' +
                      t.new_rule_id());
    }
    return lines;
  }

  InMemoryDirectoryStore directory_store_;
  InMemoryOutboxStore outbox_;
  InMemoryTicketStore ticket_store_{directory_store_, outbox_};
  prometheus::Registry registry_;
  RoutingMetrics metrics_{registry_};
  DirectoryHolder directory_{directory_store_, metrics_};
  testing::FakeClock clock_{kNow};
  int filed_ = 0;
  std::vector<v1::ReroutedTicket> rerouted_;
  v1::PreviewRulesResponse summary_;
};

TEST_F(Preview, TellsTheTicketsThatWouldGoElsewhereOldestFirst) {
  File("A", "jalan", "31.71.01.1001");
  File("B", "jalan", "35.78.01.2001", 3);
  File("C", "air", "31.71.01.1001");
  File("D", "jalan", "");
  File("E", "jalan", "31.71.01.1002", 2);
  v1::PreviewRulesRequest request;
  Rule(request, "jalan", "35", "unit:35");
  ASSERT_TRUE(Run(request).ok());
  EXPECT_THAT(Rerouted(),
              ElementsAre("B sda:35.78 35 jalan@35", "E 31.71 pupr:31.71 ", "A 31.71 pupr:31.71 "));
  EXPECT_EQ(rerouted_[0].new_unit_name(), "Provinsi Jawa Timur");
  EXPECT_EQ(rerouted_[0].unit_name(), "Dinas Sumber Daya Air Kota Surabaya");
  EXPECT_EQ(summary_.summary().tickets(), 5);
  EXPECT_EQ(summary_.summary().rerouted(), 3);
  EXPECT_EQ(summary_.summary().rules_version(), 1);
}

TEST_F(Preview, TheRulesInForceChangeNothing) {
  File("A", "jalan", "31.71.01.1001");
  File("B", "jalan", "35.78.01.2001");
  v1::PreviewRulesRequest request;
  Rule(request, "jalan", "31", "unit:31.71");
  ASSERT_TRUE(Run(request).ok());
  EXPECT_THAT(Rerouted(), ElementsAre());
  EXPECT_EQ(summary_.summary().tickets(), 2);
}

TEST_F(Preview, OnlyCountsConfidentialOnes) {
  File("A", "pungli", "91.71.01.1001");
  File("B", "jalan", "35.78.01.2001", 1, true);
  File("C", "jalan", "35.78.01.2001");
  v1::PreviewRulesRequest request;
  Rule(request, "jalan", "31", "unit:31.71");
  Rule(request, "pungli", "91", "unit:inspektorat:91");
  Rule(request, "jalan", "35", "unit:perhubungan:35");
  ASSERT_TRUE(Run(request).ok());
  EXPECT_THAT(Rerouted(), ElementsAre("C sda:35.78 perhubungan:35 jalan@35"));
  EXPECT_EQ(summary_.summary().rerouted(), 3);
  EXPECT_EQ(summary_.summary().rerouted_confidential(), 2);
}

TEST_F(Preview, LooksBackAsFarAsAsked) {
  File("A", "jalan", "31.71.01.1001", 40);
  File("B", "jalan", "31.71.01.1001", 20);
  File("C", "jalan", "31.71.01.1001", 5);
  v1::PreviewRulesRequest request;
  ASSERT_TRUE(Run(request).ok());
  EXPECT_EQ(summary_.summary().rerouted(), 2);
  request.set_days(10);
  ASSERT_TRUE(Run(request).ok());
  EXPECT_EQ(summary_.summary().rerouted(), 1);
  request.set_days(366);
  ASSERT_TRUE(Run(request, 3).ok());  // one full batch, then an empty one
  EXPECT_EQ(summary_.summary().tickets(), 3);
}

TEST_F(Preview, ARuleAppliesByTheDayOfFiling) {
  File("A", "jalan", "35.78.01.2001", 10);
  File("B", "jalan", "35.78.01.2001", 1);
  v1::PreviewRulesRequest request;
  Rule(request, "jalan", "35", "unit:35");
  request.mutable_rules(0)->set_valid_from("2025-06-10");
  ASSERT_TRUE(Run(request).ok());
  EXPECT_THAT(Rerouted(), ElementsAre("B sda:35.78 35 jalan@35/2025-06-10"));
}

TEST_F(Preview, RefusesABadSetAndBadDaysAtOnce) {
  v1::PreviewRulesRequest request;
  Rule(request, "nothing", "31", "unit:31.71");
  request.set_days(400);
  const absl::Status status = Run(request);
  EXPECT_EQ(ErrorReason(status), "INVALID_RULES");
  const auto violations = ErrorViolations(status);
  ASSERT_EQ(violations.size(), 2u);
  EXPECT_EQ(violations[0].field, "days");
  EXPECT_EQ(violations[1].field, "rules[0].category_code");
  request.clear_rules();
  EXPECT_EQ(ErrorReason(Run(request)), "INVALID_FIELDS");
}

TEST_F(Preview, StopsWhenNobodyListens) {
  File("A", "jalan", "31.71.01.1001");
  InMemoryFiledTicketReader reader(ticket_store_);
  RulesPreview preview({directory_, reader, clock_});
  EXPECT_EQ(preview.Run(v1::PreviewRulesRequest(), [](const auto&) { return false; }).code(),
            absl::StatusCode::kCancelled);
}

TEST(RuleSetErrors, StayShortEnoughForTheMetadataOfACall) {
  const std::vector<RuleRow> rows(kRulesMax, {"nothing", "99", "unit:x:31", "1", "2", ""});
  const absl::Status status =
      CheckRuleSet(rows, *samples::SmallDirectory(), {{"note", "may be at most 500 characters"}});
  const auto violations = ErrorViolations(status);
  ASSERT_LE(violations.size(), 102u);
  std::size_t bytes = status.message().size();
  for (const auto& v : violations) bytes += v.field.size() + v.description.size();
  EXPECT_LT(bytes, 5'500u);
  EXPECT_EQ(violations[0].field, "note");
  EXPECT_EQ(violations.back().field, "rules");
  EXPECT_EQ(violations.back().description,
            "and " + std::to_string(100'000 - (violations.size() - 2)) + " more");
  std::vector<RuleRow> many = rows;
  many.emplace_back();
  EXPECT_THAT(std::string(CheckRuleSet(many, *samples::SmallDirectory(), {}).message()),
              HasSubstr("rules: may hold at most 20000"));
}

}  // namespace
}  // namespace salur::routing
