#include "services/intake/storage/postgres_complaint_rows.h"

#include <algorithm>

namespace salur::intake {
namespace {

using postgres::Rows;

std::optional<std::string> NullIfEmpty(const std::string& value) {
  return value.empty() ? std::nullopt : std::optional<std::string>(value);
}

std::string Bytes(const Digest& digest) { return {digest.begin(), digest.end()}; }

Digest ReadDigest(const Rows& rows, std::size_t row, int column) {
  Digest digest{};
  const std::string bytes = rows.Bytes(row, column);
  std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
  return digest;
}

// One array of the statement from one value of each complaint.
template <typename Value, typename Get>
std::vector<Value> Column(const std::vector<NewComplaint>& complaints, Get get) {
  std::vector<Value> values;
  values.reserve(complaints.size());
  for (const NewComplaint& complaint : complaints) values.push_back(get(complaint));
  return values;
}

template <typename Get>
std::vector<std::optional<std::string>> Texts(const std::vector<NewComplaint>& complaints,
                                              Get get) {
  return Column<std::optional<std::string>>(
      complaints, [&get](const NewComplaint& c) { return NullIfEmpty(get(c)); });
}

std::string ExternalPart(const NewComplaint& complaint, std::string ExternalReference::*part) {
  const auto& reference = complaint.filing.external_reference;
  return reference.has_value() ? (*reference).*part : std::string();
}

std::optional<double> Coordinate(const NewComplaint& complaint, double Point::*part) {
  const auto& point = complaint.filing.location.point;
  if (!point.has_value()) return std::nullopt;
  return (*point).*part;
}

FilingReceipt ReadReceipt(const Rows& rows, std::size_t row, int column) {
  return {rows.Text(row, column), static_cast<std::uint64_t>(rows.Integer(row, column + 1)),
          rows.Time(row, column + 2), rows.Text(row, column + 3)};
}

}  // namespace

postgres::Params InsertParams(const std::vector<NewComplaint>& complaints) {
  using C = const NewComplaint&;
  const auto& all = complaints;
  postgres::Params params;
  params.TextArray(Column<std::string>(all, [](C c) { return c.receipt.complaint_id; }))
      .IntegerArray(Column<std::int64_t>(
          all, [](C c) { return static_cast<std::int64_t>(c.receipt.tracking_value); }))
      .TextArray(Column<std::string>(all, [](C c) { return c.partner_id; }))
      .TextArray(Column<std::string>(all, [](C c) { return c.filing.request_id; }))
      .BytesArray(Column<std::string>(all, [](C c) { return Bytes(c.fingerprint); }))
      .TimeArray(Column<absl::Time>(all, [](C c) { return c.receipt.create_time; }))
      .OptionalTimeArray(
          Column<std::optional<absl::Time>>(all, [](C c) { return c.filing.received_time; }))
      .OptionalTimeArray(
          Column<std::optional<absl::Time>>(all, [](C c) { return c.filing.occurred_time; }))
      .IntegerArray(Column<std::int64_t>(
          all, [](C c) { return static_cast<std::int64_t>(c.filing.complaint_class); }))
      .IntegerArray(Column<std::int64_t>(
          all, [](C c) { return static_cast<std::int64_t>(c.filing.channel); }))
      .OptionalTextArray(Texts(all, [](C c) { return c.filing.category_code; }))
      .OptionalRealArray(
          Column<std::optional<double>>(all, [](C c) { return Coordinate(c, &Point::latitude); }))
      .OptionalRealArray(
          Column<std::optional<double>>(all, [](C c) { return Coordinate(c, &Point::longitude); }))
      .OptionalRealArray(
          Column<std::optional<double>>(all, [](C c) { return c.filing.location.accuracy_m; }))
      .OptionalTextArray(Texts(all, [](C c) { return c.filing.location.region_code; }))
      .BooleanArray(Column<bool>(all, [](C c) { return c.filing.anonymous; }))
      .BooleanArray(Column<bool>(all, [](C c) { return c.filing.confidential; }))
      .OptionalTextArray(Texts(all, [](C c) { return c.filing.about_unit_id; }))
      .OptionalTextArray(
          Texts(all, [](C c) { return ExternalPart(c, &ExternalReference::system); }))
      .OptionalTextArray(Texts(all, [](C c) { return ExternalPart(c, &ExternalReference::id); }))
      .OptionalTextArray(Texts(all, [](C c) { return c.receipt.emergency_number; }))
      .OptionalTextArray(Texts(all, [](C c) { return c.filing.location.address; }))
      .OptionalTextArray(Texts(all, [](C c) { return c.filing.text; }))
      .OptionalTextArray(Texts(all, [](C c) { return c.filing.reporter.partner_reporter_id; }))
      .OptionalTextArray(Texts(all, [](C c) { return c.filing.reporter.name; }))
      .OptionalTextArray(Texts(all, [](C c) { return c.filing.reporter.phone; }))
      .OptionalTextArray(Texts(all, [](C c) { return c.filing.reporter.email; }))
      .BytesArray(Column<std::string>(all, [](C c) { return c.event; }));
  return params;
}

std::size_t ReadPosition(const Rows& rows, std::size_t row) {
  return static_cast<std::size_t>(rows.Integer(row, 0) - 1);
}

FilingOutcome ReadOutcome(const Rows& rows, std::size_t row, FilingOutcome::Kind kind) {
  return {kind, ReadReceipt(rows, row, 1), ReadDigest(rows, row, 5)};
}

StoredComplaint ReadStoredComplaint(const Rows& rows, std::size_t row) {
  StoredComplaint complaint;
  complaint.receipt = ReadReceipt(rows, row, 0);
  complaint.partner_id = rows.Text(row, 4);
  Filing& filing = complaint.filing;
  filing.request_id = rows.Text(row, 5);
  filing.complaint_class = static_cast<ComplaintClass>(rows.Integer(row, 6));
  filing.channel = static_cast<Channel>(rows.Integer(row, 7));
  filing.category_code = rows.Text(row, 8);
  filing.text = rows.Text(row, 9);
  filing.occurred_time = rows.OptionalTime(row, 10);
  filing.received_time = rows.OptionalTime(row, 11);
  if (!rows.IsNull(row, 12)) filing.location.point = Point{rows.Real(row, 12), rows.Real(row, 13)};
  if (!rows.IsNull(row, 14)) filing.location.accuracy_m = rows.Real(row, 14);
  filing.location.region_code = rows.Text(row, 15);
  filing.location.address = rows.Text(row, 16);
  filing.anonymous = rows.Boolean(row, 17);
  filing.confidential = rows.Boolean(row, 18);
  filing.about_unit_id = rows.Text(row, 19);
  if (!rows.IsNull(row, 20)) {
    filing.external_reference = ExternalReference{rows.Text(row, 20), rows.Text(row, 21)};
  }
  filing.reporter.partner_reporter_id = rows.Text(row, 22);
  if (!rows.IsNull(row, 23)) {
    complaint.progress =
        Progress{complaint.receipt.complaint_id, rows.Integer(row, 23),
                 static_cast<int>(rows.Integer(row, 24)), rows.Time(row, 25), rows.Bytes(row, 26)};
  }
  return complaint;
}

}  // namespace salur::intake
