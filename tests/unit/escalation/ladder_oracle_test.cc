// The ladder against a story told hour by hour: a ticket lives for months, its unit answers or not,
// the engine sometimes sleeps; at every hour the story says whether it must climb now.
#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "services/escalation/domain/next_action.h"
#include "tests/unit/escalation/escalation_testing.h"

namespace salur::escalation {
namespace {

const Calendar& National() {
  static const Calendar calendar(NationalHolidays());
  return calendar;
}

// Keeps its own books: what is open, whether the ticket has climbed since it became late, since
// when LEVEL runs. Knows nothing of episodes and derives nothing from facts.
class Story {
 public:
  Story(absl::Time filed, int resolution_days, Place place)
      : filed_(filed), resolution_days_(resolution_days), place_(std::move(place)) {}

  void Assigned(absl::Time time) { response_due_ = Due(time, 5, Pauses()); }
  void Responded() { responded_ = true; }
  void Resolved() { resolved_ = true; }
  void Waits(absl::Time time) {
    responded_ = true;
    pauses_.push_back({time, absl::InfiniteFuture()});
  }
  void Resumed(absl::Time time) { pauses_.back().end = time; }
  void Climbed(absl::Time time, int level_days) {
    climbed_since_late_ = true;
    level_start_ = time;
    level_days_ = level_days;
  }

  // To be asked at every hour and after every fact.
  bool MustClimb(absl::Time now) {
    const bool late = !resolved_ && ((!responded_ && now >= response_due_) ||
                                     now >= Due(filed_, resolution_days_, Pauses(pauses_)));
    if (!late) {
      climbed_since_late_ = false;
      level_start_.reset();
      return false;
    }
    if (!climbed_since_late_) return true;
    return level_days_ > 0 && now >= Due(*level_start_, level_days_, Pauses(pauses_));
  }

 private:
  absl::Time Due(absl::Time start, int days, const Pauses& pauses) const {
    return DueTime(National(), {start, Limit::WorkingDays(days), place_}, pauses);
  }

  const absl::Time filed_;
  const int resolution_days_;
  const Place place_;
  absl::Time response_due_ = absl::InfiniteFuture();
  bool responded_ = false;
  bool resolved_ = false;
  std::vector<Pause> pauses_;
  bool climbed_since_late_ = false;
  std::optional<absl::Time> level_start_;
  int level_days_ = 0;
};

int LevelDays(const std::string& unit) {
  if (unit == "ID") return 0;
  if (unit.size() == 2) return 10;
  return unit.size() == 5 ? 5 : 3;
}

struct Tally {
  int climbs = 0;
  int reached_root = 0;
};

class LifeOfATicket {
 public:
  explicit LifeOfATicket(std::uint64_t seed) : random_(seed) {}

  Tally Run() {
    const bool complaint = Chance(50);
    const absl::Time filed = Local("2025-03-01 00:30") + absl::Hours(Between(0, 24 * 400));
    TicketBuilder ticket(filed,
                         complaint ? TicketClass::kComplaint : TicketClass::kInformationRequest);
    Story story(filed, complaint ? 14 : 5, Place{7, ""});
    const absl::Time assigned = filed + absl::Minutes(5);
    ticket.Assigned(assigned, "31.71.01.1001");
    story.Assigned(assigned);
    Refresh(ticket);

    Tally tally;
    const std::int64_t diligence = Between(0, 3);  // in one of a thousand hours something happens
    absl::Time engine_awake = filed;
    const absl::Time end = filed + absl::Hours(24 * 120);
    for (absl::Time hour = filed + absl::Minutes(30); hour < end; hour += absl::Hours(1)) {
      const bool proposed = next_.has_value() && next_->due_time <= hour;
      const bool expected = story.MustClimb(hour) && !ticket.ticket().ladder.empty();
      EXPECT_EQ(proposed, expected) << "at " << Show(hour) << " step " << ticket.ticket().step;
      if (proposed != expected) return tally;
      if (Chance(1) && Chance(20)) engine_awake = hour + absl::Hours(Between(1, 21 * 24));
      if (proposed && hour >= engine_awake) Climb(hour, ticket, story, tally);
      Officer(hour + absl::Minutes(20), diligence, ticket, story);
    }
    tally.reached_root = ticket.ticket().accountable_unit_id == "ID" ? 1 : 0;
    return tally;
  }

 private:
  std::int64_t Between(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random_);
  }
  bool Chance(int percent) { return Between(0, 99) < percent; }

  void Refresh(const TicketBuilder& ticket) {
    next_ = ProposeNext(ticket.ticket(), DeriveClocks(ticket.ticket(), {policy_, National()}));
  }

  void Climb(absl::Time time, TicketBuilder& ticket, Story& story, Tally& tally) {
    EXPECT_EQ(next_->step, ticket.ticket().step + 1);
    ticket.Climbed(time);
    story.Climbed(time, LevelDays(ticket.ticket().accountable_unit_id));
    ++tally.climbs;
    Refresh(ticket);
  }

  void Officer(absl::Time time, std::int64_t diligence, TicketBuilder& ticket, Story& story) {
    if (Between(0, 999) >= diligence * 2 || resolved_) return;
    if (waiting_) {
      ticket.With(FactKind::kResumed, time);
      story.Resumed(time);
      waiting_ = false;
    } else if (Chance(40)) {
      ticket.With(FactKind::kInformationRequested, time);
      story.Waits(time);
      waiting_ = true;
    } else if (Chance(60)) {
      ticket.With(FactKind::kResponded, time);
      story.Responded();
    } else if (Chance(20)) {
      ticket.With(FactKind::kResolved, time);
      story.Resolved();
      resolved_ = true;
    } else {
      ticket.With(FactKind::kAccepted, time);  // matters to no clock
    }
    story.MustClimb(time);  // it may have stopped being late between two hours
    Refresh(ticket);
  }

  std::mt19937_64 random_;
  const Policy policy_{DefaultPolicyRows()};
  std::optional<NextAction> next_;
  bool waiting_ = false;
  bool resolved_ = false;
};

TEST(LadderOracle, ProposesExactlyWhatTheStoryTells) {
  Tally total;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Tally tally = LifeOfATicket(seed).Run();
    ASSERT_FALSE(::testing::Test::HasFailure());
    total.climbs += tally.climbs;
    total.reached_root += tally.reached_root;
  }
  EXPECT_GT(total.climbs, 400);
  EXPECT_GT(total.reached_root, 20);
}

}  // namespace
}  // namespace salur::escalation
