// A ticket of the small country that officers pass around.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "common/base/errors.h"
#include "services/routing/domain/assignment.h"
#include "services/routing/domain/classification.h"
#include "services/routing/domain/returns.h"
#include "services/routing/domain/ticket_changes.h"
#include "tests/unit/routing/directories.h"

namespace salur::routing::samples {

// Village A and its neighbours: .1002 in the same kecamatan.
inline constexpr char kVillageA[] = "31.71.01.1001";
inline constexpr char kVillageB[] = "31.71.01.1002";

class MovesFixture : public ::testing::Test {
 protected:
  MovesFixture() : data_(BuildData(SmallFiles())) {
    complaint_.id = "0197f000-0000-7000-8000-000000000001";
    complaint_.tracking_number = "AAA-BBB-CCC";
    complaint_.received_time = filed_;
    complaint_.category_code = "kelurahan";
    complaint_.region_code = kVillageA;
  }

  // Files and routes `complaint_` in the country as `data_` says.
  void Open() {
    rules_ = MakeRules(MakeDirectory(data_, 7));
    record_ = OpenTicket(complaint_, *rules_, Decide(*rules_, ToRoutingRequest(complaint_)), now_);
  }

  // By an officer of `unit` (a copy: the ticket's own ids change); the first response is due at
  // `due_`.
  absl::StatusOr<ReturnOutcome> ReturnBy(std::string unit, const std::string& to = "") {
    ReturnRequest request{{unit, "budi"}, "Bukan wewenang kami.", to, {}};
    request.promise = FirstResponsePromise{record_.ticket.clock_version, due_};
    return Return(record_, *rules_, request, now_);
  }
  absl::Status AssignBy(std::string unit, const std::string& to) {
    return Assign(record_, *rules_, {{unit, "sari"}, to, "Mohon ditangani."}, now_);
  }
  absl::Status ClassifyBy(std::string unit, const std::string& category) {
    ClassifyRequest request{{unit, "wati"}, {}, category, {}, "Kategorinya lain."};
    return Classify(record_, *rules_, request, now_);
  }
  ClockActionResult ClimbNow() {
    ClockAction action;
    action.ticket_id = ticket().id;
    action.cycle = ticket().cycle;
    action.step = ticket().step + 1;
    action.due_time = now_;
    action.clock_version = ticket().clock_version;
    return Apply(record_, directory(), action, now_);
  }

  const Ticket& ticket() const { return record_.ticket; }
  const Fact& last() const { return record_.facts.back(); }
  const Directory& directory() const { return rules_->directory(); }
  bool Explained(std::string_view step) const {
    for (const std::string& name : ticket().explanation.steps) {
      if (name == step) return true;
    }
    return false;
  }

  const absl::Time filed_ = absl::FromUnixSeconds(1'750'000'000);
  absl::Time now_ = filed_ + absl::Minutes(1);
  absl::Time due_ = filed_ + absl::Hours(7 * 24);
  DirectoryData data_;
  FiledComplaint complaint_;
  std::shared_ptr<const RuleSet> rules_;
  TicketRecord record_;
};

}  // namespace salur::routing::samples
