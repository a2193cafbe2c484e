// What a citizen files. Plain values; complaint_rules.h says which of them are acceptable.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <absl/time/time.h>

namespace salur::intake {

enum class ComplaintClass { kUnspecified, kComplaint, kAspiration, kInformationRequest };

enum class Channel { kUnspecified, kMobileApp, kWeb, kCounter, kIntegrated };

struct Point {
  double latitude = 0;   // degrees north
  double longitude = 0;  // degrees east
  bool operator==(const Point&) const = default;
};

// Where it is. All of it may be missing; then the ticket waits for triage.
struct Location {
  std::optional<Point> point;
  std::optional<double> accuracy_m;
  std::string region_code;  // empty: none
  std::string address;      // free text, never leaves intake except to authorised officers
  bool operator==(const Location&) const = default;
};

// Personal data: stays in intake.
struct Reporter {
  std::string partner_reporter_id;
  std::string name;
  std::string phone;
  std::string email;
  bool operator==(const Reporter&) const = default;
};

// The same complaint's name in another system.
struct ExternalReference {
  std::string system;
  std::string id;
  bool operator==(const ExternalReference&) const = default;
};

// The body of one request. Empty strings are absent values.
struct Filing {
  std::string request_id;
  ComplaintClass complaint_class = ComplaintClass::kUnspecified;
  std::string category_code;
  std::string text;
  std::optional<absl::Time> occurred_time;
  Location location;
  Channel channel = Channel::kUnspecified;
  Reporter reporter;
  bool anonymous = false;     // hides who
  bool confidential = false;  // hides what
  std::string about_unit_id;
  std::optional<absl::Time> received_time;
  std::optional<ExternalReference> external_reference;
  bool operator==(const Filing&) const = default;
};

}  // namespace salur::intake
