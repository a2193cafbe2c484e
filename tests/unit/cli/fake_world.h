// A country small enough for a test: every complaint goes to the village of its region, and climbs
// by the demonstration's limits on a clock that follows the fake process.
#pragma once

#include <map>
#include <mutex>
#include <string>

#include "tests/unit/cli/fake_process.h"
#include "tests/unit/cli/fake_services.h"

namespace salur::cli {

class FakeWorld {
 public:
  struct Behaviour {
    double rate = 172'800;
    // A ladder stops moving after so many climbs.
    int climbs_max = 9;
    // Climbs come so long before their due time.
    absl::Duration early = absl::ZeroDuration();
    // Complaints reach their unit so long (real time) after filing.
    absl::Duration routing_delay = absl::Milliseconds(300);
    // What citizens see never moves on.
    bool citizens_see_nothing = false;
  };

  FakeWorld(FakeProcess& process, Behaviour behaviour);
  ~FakeWorld();
  const std::string& address() const { return server_.address(); }

 private:
  struct Entry {
    intake::v1::FileComplaintRequest filed;
    routing::v1::Ticket ticket;
    absl::Time filed_real;
    bool resolved = false;
  };
  class Intake;
  class Tickets;
  class Directory;
  class Operations;

  absl::Time Now() const;
  std::string UnitOf(const std::string& region, const std::string& about) const;
  void AddClimbs(Entry& entry) const;

  FakeProcess& process_;
  const Behaviour behaviour_;
  const absl::Time real_start_;
  mutable std::mutex mutex_;
  std::map<std::string, Entry> entries_;
  std::unique_ptr<Intake> intake_;
  std::unique_ptr<Tickets> tickets_;
  std::unique_ptr<Directory> directory_;
  std::unique_ptr<Operations> operations_;
  FakeServer server_;
};

}  // namespace salur::cli
