#include "services/escalation/domain/policy.h"

#include <gtest/gtest.h>

namespace salur::escalation {
namespace {

constexpr absl::CivilDay kFiled(2026, 8, 3);

PolicyQuestion Ask(ClockKind kind, TicketClass ticket_class = TicketClass::kComplaint) {
  PolicyQuestion question;
  question.kind = kind;
  question.ticket_class = ticket_class;
  question.level = Level::kKelurahanDesa;
  question.region_code = "35.78.01.1001";
  question.category_code = "jalan-rusak";
  question.filed_on = kFiled;
  return question;
}

TEST(DefaultPolicy, GivesTheLimitsOfTheDesign) {
  const Policy policy(DefaultPolicyRows());
  EXPECT_EQ(policy.LimitFor(Ask(ClockKind::kDispatch)), Limit::WorkingDays(3));
  EXPECT_EQ(policy.LimitFor(Ask(ClockKind::kFirstResponse)), Limit::WorkingDays(5));
  EXPECT_EQ(policy.LimitFor(Ask(ClockKind::kAutoClose)), Limit::WorkingDays(10));
  EXPECT_EQ(policy.LimitFor(Ask(ClockKind::kReporterReply)), Limit::WorkingDays(10));
  const struct {
    TicketClass ticket_class;
    int working_days;
  } classes[] = {{TicketClass::kComplaint, 14},
                 {TicketClass::kAspiration, 5},
                 {TicketClass::kInformationRequest, 5}};
  for (const auto& row : classes) {
    EXPECT_EQ(policy.LimitFor(Ask(ClockKind::kResolution, row.ticket_class)),
              Limit::WorkingDays(row.working_days));
  }
  const struct {
    Level level;
    int working_days;
  } levels[] = {
      {Level::kKecamatan, 3}, {Level::kKabkota, 5}, {Level::kProvinsi, 10}, {Level::kNational, 10}};
  for (const auto& row : levels) {
    PolicyQuestion question = Ask(ClockKind::kLevel);
    question.level = row.level;
    EXPECT_EQ(policy.LimitFor(question), Limit::WorkingDays(row.working_days));
  }
}

TEST(DefaultPolicy, GivesSixtyDaysUnderSupervision) {
  const Policy policy(DefaultPolicyRows());
  PolicyQuestion question = Ask(ClockKind::kResolution);
  question.needs_supervision = true;
  EXPECT_EQ(policy.LimitFor(question), Limit::WorkingDays(60));
}

TEST(DefaultPolicy, CountsHoursAroundTheClock) {
  const Policy policy(DefaultPolicyRows());
  const auto hours = [&](ClockKind kind, bool needs_supervision) {
    PolicyQuestion question = Ask(kind);
    question.always_calendar = true;
    question.needs_supervision = needs_supervision;
    question.level = Level::kKabkota;
    return policy.LimitFor(question);
  };
  for (const bool supervised : {false, true}) {
    EXPECT_EQ(hours(ClockKind::kFirstResponse, supervised), Limit::RunningTime(absl::Hours(24)));
    EXPECT_EQ(hours(ClockKind::kResolution, supervised), Limit::RunningTime(absl::Hours(72)));
    EXPECT_EQ(hours(ClockKind::kLevel, supervised), Limit::RunningTime(absl::Hours(24)));
    EXPECT_EQ(hours(ClockKind::kDispatch, supervised), Limit::WorkingDays(3));
  }
}

TEST(Policy, TheLongestRegionPrefixWinsThenTheCategory) {
  std::vector<PolicyRow> rows = DefaultPolicyRows();
  const auto add = [&](std::string region, std::string category, int days) {
    PolicyRow row;
    row.kind = ClockKind::kFirstResponse;
    row.limit = Limit::WorkingDays(days);
    row.region_prefix = std::move(region);
    row.category_code = std::move(category);
    rows.push_back(row);
  };
  add("", "jalan-rusak", 4);
  EXPECT_EQ(Policy(rows).LimitFor(Ask(ClockKind::kFirstResponse)), Limit::WorkingDays(4));
  add("35", "", 3);
  EXPECT_EQ(Policy(rows).LimitFor(Ask(ClockKind::kFirstResponse)), Limit::WorkingDays(3));
  add("35", "jalan-rusak", 2);
  EXPECT_EQ(Policy(rows).LimitFor(Ask(ClockKind::kFirstResponse)), Limit::WorkingDays(2));
  add("35.78", "", 1);
  EXPECT_EQ(Policy(rows).LimitFor(Ask(ClockKind::kFirstResponse)), Limit::WorkingDays(1));
  add("35.7", "", 9);  // another region, not a prefix by letters
  add("35.78", "air-bersih", 8);
  EXPECT_EQ(Policy(rows).LimitFor(Ask(ClockKind::kFirstResponse)), Limit::WorkingDays(1));
}

TEST(Policy, AppliesToComplaintsFiledFromItsFirstDay) {
  std::vector<PolicyRow> rows = DefaultPolicyRows();
  PolicyRow newer = rows.at(1);
  ASSERT_EQ(newer.kind, ClockKind::kFirstResponse);
  newer.limit = Limit::WorkingDays(2);
  newer.valid_from = kFiled;
  rows.insert(rows.begin(), newer);
  PolicyQuestion question = Ask(ClockKind::kFirstResponse);
  EXPECT_EQ(Policy(rows).LimitFor(question), Limit::WorkingDays(2));
  question.filed_on = kFiled - 1;
  EXPECT_EQ(Policy(rows).LimitFor(question), Limit::WorkingDays(5));
}

TEST(Policy, SaysNothingWhereNoRowHolds) {
  EXPECT_EQ(Policy({}).LimitFor(Ask(ClockKind::kDispatch)), std::nullopt);
}

}  // namespace
}  // namespace salur::escalation
