#include "services/routing/directory_importer.h"

#include <algorithm>

#include "common/base/errors.h"
#include "services/routing/domain/csv.h"
#include "services/routing/domain/decree_rows.h"
#include "services/routing/domain/directory_builder.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/rule_diff.h"
#include "services/routing/domain/rules.h"

namespace salur::routing {

struct DirectoryImporter::Prepared {
  std::optional<DirectoryData> data;        // nothing: decrees alone
  std::map<std::string, int> region_lines;  // where each region stands in its file
  std::optional<std::vector<RuleRow>> rules;
  std::vector<DecreeRow> decrees;
};

namespace {

// Of the version of the rules that an import makes.
constexpr char kImportNote[] = "directory import";

// Says what the caller can repair, in the caller's own file names.
absl::Status Refused(const absl::Status& status, const ImportInput& input) {
  const std::string reason = ErrorReason(status);
  if (reason != "BAD_FILE" && reason != "BAD_DIRECTORY") return status;
  std::map<std::string, std::string> metadata = ErrorMetadata(status);
  std::string message(status.message());
  const auto name = input.names.find(metadata["file"]);
  if (name != input.names.end() && message.rfind(name->first, 0) == 0) {
    message.replace(0, name->first.size(), name->second);
    metadata["file"] = name->second;
  }
  return MakeError(absl::StatusCode::kInvalidArgument, "IMPORT_REFUSED", message, metadata);
}

// Everything is new: nothing was in force.
DirectoryDiff FirstDiff(const Directory& next) {
  DirectoryDiff diff;
  for (std::size_t i = 0; i < next.unit_count(); ++i) {
    diff.units.push_back({Directory::At(i), DirectoryDiff::Change::kAdded});
  }
  diff.added = next.unit_count();
  diff.kinds_changed = true;
  diff.served_by_changed = true;
  diff.categories_changed = true;
  return diff;
}

void Count(const Directory& directory, ImportSummary& summary) {
  for (std::size_t i = 0; i < directory.unit_count(); ++i) {
    const Unit& unit = directory.unit(Directory::At(i));
    if (!unit.active) continue;
    ++summary.units;
    if (!unit.IsAgency() && i > 0) ++summary.regions;
  }
  for (const Category& category : directory.categories()) {
    summary.categories += category.active ? 1 : 0;
  }
}

DirectoryChange MakeChange(const DirectoryDiff& diff, const Directory& next,
                           const DirectoryData& data) {
  DirectoryChange change;
  change.units.reserve(diff.units.size());
  for (const auto& entry : diff.units) change.units.push_back(next.Row(entry.unit));
  if (diff.kinds_changed) change.kinds = data.kinds;
  if (diff.served_by_changed) change.served_by = data.served_by;
  if (diff.categories_changed) change.categories = data.categories;
  change.added = static_cast<int>(diff.added);
  change.renamed = static_cast<int>(diff.renamed);
  change.moved = static_cast<int>(diff.moved);
  change.retired = static_cast<int>(diff.retired);
  for (const auto& entry : diff.units) {
    // Whose tickets may have to go elsewhere, or to be held by somebody else.
    if (entry.change == DirectoryDiff::Change::kRetired ||
        entry.change == DirectoryDiff::Change::kMoved || entry.back) {
      change.hand_over.push_back(next.Id(entry.unit));
    }
  }
  return change;
}

// Rows that are not stored like this.
std::vector<ValidityRow> NewValidity(const std::vector<ValidityRow>& rows,
                                     const std::vector<ValidityRow>& stored) {
  std::map<std::string_view, const ValidityRow*> known;
  for (const ValidityRow& row : stored) known[row.id] = &row;
  std::vector<ValidityRow> changed;
  for (const ValidityRow& row : rows) {
    const auto found = known.find(row.id);
    if (found == known.end() || *found->second != row) changed.push_back(row);
  }
  return changed;
}

absl::CivilDay DayOf(absl::Time time) {
  return absl::ToCivilDay(time, absl::FixedTimeZone(TimeZoneOffset(TimeZone::kJakarta)));
}

// A code that a decree retired does not come back with an older file.
absl::Status CheckRetired(const Directory& current, const std::map<std::string, int>& lines) {
  for (const ValidityRow& row : current.ValidityRows()) {
    const auto line = lines.find(row.id);
    if (row.decree.empty() || row.valid_to.empty() || line == lines.end()) continue;
    return BadFile(kRegionsFile, line->second, "code",
                   row.id + " was retired by " + row.decree + " after " + row.valid_to +
                       ": the file is older than that");
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<DirectoryImporter::Prepared> DirectoryImporter::Prepare(
    const ImportInput& input, const ImportProgress& progress) const {
  const auto lines = static_cast<std::size_t>(
      std::count(input.files.regions.begin(), input.files.regions.end(), '\n'));
  progress("check", 0, lines);
  Prepared prepared;
  if (!input.decrees_alone) {
    SALUR_ASSIGN_OR_RETURN(const DirectorySource source, ParseDirectorySource(input.files));
    SALUR_ASSIGN_OR_RETURN(prepared.data, BuildDirectory(source, {options_.staffed}));
    for (const RegionSource& region : source.regions) {
      prepared.region_lines[region.code.ToString()] = region.line;
    }
  }
  if (input.decrees.has_value()) {
    SALUR_ASSIGN_OR_RETURN(prepared.decrees, ParseDecrees(*input.decrees));
  }
  if (input.rules.has_value()) {
    SALUR_ASSIGN_OR_RETURN(prepared.rules, ParseRules(*input.rules));
  }
  progress("check", lines, lines);
  return prepared;
}

absl::StatusOr<DirectoryData> DirectoryImporter::NextData(const Prepared& prepared,
                                                          const StoredDirectory& stored,
                                                          const Directory& current,
                                                          absl::CivilDay today,
                                                          std::vector<DecreeRow>& fresh) const {
  DirectoryData data = prepared.data.has_value() ? *prepared.data : stored.data;
  data.validity.clear();
  if (!prepared.decrees.empty()) {
    SALUR_ASSIGN_OR_RETURN(DecreePlan plan,
                           PlanDecrees(current, stored.decrees, prepared.decrees, today));
    if (!prepared.data.has_value()) SALUR_RETURN_IF_ERROR(DeriveUnits(plan, data));
    SALUR_RETURN_IF_ERROR(RecordPlan(current, plan, data));
    fresh = std::move(plan.fresh);
  }
  SALUR_RETURN_IF_ERROR(CheckRetired(current, prepared.region_lines));
  KeepRetired(current, data);
  KeepValidity(current, today, data);
  return data;
}

absl::Status DirectoryImporter::CountTickets(const Directory& next, ImportSummary& summary) const {
  std::vector<std::string> retired;
  for (const auto& entry : summary.diff.units) {
    if (entry.change == DirectoryDiff::Change::kRetired) retired.push_back(next.Id(entry.unit));
  }
  if (retired.empty() || !options_.count_open) return absl::OkStatus();
  SALUR_ASSIGN_OR_RETURN(summary.tickets_to_hand_over, options_.count_open(retired));
  return absl::OkStatus();
}

absl::StatusOr<ImportSummary> DirectoryImporter::CompareAndApply(const ImportInput& input,
                                                                 const Prepared& prepared,
                                                                 absl::Time now,
                                                                 const ImportProgress& progress) {
  SALUR_ASSIGN_OR_RETURN(const StoredDirectory stored, store_.Load());
  const bool first = stored.versions.directory == 0;
  if (first && (!prepared.data.has_value() || !prepared.decrees.empty())) {
    return BadFile(kDecreesFile, 0, "", "there is no directory yet that it could change");
  }
  const std::size_t rows =
      prepared.data.has_value() ? prepared.data->units.size() : stored.data.units.size();
  progress("compare", 0, rows);
  DirectoryData data;
  std::shared_ptr<const Directory> current;
  std::vector<DecreeRow> fresh;
  if (first) {
    data = *prepared.data;
  } else {
    SALUR_ASSIGN_OR_RETURN(current, Directory::Create(stored.data, stored.versions.directory));
    SALUR_ASSIGN_OR_RETURN(data, NextData(prepared, stored, *current, DayOf(now), fresh));
  }
  SALUR_ASSIGN_OR_RETURN(auto next, Directory::Create(data, stored.versions.directory + 1));
  ImportSummary summary;
  summary.diff = first ? FirstDiff(*next) : Compare(*current, *next);
  Count(*next, summary);
  for (const auto& entry : summary.diff.units) {
    if (first || summary.changes.size() == kImportChangesMax) break;
    summary.changes.push_back(Describe(entry, *current, *next));
  }
  const std::vector<RuleRow> rules = prepared.rules.has_value() ? *prepared.rules : stored.rules;
  SALUR_RETURN_IF_ERROR(RuleSet::Create(rules, next, stored.versions.rules + 1,
                                        prepared.rules.has_value() ? RuleSet::Strictness::kNew
                                                                   : RuleSet::Strictness::kAccepted)
                            .status());
  summary.rules = static_cast<std::int64_t>(rules.size());
  SALUR_RETURN_IF_ERROR(CountTickets(*next, summary));
  progress("compare", rows, rows);

  const bool rules_changed = first || !CompareRules(stored.rules, rules).Empty();
  summary.directory_version = stored.versions.directory;
  const bool units_changed = !summary.diff.Empty() || !fresh.empty();
  if (!input.commit || (!units_changed && !rules_changed)) return summary;
  DirectoryChange change = MakeChange(summary.diff, *next, data);
  change.expected = stored.versions;
  change.next = stored.versions;
  if (units_changed) ++change.next.directory;
  change.validity = NewValidity(data.validity, stored.data.validity);
  change.decrees = std::move(fresh);
  if (rules_changed) {
    ++change.next.rules;
    change.rules = InOrder(rules);
    change.rules_note = kImportNote;
  }
  change.imported_by = input.imported_by;
  change.import_time = now;
  const std::size_t total = change.units.size();
  progress("store", 0, total);
  SALUR_RETURN_IF_ERROR(
      store_.Apply(change, [&](std::size_t done) { progress("store", done, total); }));
  summary.changed = true;
  summary.directory_version = change.next.directory;
  return summary;
}

absl::StatusOr<ImportSummary> DirectoryImporter::Import(const ImportInput& input, absl::Time now,
                                                        const ImportProgress& progress) {
  const auto prepared = Prepare(input, progress);
  if (!prepared.ok()) return Refused(prepared.status(), input);
  absl::Status status;
  for (int attempt = 0; attempt <= kVersionRetriesMax; ++attempt) {
    auto summary = CompareAndApply(input, *prepared, now, progress);
    if (summary.ok()) return summary;
    status = summary.status();
    // Another import came first: compare again, with what is in force now.
    if (ErrorReason(status) != "DIRECTORY_CHANGED") break;
  }
  return Refused(status, input);
}

}  // namespace salur::routing
