#include "services/intake/domain/complaint_rules.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "services/intake/domain/limits.h"
#include "services/intake/domain/text_rules.h"

namespace salur::intake {
namespace {

// Nothing filed today happened before the Republic.
const absl::Time kEarliestOccurred = absl::FromUnixSeconds(-769'244'400);  // 1945-08-17 in Jakarta

class Checker {
 public:
  Checker(const Filing& filing, const ReferenceCatalog& catalog, absl::Time now)
      : filing_(filing), catalog_(catalog), now_(now) {}

  FilingProblems Run() {
    CheckRequestId();
    CheckSubject();
    CheckTimes();
    CheckLocation();
    CheckReporter();
    CheckOrigin();
    const bool changing = permanent_ == 0 && !violations_.empty();
    return {std::move(violations_), changing};
  }

 private:
  void Add(std::string_view field, std::string description) {
    ++permanent_;
    violations_.push_back({std::string(field), std::move(description)});
  }
  void AddChanging(std::string_view field, std::string description) {
    violations_.push_back({std::string(field), std::move(description)});
  }

  // Whether `value` is text of at most `characters_max`; adds what is wrong.
  bool IsText(std::string_view field, std::string_view value, std::size_t characters_max) {
    if (!IsValidUtf8(value)) {
      Add(field, "is not valid UTF-8");
      return false;
    }
    if (const auto control = FindControlCharacter(value)) {
      Add(field, "holds the control character " + *control);
      return false;
    }
    if (const std::size_t characters = CountCharacters(value); characters > characters_max) {
      Add(field, "has " + std::to_string(characters) + " characters; at most " +
                     std::to_string(characters_max) + " are allowed");
      return false;
    }
    return true;
  }

  // The same for values that are one line.
  bool IsLine(std::string_view field, std::string_view value, std::size_t characters_max) {
    if (!IsText(field, value, characters_max)) return false;
    if (value.find('\n') == std::string_view::npos) return true;
    Add(field, "must be one line");
    return false;
  }

  void CheckRequestId() {
    const std::string_view id = filing_.request_id;
    if (id.empty()) {
      Add("request_id", "is required: 1 to 64 letters, digits, '.', '_', ':' or '-'");
    } else if (IsLine("request_id", id, kRequestIdCharactersMax) && !IsPlainIdentifier(id)) {
      Add("request_id", "may hold only letters, digits, '.', '_', ':' and '-'");
    }
  }

  void CheckSubject() {
    if (filing_.complaint_class == ComplaintClass::kUnspecified) {
      Add("class", "is required: COMPLAINT, ASPIRATION or INFORMATION_REQUEST");
    }
    if (filing_.text.empty()) {
      Add("text", "is required: 1 to 20000 characters after trimming");
    } else {
      IsText("text", filing_.text, kTextCharactersMax);
    }
    if (!filing_.category_code.empty() && catalog_.FindCategory(filing_.category_code) == nullptr) {
      AddChanging("category_code", "is not a known category; leave it empty if unsure");
    }
    if (IsLine("about_unit_id", filing_.about_unit_id, kUnitIdCharactersMax) &&
        !filing_.about_unit_id.empty() && !catalog_.HasUnit(filing_.about_unit_id)) {
      AddChanging("about_unit_id", "is not a known unit");
    }
  }

  void CheckTimes() {
    if (filing_.occurred_time.has_value()) {
      if (*filing_.occurred_time > now_ + kOccurredAheadMax) {
        AddChanging("occurred_time", "is in the future");
      } else if (*filing_.occurred_time < kEarliestOccurred) {
        Add("occurred_time", "is before 17 August 1945");
      }
    }
    if (!filing_.received_time.has_value()) return;
    if (filing_.channel != Channel::kIntegrated && filing_.channel != Channel::kCounter) {
      Add("received_time", "is only for the channels INTEGRATED and COUNTER");
    } else if (*filing_.received_time > now_ + kOccurredAheadMax) {
      AddChanging("received_time", "is in the future");
    } else if (*filing_.received_time < now_ - kReceivedBackMax) {
      AddChanging("received_time", "is more than 14 days ago");
    }
  }

  void CheckLocation() {
    const Location& location = filing_.location;
    if (location.point.has_value()) {
      CheckDegrees("location.point.latitude", location.point->latitude, 90);
      CheckDegrees("location.point.longitude", location.point->longitude, 180);
    }
    if (location.accuracy_m.has_value()) {
      const double accuracy = *location.accuracy_m;
      if (!std::isfinite(accuracy) || accuracy < 0 || accuracy > kAccuracyMetresMax) {
        Add("location.accuracy_m", "must be 0 to 100000 metres");
      } else if (!location.point.has_value()) {
        Add("location.accuracy_m", "needs location.point");
      }
    }
    if (!location.region_code.empty()) {
      if (!IsRegionCode(location.region_code)) {
        Add("location.region_code", "is not of the form 31, 31.71, 31.71.01 or 31.71.01.1001");
      } else if (!catalog_.HasRegion(location.region_code)) {
        AddChanging("location.region_code", "is not a known region");
      }
    }
    IsText("location.address", location.address, kAddressCharactersMax);
  }

  void CheckDegrees(std::string_view field, double value, int limit) {
    if (std::isfinite(value) && std::abs(value) <= limit) return;
    const std::string bound = std::to_string(limit);
    Add(field, "must be -" + bound + " to " + bound + " degrees");
  }

  void CheckReporter() {
    const Reporter& reporter = filing_.reporter;
    if (reporter.partner_reporter_id.empty()) {
      Add("reporter.partner_reporter_id", "is required: the partner's own identifier");
    } else {
      IsLine("reporter.partner_reporter_id", reporter.partner_reporter_id,
             kPartnerReporterIdCharactersMax);
    }
    IsLine("reporter.name", reporter.name, kNameCharactersMax);
    if (IsLine("reporter.phone", reporter.phone, kPhoneCharactersMax) && !IsPhone(reporter.phone)) {
      Add("reporter.phone",
          "must be 6 to 20 digits; spaces, dashes and a leading plus are allowed");
    }
    if (IsLine("reporter.email", reporter.email, kEmailCharactersMax) && !IsEmail(reporter.email)) {
      Add("reporter.email", "is not an e-mail address");
    }
  }

  static bool IsPhone(std::string_view phone) {
    if (phone.empty()) return true;
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto digits =
        static_cast<std::size_t>(std::count_if(phone.begin(), phone.end(), is_digit));
    return digits >= kPhoneDigitsMin && digits <= kPhoneDigitsMax &&
           phone.find('+', 1) == std::string_view::npos &&
           phone.find_first_not_of("0123456789+ -") == std::string_view::npos;
  }

  static bool IsEmail(std::string_view email) {
    if (email.empty()) return true;
    const std::size_t at = email.find('@');
    return at != std::string_view::npos && at > 0 && at + 1 < email.size() &&
           email.find('@', at + 1) == std::string_view::npos &&
           email.find_first_of(" \t") == std::string_view::npos;
  }

  void CheckOrigin() {
    if (filing_.channel == Channel::kUnspecified) {
      Add("channel", "is required");
    }
    if (!filing_.external_reference.has_value()) return;
    const ExternalReference& reference = *filing_.external_reference;
    if (IsLine("external_reference.system", reference.system, kExternalSystemCharactersMax) &&
        !IsPlainIdentifier(reference.system)) {
      Add("external_reference.system", "must be letters, digits, '.', '_', ':' or '-'");
    }
    if (reference.id.empty()) {
      Add("external_reference.id", "is required beside external_reference.system");
    } else {
      IsLine("external_reference.id", reference.id, kExternalIdCharactersMax);
    }
  }

  const Filing& filing_;
  const ReferenceCatalog& catalog_;
  const absl::Time now_;
  std::vector<FieldViolation> violations_;
  int permanent_ = 0;
};

std::optional<absl::Time> CutToMicroseconds(const std::optional<absl::Time>& time) {
  if (!time.has_value()) return time;
  return absl::FromUnixMicros(absl::ToUnixMicros(*time));
}

}  // namespace

Filing Normalised(Filing filing) {
  for (std::string* value :
       {&filing.text, &filing.location.address, &filing.reporter.partner_reporter_id,
        &filing.reporter.name, &filing.reporter.phone, &filing.reporter.email}) {
    *value = NormaliseText(*value);
  }
  filing.occurred_time = CutToMicroseconds(filing.occurred_time);
  filing.received_time = CutToMicroseconds(filing.received_time);
  return filing;
}

FilingProblems CheckFiling(const Filing& filing, const ReferenceCatalog& catalog, absl::Time now) {
  return Checker(filing, catalog, now).Run();
}

}  // namespace salur::intake
