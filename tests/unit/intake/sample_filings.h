// Values that several tests of intake begin with.
#pragma once

#include <memory>
#include <string>

#include "services/intake/domain/complaint.h"
#include "services/intake/domain/reference_catalog.h"
#include "services/intake/filing_writer.h"

namespace salur::intake::testing {

inline const absl::Time kFilingTime = absl::FromUnixMicros(1'800'000'000'123'456);

inline Filing SampleFiling(const std::string& request_id) {
  Filing filing;
  filing.request_id = request_id;
  filing.complaint_class = ComplaintClass::kComplaint;
  filing.text = "Jalan berlubang di depan sekolah";
  filing.channel = Channel::kMobileApp;
  filing.reporter.partner_reporter_id = "u-1";
  return filing;
}

inline CatalogContent SampleCatalogContent() {
  Category road;
  road.code = "jalan-rusak";
  Category fire;
  fire.code = "kebakaran";
  fire.emergency_number = "113";
  fire.around_the_clock = true;
  return {7, {"31", "31.71", "31.71.01", "31.71.01.1001"}, {road, fire}, {"ID"}};
}

// A UUID whose last digits are `number`.
inline std::string SampleId(int number) {
  std::string digits = std::to_string(number);
  return "01900000-0000-7000-8000-" + std::string(12 - digits.size(), '0') + digits;
}

// A filing that is ready to be stored; `number` sets id and request_id.
inline PendingFiling SamplePending(int number, const std::string& partner_id = "p1") {
  PendingFiling pending;
  pending.receipt.complaint_id = SampleId(number);
  pending.receipt.create_time = kFilingTime;
  pending.partner_id = partner_id;
  pending.filing = SampleFiling("r-" + std::to_string(number));
  pending.fingerprint.fill(1);
  return pending;
}

}  // namespace salur::intake::testing
