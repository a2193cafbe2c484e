// What the contract tests of ClockStore share: the implementations, and tickets to store.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "services/escalation/storage/clock_store.h"
#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {

inline constexpr char kVillage[] = "31.71.01.1001";
inline const absl::Time kReal = absl::FromUnixSeconds(1'900'000'000);

class ClockStoreUnderTest {
 public:
  virtual ~ClockStoreUnderTest() = default;
  virtual ClockStore& store() = 0;
};

struct ClockStoreImplementation {
  std::string name;
  std::function<std::unique_ptr<ClockStoreUnderTest>()> make;
};

// In memory, and on a database of its own.
std::vector<ClockStoreImplementation> ClockStoreImplementations();

class ClockStoreContract : public ::testing::TestWithParam<ClockStoreImplementation> {
 protected:
  ClockStoreContract() : under_test_(GetParam().make()), store_(under_test_->store()) {}

  static std::string Id(int number) {
    const std::string digits = std::to_string(number);
    return "0198f000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
  }

  // Filed and assigned on Monday 2026-08-03: climbs at the end of the 10th.
  static TicketBuilder Filed(int number, const char* filed = "2026-08-03 10:00") {
    TicketBuilder builder{Local(filed)};
    builder.ticket().ticket_id = Id(number);
    builder.Assigned(Local(filed) + absl::Minutes(1), kVillage);
    return builder;
  }

  DerivedTicket Made(const TicketBuilder& builder, std::int64_t rules_version = 1) const {
    DerivedTicket derived = Derive(builder.ticket(), rules_);
    derived.rules_version = rules_version;
    return derived;
  }

  int Save(const std::vector<DerivedTicket>& tickets) {
    const auto result = store_.Save(tickets);
    EXPECT_TRUE(result.ok()) << result.status();
    return result.ok() ? result->stored : -1;
  }

  std::vector<LeasedAction> Lease(const char* now, absl::Time real_now = kReal, int count = 100,
                                  absl::Duration lease = absl::Seconds(30)) {
    auto leased = store_.LeaseDue({Local(now), real_now, real_now + lease, count});
    EXPECT_TRUE(leased.ok()) << leased.status();
    return leased.ok() ? *std::move(leased) : std::vector<LeasedAction>();
  }

  static std::vector<std::string> Ids(const std::vector<LeasedAction>& leased) {
    std::vector<std::string> ids;
    for (const LeasedAction& action : leased) ids.push_back(action.ticket.ticket_id);
    return ids;
  }

  std::vector<std::string> Overdue(OverdueQuery query) {
    const auto late = store_.ListOverdue(query);
    EXPECT_TRUE(late.ok()) << late.status();
    std::vector<std::string> ids;
    if (late.ok()) {
      for (const OverdueTicket& ticket : *late) ids.push_back(ticket.ticket_id);
    }
    return ids;
  }

  const RulesVersion rules_{1, Policy(DefaultPolicyRows()), Calendar(NationalHolidays())};
  std::unique_ptr<ClockStoreUnderTest> under_test_;
  ClockStore& store_;
};

}  // namespace salur::escalation
