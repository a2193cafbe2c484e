#include "services/intake/domain/fingerprint.h"

#include <bit>
#include <string_view>

namespace salur::intake {
namespace {

// Numbers are never reused: stored fingerprints must stay comparable.
enum class Field : std::uint8_t {
  kClass = 1,
  kCategoryCode = 2,
  kText = 3,
  kOccurredTime = 4,
  kLatitude = 5,
  kLongitude = 6,
  kAccuracy = 7,
  kRegionCode = 8,
  kAddress = 9,
  kChannel = 10,
  kPartnerReporterId = 11,
  kName = 12,
  kPhone = 13,
  kEmail = 14,
  kAnonymous = 15,
  kConfidential = 16,
  kAboutUnitId = 17,
  kReceivedTime = 18,
  kExternalSystem = 19,
  kExternalId = 20,
};

class Writer {
 public:
  void Text(Field field, std::string_view value) {
    if (!value.empty()) Append(field, value);
  }
  void Number(Field field, std::uint64_t value) {
    std::string bytes;
    for (int shift = 56; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift);
    Append(field, bytes);
  }
  void Real(Field field, double value) {
    Number(field, std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value));  // -0 is 0
  }
  void Flag(Field field, bool value) {
    if (value) Number(field, 1);
  }
  void Time(Field field, const std::optional<absl::Time>& value) {
    if (value.has_value()) Number(field, static_cast<std::uint64_t>(absl::ToUnixNanos(*value)));
  }
  std::string Take() { return std::move(bytes_); }

 private:
  void Append(Field field, std::string_view value) {
    bytes_ += static_cast<char>(field);
    for (int shift = 24; shift >= 0; shift -= 8) bytes_ += static_cast<char>(value.size() >> shift);
    bytes_ += value;
  }
  std::string bytes_;
};

}  // namespace

std::string CanonicalBody(const Filing& filing) {
  Writer writer;
  writer.Number(Field::kClass, static_cast<std::uint64_t>(filing.complaint_class));
  writer.Text(Field::kCategoryCode, filing.category_code);
  writer.Text(Field::kText, filing.text);
  writer.Time(Field::kOccurredTime, filing.occurred_time);
  if (filing.location.point.has_value()) {
    writer.Real(Field::kLatitude, filing.location.point->latitude);
    writer.Real(Field::kLongitude, filing.location.point->longitude);
  }
  if (filing.location.accuracy_m.has_value()) {
    writer.Real(Field::kAccuracy, *filing.location.accuracy_m);
  }
  writer.Text(Field::kRegionCode, filing.location.region_code);
  writer.Text(Field::kAddress, filing.location.address);
  writer.Number(Field::kChannel, static_cast<std::uint64_t>(filing.channel));
  writer.Text(Field::kPartnerReporterId, filing.reporter.partner_reporter_id);
  writer.Text(Field::kName, filing.reporter.name);
  writer.Text(Field::kPhone, filing.reporter.phone);
  writer.Text(Field::kEmail, filing.reporter.email);
  writer.Flag(Field::kAnonymous, filing.anonymous);
  writer.Flag(Field::kConfidential, filing.confidential);
  writer.Text(Field::kAboutUnitId, filing.about_unit_id);
  writer.Time(Field::kReceivedTime, filing.received_time);
  if (filing.external_reference.has_value()) {
    writer.Text(Field::kExternalSystem, filing.external_reference->system);
    writer.Text(Field::kExternalId, filing.external_reference->id);
  }
  return writer.Take();
}

Digest Fingerprint(const KeyedHash& hash, const Filing& filing) {
  return hash.Sum(CanonicalBody(filing));
}

}  // namespace salur::intake
