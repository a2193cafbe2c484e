// Previewing rules, and one complaint under them, through the running service.
#include <gmock/gmock.h>

#include "tests/component/routing/rules_fixture.h"

namespace salur {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::Reason;
using testing::RoutingUnderTest;
using testing::Rule;

class RulesPreview : public testing::RulesFixture {
 protected:
  grpc::Status Preview(const std::vector<routing::v1::RoutingRule>& rules, int days = 0,
                       const std::string& caller = "admin/tester") {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    routing::v1::PreviewRulesRequest request;
    for (const auto& rule : rules) *request.add_rules() = rule;
    request.set_days(days);
    const auto stream = routing_.directory().PreviewRules(&context, request);
    lines_.clear();
    summary_.Clear();
    routing::v1::PreviewRulesResponse response;
    while (stream->Read(&response)) {
      if (response.has_summary()) summary_ = response.summary();
      if (!response.has_ticket()) continue;
      const auto& t = response.ticket();
      lines_.push_back(t.category_code() + ' ' + t.unit_id() + ' ' + t.new_unit_id() + ' ' +
                       t.new_rule_id());
    }
    return stream->Finish();
  }
  std::vector<std::string> lines_;
  routing::v1::PreviewRulesSummary summary_;
};

TEST_F(RulesPreview, ComparesDecisionsWithDecisions) {
  const routing::v1::Ticket moved = routing_.Route("jalan", "31.71.01.1001");
  routing_.Route("air", "35.78.01.2001");
  routing_.Route("pungli", "31.71.01.1001");
  routing_.Route("jalan", "");
  // An officer has passed it on meanwhile.
  routing_.Query("UPDATE routing.ticket SET handling_unit_id = '31.71' WHERE ticket_id = '" +
                 moved.ticket_id() + "' RETURNING 1");
  ASSERT_TRUE(
      Preview({Rule("jalan", "31", "region@kabkota"), Rule("pungli", "", "unit:inspektorat:ID")})
          .ok());
  EXPECT_THAT(lines_, ElementsAre("jalan pupr:31.71 31.71 jalan@31"));
  EXPECT_EQ(summary_.tickets(), 4);
  EXPECT_EQ(summary_.rerouted(), 2);
  EXPECT_EQ(summary_.rerouted_confidential(), 1);
  EXPECT_EQ(summary_.rules_version(), 1);
  EXPECT_THAT(Listed(0), ElementsAre());
}

TEST_F(RulesPreview, LooksAtTheTicketsOfTheLastDays) {
  routing_.Route("jalan", "31.71.01.1001");
  routing_.clock().Advance(absl::Hours(24 * 31));
  routing_.Route("jalan", "31.71.01.1001");
  ASSERT_TRUE(Preview({Rule("jalan", "31", "region@kabkota")}).ok());
  EXPECT_EQ(summary_.tickets(), 1);
  ASSERT_TRUE(Preview({Rule("jalan", "31", "region@kabkota")}, 60).ok());
  EXPECT_EQ(summary_.tickets(), 2);
}

TEST_F(RulesPreview, RefusesABadSetAndStrangers) {
  EXPECT_EQ(Reason(Preview({Rule("jalan", "31", "unit:x:1")})), "INVALID_RULES");
  EXPECT_EQ(Reason(Preview({}, 367)), "INVALID_FIELDS");
  EXPECT_EQ(Preview({}, 0, "supervisor/a@31").error_code(), grpc::StatusCode::PERMISSION_DENIED);
}

TEST_F(RulesPreview, OneComplaintIsDecidedByTheRulesInForce) {
  ASSERT_TRUE(Replace(Request(1, {Rule("jalan", "31", "region@kabkota")})).ok());
  grpc::ClientContext context;
  RoutingUnderTest::As(context, "admin/tester");
  routing::v1::PreviewRouteRequest request;
  request.set_category_code("jalan");
  request.set_region_code("31.71.01.1001");
  routing::v1::PreviewRouteResponse response;
  ASSERT_TRUE(routing_.directory().PreviewRoute(&context, request, &response).ok());
  EXPECT_EQ(response.handling_unit().unit_id(), "31.71");
  EXPECT_EQ(response.explanation().rule_id(), "jalan@31");
  EXPECT_THAT(response.explanation().text().en(), HasSubstr("rule"));
}

}  // namespace
}  // namespace salur
