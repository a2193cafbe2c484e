// What is broken on purpose: services die in the middle of their work, Redis loses everything.
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <thread>

#include "common/redis/redis_client.h"
#include "common/rpc/time_conversion.h"
#include "tests/e2e/filing.h"
#include "tests/support/await.h"

namespace salur::testing {
namespace {

constexpr int kComplaints = 2'000;
constexpr int kThreads = 32;

// Files `kComplaints` from many threads, repeating each with the same request_id until it is
// acknowledged; remembers the acknowledged ones.
class Crowd {
 public:
  explicit Crowd(SalurSystem& system) : system_(system) {
    for (int i = 0; i < kThreads; ++i) threads_.emplace_back([this] { Run(); });
  }
  void Join() {
    for (std::thread& thread : threads_) thread.join();
  }
  int acknowledged() const { return acknowledged_; }
  const std::map<std::string, std::string>& ids() const { return ids_; }
  const std::set<std::string>& unexpected() const { return unexpected_; }

 private:
  void Run() {
    for (int number = next_++; number < kComplaints; number = next_++) {
      Filing filing;
      filing.request_id = "crowd-" + std::to_string(number);
      filing.category_code = number % 2 == 0 ? "layanan-kelurahan" : "jalan-rusak";
      for (int attempt = 0; attempt < 400; ++attempt) {
        intake::v1::Complaint complaint;
        const grpc::Status status = File(system_, filing, &complaint);
        if (status.ok()) {
          const std::lock_guard lock(mutex_);
          ids_[filing.request_id] = complaint.complaint_id();
          ++acknowledged_;
          break;
        }
        if (status.error_code() != grpc::StatusCode::UNAVAILABLE &&
            status.error_code() != grpc::StatusCode::DEADLINE_EXCEEDED &&
            status.error_code() != grpc::StatusCode::RESOURCE_EXHAUSTED) {
          const std::lock_guard lock(mutex_);
          unexpected_.insert(std::to_string(status.error_code()) + " " + status.error_message());
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
      }
    }
  }

  SalurSystem& system_;
  std::atomic<int> next_ = 0;
  std::atomic<int> acknowledged_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::string> ids_;
  std::set<std::string> unexpected_;
  std::vector<std::thread> threads_;
};

void KillAndRestart(SalurSystem& system, const Crowd& crowd, const std::string& service, int at) {
  ASSERT_TRUE(Await([&] { return crowd.acknowledged() >= at; }, std::chrono::seconds(60)));
  system.Kill(service);
  system.Start(service);
}

TEST(Crash, EveryAcknowledgedComplaintHasOneTicketAndEveryClimbHappensOnce) {
  // Half a day in each second: the first climbs fall due while everything is being killed.
  SalurSystem system({.clock_rate = 86'400});
  Crowd crowd(system);
  KillAndRestart(system, crowd, "intake", 300);
  KillAndRestart(system, crowd, "routing", 700);
  redis::RedisClient redis({.url = system.redis().url()});
  ASSERT_TRUE(redis.Call({"FLUSHALL"}).ok());
  KillAndRestart(system, crowd, "escalation", 1'100);
  KillAndRestart(system, crowd, "routing", 1'500);
  crowd.Join();
  EXPECT_EQ(crowd.unexpected(), std::set<std::string>{});
  ASSERT_EQ(crowd.acknowledged(), kComplaints);
  for (const char* service : {"intake", "routing", "escalation"}) {
    EXPECT_TRUE(system.AwaitServing(service)) << system.Log(service);
  }

  const std::string expected = std::to_string(kComplaints);
  EXPECT_EQ(system.Query("SELECT count(*) FROM intake.complaint"), expected);
  EXPECT_TRUE(Await([&] { return system.Query("SELECT count(*) FROM routing.ticket") == expected; },
                    std::chrono::seconds(60)))
      << system.Query("SELECT count(*) FROM routing.ticket");
  std::set<std::string> distinct;
  for (const auto& [request, id] : crowd.ids()) distinct.insert(id);
  EXPECT_EQ(distinct.size(), static_cast<std::size_t>(kComplaints));

  // Kill escalation and routing once more while climbs are applied.
  const auto climbs_of = [&](const std::string& id) {
    std::vector<routing::v1::Fact> climbs;
    routing::v1::Ticket ticket;
    if (!GetTicket(system, id, &ticket)) return climbs;
    for (const auto& fact : ticket.facts()) {
      if (fact.kind() == routing::v1::CLIMBED) climbs.push_back(fact);
    }
    return climbs;
  };
  const std::string probe = crowd.ids().begin()->second;
  ASSERT_TRUE(Await([&] { return !climbs_of(probe).empty(); }, std::chrono::seconds(60)));
  system.Kill("escalation");
  system.Start("escalation");
  system.Kill("routing");
  system.Start("routing");
  for (const auto& [request, id] : crowd.ids()) {
    ASSERT_TRUE(Await([&] { return climbs_of(id).size() >= 2; }, std::chrono::seconds(60)))
        << request << " " << id;
    int step = 0;
    for (const routing::v1::Fact& climb : climbs_of(id)) {
      EXPECT_EQ(climb.step(), ++step) << request;
      EXPECT_GE(FromTimestamp(climb.time()), FromTimestamp(climb.due_time())) << request;
    }
  }
  EXPECT_EQ(system.Query("SELECT count(*) FROM routing.dead_letter"), "0");
  EXPECT_EQ(system.Query("SELECT count(*) FROM escalation.dead_letter"), "0");
  EXPECT_EQ(system.Query("SELECT count(*) FROM intake.dead_letter"), "0");
}

TEST(Crash, FilingGoesOnWithoutRedisAndRoutingCatchesUpByItself) {
  SalurSystem system({});
  system.redis().Stop();
  std::vector<std::string> ids;
  for (int i = 0; i < 20; ++i) {
    Filing filing;
    filing.request_id = "no-redis-" + std::to_string(i);
    intake::v1::Complaint complaint;
    const grpc::Status status = File(system, filing, &complaint);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ids.push_back(complaint.complaint_id());
  }
  EXPECT_TRUE(system.IsServing("intake")) << "Redis away is degraded, not down";
  system.redis().Start();
  for (const std::string& id : ids) {
    routing::v1::Ticket ticket;
    EXPECT_TRUE(Await([&] { return GetTicket(system, id, &ticket); }, std::chrono::seconds(30)));
    EXPECT_EQ(ticket.handling_unit_id(), "33.74.01.1001");
  }
}

}  // namespace
}  // namespace salur::testing
