#include "services/intake/domain/complaint_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>

#include "services/intake/domain/limits.h"

namespace salur::intake {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;
using namespace std::string_literals;

const absl::Time kNow = absl::FromUnixSeconds(1'800'000'000);

std::shared_ptr<const ReferenceCatalog> Catalog() {
  Category road;
  road.code = "jalan-rusak";
  return *ReferenceCatalog::Build({1, {"31", "31.71.01.1001"}, {road}, {"ID"}});
}

Filing GoodFiling() {
  Filing filing;
  filing.request_id = "app:2026.11-1_a";
  filing.complaint_class = ComplaintClass::kComplaint;
  filing.text = "Jalan berlubang di depan sekolah";
  filing.channel = Channel::kMobileApp;
  filing.reporter.partner_reporter_id = "u-1";
  return filing;
}

FilingProblems Check(const Filing& filing) {
  return CheckFiling(Normalised(filing), *Catalog(), kNow);
}

// The only violation after `change`: "field: description"; "" when there is none.
std::string Problem(const std::function<void(Filing&)>& change) {
  Filing filing = GoodFiling();
  change(filing);
  const auto violations = Check(filing).violations;
  if (violations.empty()) return "";
  EXPECT_EQ(violations.size(), 1U);
  return violations[0].field + ": " + violations[0].description;
}

TEST(CheckFiling, AcceptsTheLeastAndTheMost) {
  EXPECT_THAT(Check(GoodFiling()).violations, IsEmpty());
  Filing full = GoodFiling();
  full.category_code = "jalan-rusak";
  full.text = std::string(kTextCharactersMax, 'a');
  full.occurred_time = kNow + kOccurredAheadMax;
  full.location = {Point{-90, 180}, kAccuracyMetresMax, "31.71.01.1001", std::string(500, 'b')};
  full.channel = Channel::kIntegrated;
  full.reporter = {std::string(128, 'c'), std::string(200, 'd'), "+62 811-2233-4455", "a@b.id"};
  full.about_unit_id = "ID";
  full.received_time = kNow - kReceivedBackMax;
  full.external_reference = ExternalReference{"lapor", "12 345/67"};
  EXPECT_THAT(Check(full).violations, IsEmpty());
}

TEST(CheckFiling, RequestId) {
  EXPECT_THAT(Problem([](Filing& f) { f.request_id = ""; }), HasSubstr("request_id: is required"));
  EXPECT_THAT(Problem([](Filing& f) { f.request_id = std::string(65, 'a'); }),
              HasSubstr("request_id: has 65 characters; at most 64"));
  EXPECT_THAT(Problem([](Filing& f) { f.request_id = "a b"; }), HasSubstr("request_id: may hold"));
  EXPECT_EQ(Problem([](Filing& f) { f.request_id = std::string(64, 'a'); }), "");
}

TEST(CheckFiling, Text) {
  EXPECT_THAT(Problem([](Filing& f) { f.text = " \r\n\xC2\xA0"; }), HasSubstr("text: is required"));
  EXPECT_THAT(Problem([](Filing& f) { f.text = std::string(20'001, 'a'); }),
              HasSubstr("text: has 20001 characters; at most 20000"));
  EXPECT_THAT(Problem([](Filing& f) { f.text = "a\xFFz"; }), HasSubstr("text: is not valid UTF-8"));
  EXPECT_THAT(Problem([](Filing& f) { f.text = "a\0z"s; }),
              HasSubstr("text: holds the control character U+0000"));
  std::string long_text;
  for (std::size_t i = 0; i < kTextCharactersMax; ++i) long_text += "\xF0\x9F\x9A\xA7";
  EXPECT_EQ(Problem([&](Filing& f) { f.text = "  " + long_text + "\n"; }), "");
}

TEST(CheckFiling, ClassAndChannel) {
  EXPECT_THAT(Problem([](Filing& f) { f.complaint_class = ComplaintClass::kUnspecified; }),
              HasSubstr("class: is required"));
  EXPECT_THAT(Problem([](Filing& f) { f.channel = Channel::kUnspecified; }),
              HasSubstr("channel: is required"));
}

TEST(CheckFiling, Times) {
  EXPECT_THAT(Problem([](Filing& f) { f.occurred_time = kNow + absl::Minutes(6); }),
              HasSubstr("occurred_time: is in the future"));
  EXPECT_THAT(Problem([](Filing& f) { f.occurred_time = absl::FromUnixSeconds(-800'000'000); }),
              HasSubstr("occurred_time: is before"));
  EXPECT_THAT(Problem([](Filing& f) { f.received_time = kNow; }),
              HasSubstr("received_time: is only for the channels"));
  const auto received = [](absl::Time time) {
    return Problem([time](Filing& f) {
      f.channel = Channel::kCounter;
      f.received_time = time;
    });
  };
  EXPECT_EQ(received(kNow - absl::Hours(24)), "");
  EXPECT_THAT(received(kNow + absl::Hours(1)), HasSubstr("received_time: is in the future"));
  EXPECT_THAT(received(kNow - kReceivedBackMax - absl::Seconds(1)),
              HasSubstr("received_time: is more than 14 days ago"));
}

TEST(CheckFiling, Location) {
  const auto point = [](double latitude, double longitude) {
    return Problem([=](Filing& f) { f.location.point = Point{latitude, longitude}; });
  };
  EXPECT_EQ(point(-6.2, 106.8), "");
  EXPECT_THAT(point(91, 106.8), HasSubstr("location.point.latitude: must be -90 to 90"));
  EXPECT_THAT(point(-6.2, -180.5), HasSubstr("location.point.longitude: must be -180 to 180"));
  EXPECT_THAT(point(std::nan(""), 0), HasSubstr("latitude"));
  EXPECT_THAT(point(0, std::numeric_limits<double>::infinity()), HasSubstr("longitude"));
  EXPECT_THAT(Problem([](Filing& f) { f.location.accuracy_m = 10; }),
              HasSubstr("location.accuracy_m: needs location.point"));
  EXPECT_THAT(Problem([](Filing& f) {
                f.location.point = Point{};
                f.location.accuracy_m = -1;
              }),
              HasSubstr("location.accuracy_m: must be 0 to 100000"));
  EXPECT_THAT(Problem([](Filing& f) { f.location.region_code = "31.71.01.1009"; }),
              HasSubstr("location.region_code: is not a known region"));
  EXPECT_THAT(Problem([](Filing& f) { f.location.region_code = "317101"; }),
              HasSubstr("location.region_code: is not of the form"));
  EXPECT_THAT(Problem([](Filing& f) { f.location.address = std::string(501, 'a'); }),
              HasSubstr("location.address: has 501"));
}

TEST(CheckFiling, CategoryAndUnit) {
  EXPECT_THAT(Problem([](Filing& f) { f.category_code = "jalan"; }),
              HasSubstr("category_code: is not a known category"));
  EXPECT_THAT(Problem([](Filing& f) { f.about_unit_id = "x:31"; }),
              HasSubstr("about_unit_id: is not a known unit"));
}

TEST(CheckFiling, Reporter) {
  EXPECT_THAT(Problem([](Filing& f) { f.reporter.partner_reporter_id = " "; }),
              HasSubstr("reporter.partner_reporter_id: is required"));
  EXPECT_THAT(Problem([](Filing& f) { f.reporter.name = "Budi\nAni"; }),
              HasSubstr("reporter.name: must be one line"));
  for (const char* phone : {"12345", "0811x223344", "+62+81122334", "123456789012345678901"}) {
    EXPECT_THAT(Problem([phone](Filing& f) { f.reporter.phone = phone; }),
                HasSubstr("reporter.phone: must be 6 to 20 digits"));
  }
  for (const char* email : {"budi", "@b.id", "a@", "a@b@c", "a b@c.id"}) {
    EXPECT_THAT(Problem([email](Filing& f) { f.reporter.email = email; }),
                HasSubstr("reporter.email: is not an e-mail address"));
  }
}

TEST(CheckFiling, ExternalReference) {
  const auto reference = [](const std::string& system, const std::string& id) {
    return Problem([&](Filing& f) { f.external_reference = ExternalReference{system, id}; });
  };
  EXPECT_THAT(reference("", "1"), HasSubstr("external_reference.system: must be"));
  EXPECT_THAT(reference("lapor", ""), HasSubstr("external_reference.id: is required"));
  EXPECT_THAT(reference("lapor", std::string(129, '1')),
              HasSubstr("external_reference.id: has 129"));
}

TEST(CheckFiling, FindsEverythingAtOnceAndRepeatsNoValue) {
  Filing filing;
  filing.request_id = "rahasia 1";
  filing.category_code = "rahasia2";
  filing.text = "rahasia\x01";
  filing.occurred_time = kNow + absl::Hours(24);
  filing.location = {Point{91, 181}, -1.0, "rahasia3", "rahasia\x02"};
  filing.reporter = {"rahasia\x03", "rahasia\x04", "rahasia5", "rahasia6"};
  filing.about_unit_id = "rahasia7";
  filing.received_time = kNow;
  filing.external_reference = ExternalReference{"rahasia 8", ""};
  const FilingProblems problems = Check(filing);
  std::vector<std::string> fields;
  for (const FieldViolation& violation : problems.violations) {
    fields.push_back(violation.field);
    EXPECT_THAT(violation.description, Not(HasSubstr("rahasia")));
  }
  EXPECT_THAT(fields, UnorderedElementsAre(
                          "request_id", "class", "text", "category_code", "about_unit_id",
                          "occurred_time", "received_time", "location.point.latitude",
                          "location.point.longitude", "location.accuracy_m", "location.region_code",
                          "location.address", "reporter.partner_reporter_id", "reporter.name",
                          "reporter.phone", "reporter.email", "channel",
                          "external_reference.system", "external_reference.id"));
  EXPECT_FALSE(problems.may_have_been_acceptable);
}

TEST(CheckFiling, KnowsWhatOnlyTimeCanHaveChanged) {
  Filing filing = GoodFiling();
  filing.category_code = "gone";
  EXPECT_TRUE(Check(filing).may_have_been_acceptable);
  filing.text = "";
  EXPECT_FALSE(Check(filing).may_have_been_acceptable);
  EXPECT_FALSE(Check(GoodFiling()).may_have_been_acceptable) << "nothing is wrong";
}

TEST(Normalised, CutsTimesAndTrims) {
  Filing filing = GoodFiling();
  filing.text = "  a\r\nb ";
  filing.occurred_time = kNow + absl::Nanoseconds(1'999);
  const Filing normalised = Normalised(filing);
  EXPECT_EQ(normalised.text, "a\nb");
  EXPECT_EQ(normalised.occurred_time, kNow + absl::Microseconds(1));
  EXPECT_EQ(Normalised(normalised), normalised);
}

}  // namespace
}  // namespace salur::intake
