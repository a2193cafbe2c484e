// Fixture of the suites for ComplaintStore: each runs on the store in memory and on PostgreSQL.
#pragma once

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "services/intake/storage/complaint_store.h"
#include "services/intake/storage/in_memory_complaint_store.h"
#include "services/intake/storage/migrations.h"
#include "services/intake/storage/postgres_complaint_store.h"
#include "tests/support/private_postgres.h"

namespace salur::intake::testing {

inline const absl::Time kNow = absl::FromUnixMicros(1'800'000'000'123'456);

// Rises over the whole program, so that tests may share a database.
inline int NextNumber() {
  static std::atomic<int> number{1};
  return number++;
}

inline std::string Id(int number) {
  const std::string digits = std::to_string(number);
  return "01900000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

inline NewComplaint Complaint(const std::string& partner_id = "p1") {
  const int number = NextNumber();
  NewComplaint complaint;
  complaint.receipt = {Id(number), static_cast<std::uint64_t>(number) * 7'919, kNow, ""};
  complaint.partner_id = partner_id;
  complaint.filing.request_id = "r-" + std::to_string(number);
  complaint.filing.complaint_class = ComplaintClass::kComplaint;
  complaint.filing.text =
      "Jalan \"berlubang\" \\ di {depan}, sekolah\n\tcaf\xC3\xA9 \xF0\x9F\x9A\xA7";
  complaint.filing.channel = Channel::kMobileApp;
  complaint.filing.reporter.partner_reporter_id = "u-" + std::to_string(number);
  complaint.fingerprint.fill(static_cast<std::uint8_t>(number));
  complaint.event = std::string("event\0\xFF", 7) + std::to_string(number);
  return complaint;
}

inline NewComplaint FullComplaint() {
  NewComplaint complaint = Complaint();
  Filing& filing = complaint.filing;
  complaint.receipt.emergency_number = "112";
  filing.complaint_class = ComplaintClass::kInformationRequest;
  filing.category_code = "jalan-rusak";
  filing.occurred_time = kNow - absl::Hours(3);
  filing.location = {Point{-6.200001234567891, 106.81}, 12.5, "31.71.01.1001", "Jl. \"X\", 1"};
  filing.channel = Channel::kIntegrated;
  filing.anonymous = true;
  filing.confidential = true;
  filing.about_unit_id = "perhubungan:35.78";
  filing.received_time = kNow - absl::Hours(48);
  filing.external_reference = ExternalReference{"lapor", "E-" + complaint.filing.request_id};
  return complaint;
}

struct Backend {
  std::string name;
  std::function<std::unique_ptr<ComplaintStore>()> make;
};

inline postgres::Pool& TestPool() {
  static postgres::Pool* const pool = [] {
    const auto database = salur::testing::PrivatePostgres::Instance().NewDatabase();
    salur::testing::MigrateForTest(database, "intake", Migrations());
    return new postgres::Pool({.dsn = database.ServiceDsn("intake"), .connections_max = 16});
  }();
  return *pool;
}

class ComplaintStoreTest : public ::testing::TestWithParam<Backend> {
 protected:
  FilingOutcome File(const NewComplaint& complaint) {
    const auto outcomes = store_->FileBatch({complaint});
    EXPECT_TRUE(outcomes.ok()) << outcomes.status();
    return outcomes.ok() ? outcomes->front() : FilingOutcome{};
  }
  std::optional<StoredComplaint> Get(const NewComplaint& complaint) {
    return *store_->Get(complaint.partner_id, complaint.receipt.complaint_id);
  }
  TrackResult::Kind Try(const NewComplaint& complaint, bool right, absl::Time now) {
    const auto number = *TrackingNumber::FromValue(complaint.receipt.tracking_value);
    return store_
        ->Track(
            number, [right](const std::string&) { return right; }, now)
        ->kind;
  }

  const std::unique_ptr<ComplaintStore> store_ = GetParam().make();
};

inline const auto kBackends = ::testing::Values(
    Backend{"InMemory", [] { return std::make_unique<InMemoryComplaintStore>(); }},
    Backend{"Postgres", [] { return std::make_unique<PostgresComplaintStore>(TestPool()); }});

}  // namespace salur::intake::testing
