// The running service with the small country, and short calls about its rules.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/component/routing/routing_under_test.h"

namespace salur::testing {

inline routing::v1::RoutingRule Rule(const std::string& category, const std::string& prefix,
                                     const std::string& target) {
  routing::v1::RoutingRule rule;
  rule.set_category_code(category);
  rule.set_region_prefix(prefix);
  rule.set_target(target);
  return rule;
}

class RulesFixture : public ::testing::Test {
 protected:
  RulesFixture() { routing_.ImportSmall(); }

  routing::v1::ReplaceRulesRequest Request(std::int64_t expected,
                                           const std::vector<routing::v1::RoutingRule>& rules) {
    routing::v1::ReplaceRulesRequest request;
    request.set_request_id("request-" + std::to_string(++requests_));
    request.set_expected_rules_version(expected);
    request.set_note("because");
    for (const auto& rule : rules) *request.add_rules() = rule;
    return request;
  }
  grpc::Status Replace(const routing::v1::ReplaceRulesRequest& request,
                       const std::string& caller = "admin/tester") {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    answer_.Clear();
    return routing_.directory().ReplaceRules(&context, request, &answer_);
  }
  grpc::Status Restore(std::int64_t version, std::int64_t expected,
                       const std::string& caller = "admin/tester") {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    routing::v1::RestoreRulesRequest request;
    request.set_request_id("restore-" + std::to_string(++requests_));
    request.set_rules_version(version);
    request.set_expected_rules_version(expected);
    answer_.Clear();
    return routing_.directory().RestoreRules(&context, request, &answer_);
  }
  grpc::Status List(std::int64_t version, routing::v1::ListRulesResponse& response,
                    const std::string& caller = "officer/budi@31") {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, caller);
    routing::v1::ListRulesRequest request;
    request.set_rules_version(version);
    return routing_.directory().ListRules(&context, request, &response);
  }
  std::vector<std::string> Listed(std::int64_t version) {
    routing::v1::ListRulesResponse response;
    EXPECT_TRUE(List(version, response).ok());
    if (version != 0) {
      EXPECT_EQ(response.rules_version(), version);
    }
    std::vector<std::string> lines;
    for (const auto& rule : response.rules()) lines.push_back(rule.rule_id() + ' ' + rule.target());
    return lines;
  }
  routing::v1::ListRuleVersionsResponse Versions(int page_size, const std::string& token = "") {
    grpc::ClientContext context;
    RoutingUnderTest::As(context, "supervisor/budi@31");
    routing::v1::ListRuleVersionsRequest request;
    request.set_page_size(page_size);
    request.set_page_token(token);
    routing::v1::ListRuleVersionsResponse response;
    const auto status = routing_.directory().ListRuleVersions(&context, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  RoutingUnderTest routing_;
  routing::v1::ReplaceRulesResponse answer_;
  int requests_ = 0;
};

}  // namespace salur::testing
