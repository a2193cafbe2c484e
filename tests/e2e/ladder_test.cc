// From filing to the national level on the scaled clock, on real processes.
#include <gtest/gtest.h>

#include <fstream>
#include <set>

#include "common/rpc/time_conversion.h"
#include "tests/e2e/filing.h"
#include "tests/support/await.h"

namespace salur::testing {
namespace {

// Due times by a calendar of the test's own, one day after the other.
class DayCounter {
 public:
  DayCounter() {
    std::ifstream file(SALUR_SOURCE_DIR "/data/holidays.csv");
    for (std::string line; std::getline(file, line);) days_off_.insert(line.substr(0, 10));
  }
  // End of the `working_days`th working day after the local day of `start`.
  absl::Time Due(absl::Time start, int working_days, int zone_hours) const {
    const absl::TimeZone zone = absl::FixedTimeZone(zone_hours * 3600);
    absl::CivilDay day = absl::ToCivilDay(start, zone);
    while (working_days > 0) {
      ++day;
      const auto weekday = absl::GetWeekday(day);
      const bool weekend = weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
      if (!weekend && days_off_.count(absl::FormatCivilTime(day)) == 0) --working_days;
    }
    return absl::FromCivil(day + 1, zone);
  }

 private:
  std::set<std::string> days_off_;
};

struct Expected {
  const char* name;
  Filing filing;
  std::string handling_unit;
  std::vector<const char*> rungs;
  // Working days of the first promise that is missed, then LEVEL at each unit but the last.
  std::vector<int> working_days;
  int zone_hours;
};

Filing MakeFiling(const char* request_id, const char* category) {
  Filing filing;
  filing.request_id = request_id;
  filing.category_code = category;
  return filing;
}

std::vector<Expected> Ladders() {
  std::vector<Expected> ladders;
  ladders.push_back({"kelurahan",
                     MakeFiling("kelurahan", "layanan-kelurahan"),
                     "33.74.01.1001",
                     {"33.74.01", "33.74", "33", "ID"},
                     {5, 3, 5, 10},
                     7});
  ladders.push_back({"dinas",
                     MakeFiling("dinas", "jalan-rusak"),
                     "pupr:33.74",
                     {"33.74", "33", "ID"},
                     {5, 5, 10},
                     7});
  ladders.push_back({"inspektorat",
                     MakeFiling("inspektorat", "pungutan-liar"),
                     "inspektorat:33.74",
                     {"inspektorat:33", "inspektorat:ID", "ID"},
                     {5, 10, 10},
                     7});
  ladders.push_back({"aspiration",
                     MakeFiling("aspiration", "layanan-kelurahan"),
                     "33.74.01.1001",
                     {"33.74.01", "33.74"},
                     {5, 3},
                     7});
  ladders.back().filing.complaint_class = common::v1::ASPIRATION;
  ladders.push_back({"east",
                     MakeFiling("east", "layanan-kelurahan"),
                     "91.71.01.1001",
                     {"91.71.01", "91.71", "91", "ID"},
                     {5, 3, 5, 10},
                     9});
  ladders.back().filing.region_code = ladders.back().handling_unit;
  return ladders;
}

// An officer who may see the ticket, confidential or not.
bool Fetch(SalurSystem& system, const Expected& expected, const std::string& id,
           routing::v1::Ticket* ticket) {
  grpc::ClientContext context;
  As(context, "officer/uji@" + expected.handling_unit + ";confidential", 5);
  routing::v1::GetTicketRequest request;
  request.set_ticket_id(id);
  return system.tickets().GetTicket(&context, request, ticket).ok();
}

std::vector<routing::v1::Fact> Climbs(const routing::v1::Ticket& ticket) {
  std::vector<routing::v1::Fact> climbs;
  for (const auto& fact : ticket.facts()) {
    if (fact.kind() == routing::v1::CLIMBED) climbs.push_back(fact);
  }
  return climbs;
}

void CheckLadder(const Expected& expected, const routing::v1::Ticket& ticket) {
  SCOPED_TRACE(expected.name);
  const DayCounter days;
  EXPECT_EQ(ticket.handling_unit_id(), expected.handling_unit);
  const auto climbs = Climbs(ticket);
  ASSERT_EQ(climbs.size(), expected.rungs.size());
  absl::Time start = FromTimestamp(ticket.facts(1).time());  // FIRST_RESPONSE: the assignment
  for (std::size_t i = 0; i < climbs.size(); ++i) {
    EXPECT_STREQ(climbs[i].unit_id().c_str(), expected.rungs[i]);
    EXPECT_EQ(climbs[i].step(), static_cast<int>(i) + 1);
    EXPECT_EQ(climbs[i].cycle(), 1);
    const absl::Time due = days.Due(start, expected.working_days[i], expected.zone_hours);
    EXPECT_EQ(FromTimestamp(climbs[i].due_time()), due) << "step " << i + 1;
    EXPECT_GE(FromTimestamp(climbs[i].time()), due) << "climbed early at step " << i + 1;
    start = FromTimestamp(climbs[i].time());
  }
  EXPECT_STREQ(ticket.accountable_unit_id().c_str(), expected.rungs.back());
}

TEST(Ladder, EachStepOnceAndNoneEarlyUpToTheNation) {
  SalurSystem system({.clock_rate = 172'800});
  const std::vector<Expected> ladders = Ladders();
  std::map<std::string, std::string> ids;
  for (const Expected& expected : ladders) {
    intake::v1::Complaint complaint;
    const grpc::Status status = File(system, expected.filing, &complaint);
    ASSERT_TRUE(status.ok()) << expected.name << ": " << status.error_message();
    ids[expected.name] = complaint.complaint_id();
  }
  for (const Expected& expected : ladders) {
    routing::v1::Ticket ticket;
    EXPECT_TRUE(Await(
        [&] {
          return Fetch(system, expected, ids[expected.name], &ticket) &&
                 Climbs(ticket).size() >= expected.rungs.size();
        },
        std::chrono::seconds(90)))
        << expected.name << ": " << ticket.ShortDebugString() << "\n"
        << system.Log("escalation").substr(0, 4000);
  }
  // Ten more scaled days: nothing climbs past the end of its ladder.
  const absl::Time later = system.Now() + absl::Hours(240);
  ASSERT_TRUE(Await([&] { return system.Now() > later; }));
  for (const Expected& expected : ladders) {
    routing::v1::Ticket ticket;
    ASSERT_TRUE(Fetch(system, expected, ids[expected.name], &ticket));
    CheckLadder(expected, ticket);
  }
}

}  // namespace
}  // namespace salur::testing
