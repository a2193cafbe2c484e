// The acts of the demonstration, in their order. Each waits for at most a named time and fails with
// what did not come.
#pragma once

#include <string>
#include <vector>

#include <absl/status/status.h>
#include <absl/time/time.h>

#include "cli/client/session.h"
#include "cli/context.h"
#include "cli/demo/case.h"
#include "cli/demo/narrator.h"

namespace salur::cli {

// What the acts share.
struct Stage {
  Context& context;
  const Session& session;
  Narrator& narrator;
  std::vector<Case> cases = {};
  // Seconds of the services' clock in one real second.
  double rate = 1.0;
  // The services' clock and the real one at the same moment.
  absl::Time scaled_start = {};
  absl::Time real_start = {};
  // Differs from run to run; part of every request_id.
  std::string run_id = {};

  // The services' clock now.
  absl::Time ScaledNow() const;
};

// Act 0: the services run, agree on their clock, have a directory, and the clock is fast enough.
// A clock that runs at the real rate is refused with how to get a fast one.
absl::Status OpenStage(Stage& stage);
// Act 1: asks where each complaint would go, then files all of them.
absl::Status FileAll(Stage& stage);
// Act 2: awaits each in the queue of its unit and says why it is there.
absl::Status AwaitRouting(Stage& stage);
// Act 3: officers accept and answer.
absl::Status AnswerAll(Stage& stage);
// Act 4: the others climb; printed as it happens, until every watched ladder has ended.
absl::Status WatchClimbs(Stage& stage);
// Act 5: one complaint as its citizen sees it.
absl::Status TrackOne(Stage& stage);
// The end: totals, and the next commands to try. --json prints its document instead.
void Summarise(Stage& stage);

// An officer accepts the ticket of a case and gives its story's answer.
absl::Status Answer(Stage& stage, Case& one);
// The ticket as an officer of its unit sees it.
absl::StatusOr<routing::v1::Ticket> Look(const Stage& stage, const Case& one);

}  // namespace salur::cli
