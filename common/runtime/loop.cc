#include "common/runtime/loop.h"

#include <algorithm>
#include <memory>

#include "common/base/errors.h"
#include "common/base/stopwatch.h"
#include "common/log/log.h"

namespace salur {
namespace {

// One line when something begins to fail and one when it works again, not one for each try.
class FailureLog {
 public:
  explicit FailureLog(std::string what) : what_(std::move(what)) {}
  void Note(const absl::Status& status) {
    const std::string reason = status.ok() ? "" : ErrorReason(status);
    const bool changed = status.ok() ? failing_ : (!failing_ || reason != reason_);
    if (changed && status.ok()) log::Info("works again", {{"loop", what_}});
    if (changed && !status.ok()) {
      log::Warn("fails and is tried again",
                {{"loop", what_}, {"reason", reason}, {"error", std::string(status.message())}});
    }
    failing_ = !status.ok();
    reason_ = reason;
  }

 private:
  const std::string what_;
  bool failing_ = false;
  std::string reason_;
};

constexpr absl::Duration kRelayIdle = absl::Milliseconds(250);
constexpr absl::Duration kMeasureInterval = absl::Seconds(2);

}  // namespace

Loop::Loop(std::string name, std::function<absl::Duration()> body)
    : name_(std::move(name)), body_(std::move(body)) {}

Loop::~Loop() { Stop(); }

void Loop::Start() {
  thread_ = std::thread([this] { Run(); });
}

void Loop::Wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  changed_.notify_one();
}

void Loop::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Loop::Run() {
  std::unique_lock lock(mutex_);
  while (!stopping_) {
    woken_ = false;
    lock.unlock();
    const absl::Duration wait = body_();
    lock.lock();
    if (wait > absl::ZeroDuration()) {
      changed_.wait_for(lock, absl::ToChronoNanoseconds(std::min(wait, absl::Hours(1))),
                        [this] { return woken_ || stopping_; });
    }
  }
}

absl::Duration Backoff::Next() {
  const absl::Duration wait = next_;
  next_ = std::min(next_ * 2, absl::Seconds(5));
  return wait;
}

std::function<absl::Duration()> RelayBody(OutboxRelay& relay, absl::Duration sweep_interval) {
  struct State {
    Backoff backoff;
    Stopwatch swept;
    Stopwatch measured;
    FailureLog publishing{"outbox relay"};
  };
  auto state = std::make_shared<State>();
  return [&relay, state, sweep_interval]() -> absl::Duration {
    const auto published = relay.Publish();
    absl::Status status = published.status();
    if (status.ok() && state->swept.Elapsed() >= sweep_interval) {
      status = relay.Sweep();
      state->swept.Restart();
    }
    if (state->measured.Elapsed() >= kMeasureInterval) {
      (void)relay.Measure();  // fails only when publishing fails too, which is reported
      state->measured.Restart();
    }
    state->publishing.Note(status);
    if (!status.ok()) return state->backoff.Next();
    state->backoff.Reset();
    return *published > 0 ? absl::ZeroDuration() : kRelayIdle;
  };
}

std::function<absl::Duration()> ConsumerBody(StreamConsumer& consumer) {
  struct State {
    Backoff backoff;
    Stopwatch measured;
    FailureLog consuming{"stream consumer"};
  };
  auto state = std::make_shared<State>();
  return [&consumer, state]() -> absl::Duration {
    const auto finished = consumer.RunOnce();
    if (state->measured.Elapsed() >= kMeasureInterval) {
      (void)consumer.Measure();  // fails only when consuming fails too, which is reported
      state->measured.Restart();
    }
    state->consuming.Note(finished.status());
    if (!finished.ok()) return state->backoff.Next();
    state->backoff.Reset();
    return absl::ZeroDuration();  // the read itself waits for messages
  };
}

std::function<absl::Duration()> PollBody(std::string what, absl::Duration interval,
                                         std::function<absl::Status()> run_once) {
  struct State {
    explicit State(std::string loop) : polling(std::move(loop)) {}
    Backoff backoff;
    FailureLog polling;
  };
  auto state = std::make_shared<State>(std::move(what));
  return [state, interval, run_once = std::move(run_once)]() -> absl::Duration {
    const absl::Status status = run_once();
    state->polling.Note(status);
    if (!status.ok()) return state->backoff.Next();
    state->backoff.Reset();
    return interval;
  };
}

}  // namespace salur
