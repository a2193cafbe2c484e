// An engine on ports in memory and clocks that the test moves.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "services/escalation/engine/engine.h"
#include "services/escalation/engine/in_memory_action_decider.h"
#include "services/escalation/storage/in_memory_clock_store.h"
#include "services/escalation/storage/in_memory_holiday_store.h"
#include "tests/support/fake_clock.h"
#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {

inline constexpr char kVillage[] = "31.71.01.1001";
inline constexpr char kResponseDue[] = "2026-08-11 00:00";

class EngineTest : public ::testing::Test {
 protected:
  EngineTest() {
    EXPECT_TRUE(holidays_.Replace({"holidays", NationalHolidays(), false, clock_.Now()}).ok());
    EXPECT_TRUE(rules_.Refresh().ok());
  }

  std::unique_ptr<Engine> MakeEngine(Engine::Options options = {}) {
    return std::make_unique<Engine>(
        options, Engine::Parts{store_, rules_, routing_, metrics_, clock_, real_clock_});
  }

  static std::string Id(int number) {
    const std::string digits = std::to_string(number);
    return "0198f000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
  }

  // Known to routing and to escalation; climbs first at kResponseDue.
  TicketBuilder Filed(int number = 1, const char* filed = "2026-08-03 10:00") {
    TicketBuilder builder{Local(filed)};
    builder.ticket().ticket_id = Id(number);
    builder.Assigned(Local(filed) + absl::Minutes(1), kVillage);
    routing_.Put(builder.ticket());
    Deliver(builder.ticket());
    return builder;
  }

  void Deliver(const TicketFacts& ticket) {
    EXPECT_TRUE(store_.Save({Derive(ticket, *rules_.Get())}).ok());
  }

  Engine::Pass Run(Engine& engine) {
    const auto pass = engine.RunOnce();
    EXPECT_TRUE(pass.ok()) << pass.status();
    return pass.ok() ? *pass : Engine::Pass{};
  }

  double Count(Level level, ClimbResult result) { return metrics_.Climbs(level, result).Value(); }

  testing::FakeClock clock_{Local("2026-08-04 09:00")};
  testing::FakeClock real_clock_{absl::FromUnixSeconds(1'900'000'000)};
  testing::FakeClock routing_clock_{Local("2026-08-04 09:00")};
  InMemoryClockStore store_;
  InMemoryHolidayStore holidays_;
  RulesCache rules_{holidays_};
  InMemoryActionDecider routing_{clock_};
  prometheus::Registry registry_;
  EscalationMetrics metrics_{registry_};
};

}  // namespace salur::escalation
