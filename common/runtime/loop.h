// A boring loop around a RunOnce().
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

#include <absl/time/time.h>

#include "common/events/outbox_relay.h"
#include "common/events/stream_consumer.h"

namespace salur {

// A thread that calls `body` again and again. `body` answers how long to wait (real time) before
// the next call; zero calls at once.
class Loop {
 public:
  Loop(std::string name, std::function<absl::Duration()> body);
  ~Loop();  // stops

  void Start();
  // Ends the current wait. From any thread, also before Start.
  void Wake();
  // Lets the running call finish, then joins. May be called twice.
  void Stop();

 private:
  void Run();

  const std::string name_;
  const std::function<absl::Duration()> body_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  bool stopping_ = false;
  std::thread thread_;
};

// Doubling waits after failures: 50 ms to 5 s. Not thread-safe.
class Backoff {
 public:
  absl::Duration Next();
  void Reset() { next_ = kFirst; }

 private:
  static constexpr absl::Duration kFirst = absl::Milliseconds(50);
  absl::Duration next_ = kFirst;
};

// Bodies for the two loops that every service has. The relay publishes when woken or once a second,
// sweeps and measures every `sweep_interval`; the consumer runs without pause while there is work.
std::function<absl::Duration()> RelayBody(OutboxRelay& relay,
                                          absl::Duration sweep_interval = absl::Milliseconds(500));
std::function<absl::Duration()> ConsumerBody(StreamConsumer& consumer);

// For work that is looked for at intervals: `run_once` every `interval`, after a failure with
// back-off; `what` names it in the log, which tells when it begins to fail and when it works again.
std::function<absl::Duration()> PollBody(std::string what, absl::Duration interval,
                                         std::function<absl::Status()> run_once);

}  // namespace salur
