#include "services/escalation/loops.h"

#include <memory>
#include <string>
#include <utility>

#include "common/base/errors.h"
#include "common/base/stopwatch.h"
#include "common/log/log.h"
#include "common/runtime/loop.h"

namespace salur::escalation {
namespace {

constexpr absl::Duration kUpkeepIdle = absl::Seconds(1);
constexpr absl::Duration kMeasureInterval = absl::Seconds(5);

// Logs when something begins to fail and when it works again, not each try.
class FailureNote {
 public:
  explicit FailureNote(std::string loop) : loop_(std::move(loop)) {}

  void Note(const absl::Status& status) {
    const std::string failure = status.ok() ? "" : std::string(status.message());
    if (failure == failure_) return;
    if (status.ok()) {
      log::Info("works again", {{"loop", loop_}});
    } else {
      log::Warn("fails and is tried again",
                {{"loop", loop_}, {"reason", ErrorReason(status)}, {"error", failure}});
    }
    failure_ = failure;
  }

 private:
  const std::string loop_;
  std::string failure_;
};

struct LoopState {
  explicit LoopState(std::string loop) : failures(std::move(loop)) {}
  Backoff backoff;
  FailureNote failures;
  Stopwatch measured;
};

}  // namespace

std::function<absl::Duration()> EngineBody(Engine& engine) {
  auto state = std::make_shared<LoopState>("engine");
  return [&engine, state]() -> absl::Duration {
    const auto pass = engine.RunOnce();
    state->failures.Note(pass.status());
    if (!pass.ok()) return state->backoff.Next();
    state->backoff.Reset();
    return pass->wait;
  };
}

std::function<absl::Duration()> UpkeepBody(Upkeep& upkeep, std::function<void(absl::Time)> on_due) {
  auto state = std::make_shared<LoopState>("upkeep");
  return [&upkeep, on_due = std::move(on_due), state]() -> absl::Duration {
    const auto pass = upkeep.RunOnce();
    absl::Status status = pass.status();
    if (status.ok() && state->measured.Elapsed() >= kMeasureInterval) {
      status = upkeep.Measure();
      state->measured.Restart();
    }
    state->failures.Note(status);
    if (!status.ok()) return state->backoff.Next();
    state->backoff.Reset();
    if (pass->nearest_due_time.has_value()) on_due(*pass->nearest_due_time);
    return pass->derived > 0 ? absl::ZeroDuration() : kUpkeepIdle;
  };
}

}  // namespace salur::escalation
