#include "services/intake/domain/fingerprint.h"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <vector>

#include "services/intake/crypto/openssl_keyed_hash.h"

namespace salur::intake {
namespace {

Filing FullFiling() {
  Filing filing;
  filing.request_id = "r-1";
  filing.complaint_class = ComplaintClass::kComplaint;
  filing.category_code = "jalan-rusak";
  filing.text = "Jalan berlubang";
  filing.occurred_time = absl::FromUnixSeconds(1'700'000'000);
  filing.location = {Point{-6.2, 106.8}, 25.0, "31.71.01.1001", "Jl. Merdeka 1"};
  filing.channel = Channel::kIntegrated;
  filing.reporter = {"u1", "Budi", "+62 811", "budi@example.id"};
  filing.about_unit_id = "31.71.01.1001";
  filing.received_time = absl::FromUnixSeconds(1'700'000'100);
  filing.external_reference = ExternalReference{"lapor", "123"};
  return filing;
}

TEST(Fingerprint, IgnoresTheRequestId) {
  Filing other = FullFiling();
  other.request_id = "r-2";
  EXPECT_EQ(CanonicalBody(other), CanonicalBody(FullFiling()));
}

TEST(Fingerprint, SeesEveryOtherField) {
  const std::vector<std::function<void(Filing&)>> changes = {
      [](Filing& f) { f.complaint_class = ComplaintClass::kAspiration; },
      [](Filing& f) { f.category_code = "sampah"; },
      [](Filing& f) { f.text += "!"; },
      [](Filing& f) { *f.occurred_time += absl::Microseconds(1); },
      [](Filing& f) { f.occurred_time.reset(); },
      [](Filing& f) { f.location.point->latitude += 1e-9; },
      [](Filing& f) { f.location.point->longitude += 1e-9; },
      [](Filing& f) { f.location.point.reset(); },
      [](Filing& f) { f.location.accuracy_m = 26; },
      [](Filing& f) { f.location.accuracy_m.reset(); },
      [](Filing& f) { f.location.region_code = "31"; },
      [](Filing& f) { f.location.address += "2"; },
      [](Filing& f) { f.channel = Channel::kCounter; },
      [](Filing& f) { f.reporter.partner_reporter_id = "u2"; },
      [](Filing& f) { f.reporter.name = "Ani"; },
      [](Filing& f) { f.reporter.phone = ""; },
      [](Filing& f) { f.reporter.email = ""; },
      [](Filing& f) { f.anonymous = true; },
      [](Filing& f) { f.confidential = true; },
      [](Filing& f) { f.about_unit_id = ""; },
      [](Filing& f) { *f.received_time += absl::Microseconds(1); },
      [](Filing& f) { f.external_reference->system = "x"; },
      [](Filing& f) { f.external_reference->id = "124"; },
      [](Filing& f) { f.external_reference.reset(); },
  };
  std::set<std::string> bodies = {CanonicalBody(FullFiling())};
  for (const auto& change : changes) {
    Filing filing = FullFiling();
    change(filing);
    bodies.insert(CanonicalBody(filing));
  }
  EXPECT_EQ(bodies.size(), changes.size() + 1);
}

TEST(Fingerprint, KeepsFieldsApart) {
  Filing a;
  a.reporter.name = "Budi";
  Filing b;
  b.reporter.phone = "Budi";
  EXPECT_NE(CanonicalBody(a), CanonicalBody(b));
  a.text = "ab";
  a.category_code = "c";
  b = a;
  b.text = "a";
  b.category_code = "bc";
  EXPECT_NE(CanonicalBody(a), CanonicalBody(b));
}

TEST(Fingerprint, ZeroHasOneForm) {
  Filing a;
  a.location.point = Point{0.0, 0.0};
  Filing b;
  b.location.point = Point{-0.0, -0.0};
  EXPECT_EQ(CanonicalBody(a), CanonicalBody(b));
}

TEST(Fingerprint, StaysTheSameForEver) {
  // Stored beside every complaint: a change here would refuse the repetition of old requests.
  const OpenSslKeyedHash hash{kFingerprintKey};
  const Digest digest = Fingerprint(hash, FullFiling());
  EXPECT_EQ(digest[0], 0xCD);
  EXPECT_EQ(digest[31], 0x05);
}

}  // namespace
}  // namespace salur::intake
