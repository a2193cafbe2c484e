// One complaint of the demonstration on its way, and what is learnt from its facts.
#pragma once

#include <string>
#include <vector>

#include <absl/time/time.h>

#include "cli/demo/story.h"
#include "salur/intake/v1/complaint.pb.h"
#include "salur/routing/v1/ticket.pb.h"

namespace salur::cli {

// A climb as the facts tell it.
struct Climb {
  // Number of the case, from 1.
  int number = 0;
  int step = 0;
  absl::Time time;
  // The promise that was missed; absl::InfinitePast() when the fact does not say.
  absl::Time due_time;
  common::v1::Level level = common::v1::LEVEL_UNSPECIFIED;
  std::string unit_name;
  std::string time_zone;
};

struct Case {
  int number = 0;
  const Story* story = nullptr;
  intake::v1::Complaint receipt;
  // What PreviewRoute said before filing.
  std::string expected_unit;
  // As last seen.
  routing::v1::Ticket ticket;
  std::vector<Climb> climbs;
  bool answered = false;
};

// Takes over a newer state of the ticket and gives the climbs that are new in it.
std::vector<Climb> Advance(Case& one, const routing::v1::Ticket& ticket);

// What is wrong with the climbs of a case: one that came before its due time, a step that is
// missing or came twice. Empty when nothing is.
std::string ProblemOf(const Case& one);

// Level of the unit to which it was first assigned; unspecified while it waits in triage.
common::v1::Level FirstLevel(const routing::v1::Ticket& ticket);

// Whether nothing is left to climb.
bool AtTheTop(const Case& one);

// Numbers of the whole demonstration, by level (index 1 to 5, common::v1::Level).
struct Totals {
  int filed = 0;
  std::vector<int> routed_by_level = std::vector<int>(6, 0);
  int triage = 0;
  int answered = 0;
  int answered_late = 0;
  std::vector<int> climbed_to_level = std::vector<int>(6, 0);
  int climbs = 0;
  int waiting = 0;
};
Totals Count(const std::vector<Case>& cases);

}  // namespace salur::cli
