#include "services/routing/storage/postgres_directory_store.h"

#include <algorithm>

#include "common/base/errors.h"
#include "services/routing/domain/limits.h"
#include "services/routing/storage/directory_queries.h"
#include "services/routing/storage/postgres_directory_changes.h"
#include "services/routing/storage/postgres_rule_rows.h"
#include "services/routing/storage/rule_queries.h"

namespace salur::routing {
namespace {

using postgres::Params;
using postgres::Rows;
using postgres::Transaction;

DirectoryVersions ReadVersions(Transaction& transaction) {
  const Rows rows = transaction.Exec(queries::kReadVersions);
  return {rows.Integer(0, 0), rows.Integer(0, 1)};
}

absl::Status CheckVersions(const DirectoryVersions& stored, const DirectoryVersions& expected) {
  if (stored == expected) return absl::OkStatus();
  return MakeError(absl::StatusCode::kAborted, "DIRECTORY_CHANGED",
                   "the directory or the rules changed in the meantime",
                   {{"directory_version", std::to_string(stored.directory)},
                    {"rules_version", std::to_string(stored.rules)}});
}

// The names in the database are those of the files; one that this program does not know can only
// come from a newer one.
template <typename Enum>
absl::Status Set(std::optional<Enum> parsed, Enum& out) {
  if (!parsed.has_value()) {
    return MakeError(absl::StatusCode::kInternal, "DIRECTORY_UNREADABLE",
                     "the stored directory has a value that this program does not know");
  }
  out = *parsed;
  return absl::OkStatus();
}

absl::Status ReadKinds(Transaction& transaction, std::vector<Kind>& kinds) {
  const Rows rows = transaction.Exec(queries::kReadKinds);
  kinds.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    Kind& kind = kinds[i];
    kind.code = rows.Text(i, 0);
    SALUR_RETURN_IF_ERROR(Set(ParseLine(rows.Text(i, 1)), kind.line));
    SALUR_RETURN_IF_ERROR(Set(ParseAuthority(rows.Text(i, 2)), kind.authority));
    kind.kabkota_name = rows.Text(i, 3);
    kind.provinsi_name = rows.Text(i, 4);
    kind.national_name = rows.Text(i, 5);
    kind.national_short = rows.Text(i, 6);
    kind.active = rows.Boolean(i, 7);
  }
  return absl::OkStatus();
}

absl::Status ReadUnits(Transaction& transaction, std::vector<UnitRow>& units) {
  const Rows rows = transaction.Exec(queries::kReadUnits);
  units.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    UnitRow& unit = units[i];
    unit.id = rows.Text(i, 0);
    unit.name = rows.Text(i, 1);
    unit.parent_id = rows.Text(i, 2);
    unit.escalation_parent_id = rows.Text(i, 3);
    const std::string kind = rows.Text(i, 4);
    if (!kind.empty()) SALUR_RETURN_IF_ERROR(Set(ParseRegionKind(kind), unit.region_kind));
    SALUR_RETURN_IF_ERROR(Set(ParseTimeZone(rows.Text(i, 5)), unit.zone));
    unit.staffed = rows.Boolean(i, 6);
    unit.active = rows.Boolean(i, 7);
    unit.place.latitude_e6 = static_cast<std::int32_t>(rows.Integer(i, 8));
    unit.place.longitude_e6 = static_cast<std::int32_t>(rows.Integer(i, 9));
    unit.place.postal_code = static_cast<std::uint32_t>(rows.Integer(i, 10));
  }
  return absl::OkStatus();
}

absl::Status ReadCategories(Transaction& transaction, std::vector<CategoryRow>& categories) {
  const Rows rows = transaction.Exec(queries::kReadCategories);
  categories.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CategoryRow& category = categories[i];
    category.code = rows.Text(i, 0);
    category.parent_code = rows.Text(i, 1);
    category.name_id = rows.Text(i, 2);
    category.name_en = rows.Text(i, 3);
    SALUR_RETURN_IF_ERROR(Set(ParseComplaintClass(rows.Text(i, 4)), category.default_class));
    category.handler_kind = rows.Text(i, 5);
    SALUR_RETURN_IF_ERROR(Set(ParseLevel(rows.Text(i, 6)), category.handler_level));
    SALUR_RETURN_IF_ERROR(Set(ParseCalendarKind(rows.Text(i, 7)), category.calendar));
    category.confidential = rows.Boolean(i, 8);
    category.needs_supervision = rows.Boolean(i, 9);
    category.physical = rows.Boolean(i, 10);
    category.emergency_number = rows.Text(i, 11);
    category.active = rows.Boolean(i, 12);
  }
  return absl::OkStatus();
}

// Collects one column of rows as a text array.
template <typename Row, typename Get>
std::vector<std::string> Column(const std::vector<Row>& rows, Get get) {
  std::vector<std::string> column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.emplace_back(get(row));
  return column;
}

template <typename Row, typename Get>
std::vector<bool> Flags(const std::vector<Row>& rows, Get get) {
  std::vector<bool> column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.push_back(get(row));
  return column;
}

std::vector<std::int64_t> Positions(std::size_t count) {
  std::vector<std::int64_t> positions(count);
  for (std::size_t i = 0; i < count; ++i) positions[i] = static_cast<std::int64_t>(i);
  return positions;
}

std::optional<std::string> NullIfEmpty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

template <typename Row, typename Get>
std::vector<std::optional<std::string>> OptionalColumn(const std::vector<Row>& rows, Get get) {
  std::vector<std::optional<std::string>> column;
  column.reserve(rows.size());
  for (const Row& row : rows) column.push_back(NullIfEmpty(get(row)));
  return column;
}

void WriteKinds(Transaction& transaction, const std::vector<Kind>& kinds) {
  Params params;
  params.TextArray(Column(kinds, [](const Kind& k) { return k.code; }))
      .TextArray(Column(kinds, [](const Kind& k) { return LineName(k.line); }))
      .TextArray(Column(kinds, [](const Kind& k) { return AuthorityName(k.authority); }))
      .TextArray(Column(kinds, [](const Kind& k) { return k.kabkota_name; }))
      .TextArray(Column(kinds, [](const Kind& k) { return k.provinsi_name; }))
      .TextArray(Column(kinds, [](const Kind& k) { return k.national_name; }))
      .TextArray(Column(kinds, [](const Kind& k) { return k.national_short; }))
      .BooleanArray(Flags(kinds, [](const Kind& k) { return k.active; }));
  transaction.Exec(queries::kWriteKinds, params);
}

void WriteUnits(Transaction& transaction, const std::vector<UnitRow>& units) {
  std::vector<std::int64_t> latitudes, longitudes, postal_codes;
  for (const UnitRow& unit : units) {
    latitudes.push_back(unit.place.latitude_e6);
    longitudes.push_back(unit.place.longitude_e6);
    postal_codes.push_back(unit.place.postal_code);
  }
  Params params;
  params.TextArray(Column(units, [](const UnitRow& u) { return u.id; }))
      .TextArray(Column(units, [](const UnitRow& u) { return u.name; }))
      .OptionalTextArray(OptionalColumn(units, [](const UnitRow& u) { return u.parent_id; }))
      .OptionalTextArray(
          OptionalColumn(units, [](const UnitRow& u) { return u.escalation_parent_id; }))
      .TextArray(Column(units, [](const UnitRow& u) { return RegionKindName(u.region_kind); }))
      .TextArray(Column(units, [](const UnitRow& u) { return TimeZoneName(u.zone); }))
      .BooleanArray(Flags(units, [](const UnitRow& u) { return u.staffed; }))
      .BooleanArray(Flags(units, [](const UnitRow& u) { return u.active; }))
      .IntegerArray(latitudes)
      .IntegerArray(longitudes)
      .IntegerArray(postal_codes);
  transaction.Exec(queries::kWriteUnits, params);
}

void WriteServedBy(Transaction& transaction, const std::vector<ServedByRow>& rows) {
  transaction.Exec(queries::kDeleteServedBy);
  transaction.Exec(queries::kWriteServedBy,
                   Params()
                       .TextArray(Column(rows, [](const ServedByRow& r) { return r.id; }))
                       .TextArray(Column(rows, [](const ServedByRow& r) { return r.served_by; })));
}

void WriteCategories(Transaction& transaction, const std::vector<CategoryRow>& rows) {
  using Row = CategoryRow;
  Params params;
  params.IntegerArray(Positions(rows.size()))
      .TextArray(Column(rows, [](const Row& r) { return r.code; }))
      .OptionalTextArray(OptionalColumn(rows, [](const Row& r) { return r.parent_code; }))
      .TextArray(Column(rows, [](const Row& r) { return r.name_id; }))
      .TextArray(Column(rows, [](const Row& r) { return r.name_en; }))
      .TextArray(Column(rows, [](const Row& r) { return ComplaintClassName(r.default_class); }))
      .OptionalTextArray(OptionalColumn(rows, [](const Row& r) { return r.handler_kind; }))
      .TextArray(Column(rows, [](const Row& r) { return LevelName(r.handler_level); }))
      .TextArray(Column(rows, [](const Row& r) { return CalendarKindName(r.calendar); }))
      .BooleanArray(Flags(rows, [](const Row& r) { return r.confidential; }))
      .BooleanArray(Flags(rows, [](const Row& r) { return r.needs_supervision; }))
      .BooleanArray(Flags(rows, [](const Row& r) { return r.physical; }))
      .TextArray(Column(rows, [](const Row& r) { return r.emergency_number; }))
      .BooleanArray(Flags(rows, [](const Row& r) { return r.active; }));
  transaction.Exec(queries::kDeleteCategories);
  transaction.Exec(queries::kWriteCategories, params);
}

RuleVersion RuleVersionOf(const DirectoryChange& change) {
  RuleVersion version;
  version.version = change.next.rules;
  version.create_time = change.import_time;
  version.actor = change.imported_by;
  version.note = change.rules_note;
  version.restored_version = change.restored_version;
  return version;
}

}  // namespace

absl::Status CheckVersionsInForce(Transaction& transaction, const DirectoryVersions& expected) {
  return CheckVersions(ReadVersions(transaction), expected);
}

absl::Status HoldVersions(Transaction& transaction, const DirectoryVersions& expected) {
  transaction.Exec(queries::kLockVersionsShared);
  return CheckVersions(ReadVersions(transaction), expected);
}

absl::StatusOr<DirectoryVersions> PostgresDirectoryStore::Versions() {
  DirectoryVersions versions;
  SALUR_RETURN_IF_ERROR(pool_.Run([&](Transaction& transaction) {
    versions = ReadVersions(transaction);
    return absl::OkStatus();
  }));
  return versions;
}

absl::StatusOr<StoredDirectory> PostgresDirectoryStore::Load() {
  StoredDirectory stored;
  const absl::Status status = pool_.Run([&](Transaction& transaction) -> absl::Status {
    stored = StoredDirectory();
    transaction.Exec(queries::kLockVersionsShared);
    stored.versions = ReadVersions(transaction);
    SALUR_RETURN_IF_ERROR(ReadKinds(transaction, stored.data.kinds));
    SALUR_RETURN_IF_ERROR(ReadUnits(transaction, stored.data.units));
    const Rows served_by = transaction.Exec(queries::kReadServedBy);
    for (std::size_t i = 0; i < served_by.size(); ++i) {
      stored.data.served_by.push_back({served_by.Text(i, 0), served_by.Text(i, 1)});
    }
    SALUR_RETURN_IF_ERROR(ReadCategories(transaction, stored.data.categories));
    stored.rules = ReadRuleRows(transaction.Exec(queries::kReadRules));
    ReadValidity(transaction, stored.data.validity);
    SALUR_RETURN_IF_ERROR(ReadDecrees(transaction, stored.decrees));
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return stored;
}

absl::Status PostgresDirectoryStore::Apply(const DirectoryChange& change,
                                           const std::function<void(std::size_t)>& progress) {
  return pool_.Run([&](Transaction& transaction) -> absl::Status {
    transaction.Exec(queries::kLockVersionsExclusive);
    SALUR_RETURN_IF_ERROR(CheckVersions(ReadVersions(transaction), change.expected));
    if (change.kinds.has_value()) WriteKinds(transaction, *change.kinds);
    for (std::size_t begin = 0; begin < change.units.size(); begin += kImportRowsPerStatement) {
      const std::size_t end = std::min(begin + kImportRowsPerStatement, change.units.size());
      const auto first = change.units.begin();
      WriteUnits(transaction, {first + static_cast<std::ptrdiff_t>(begin),
                               first + static_cast<std::ptrdiff_t>(end)});
      progress(end);
    }
    if (!change.units.empty() && transaction.Exec(queries::kCountOrphans).Integer(0, 0) > 0) {
      return MakeError(absl::StatusCode::kInternal, "UNIT_WITHOUT_PARENT",
                       "a unit would have a parent that does not exist");
    }
    if (change.served_by.has_value()) WriteServedBy(transaction, *change.served_by);
    if (change.categories.has_value()) WriteCategories(transaction, *change.categories);
    if (change.next.rules != change.expected.rules) {
      WriteRuleVersion(transaction, RuleVersionOf(change), change.rules);
    }
    SALUR_RETURN_IF_ERROR(WriteChanges(transaction, change));
    transaction.Exec(queries::kWriteVersions,
                     Params().Integer(change.next.directory).Integer(change.next.rules));
    if (change.staffing.has_value()) return absl::OkStatus();
    transaction.Exec(queries::kAddImport, Params()
                                              .Integer(change.next.directory)
                                              .Integer(change.next.rules)
                                              .Time(change.import_time)
                                              .Text(change.imported_by)
                                              .Integer(change.added)
                                              .Integer(change.renamed)
                                              .Integer(change.moved)
                                              .Integer(change.retired));
    return absl::OkStatus();
  });
}

}  // namespace salur::routing
