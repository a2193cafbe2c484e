#include "services/routing/directory_importer.h"

#include <algorithm>

#include "common/base/errors.h"
#include "services/routing/domain/directory_builder.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/rule_diff.h"
#include "services/routing/domain/rules.h"

namespace salur::routing {

struct DirectoryImporter::Prepared {
  DirectoryData data;
  std::optional<std::vector<RuleRow>> rules;
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
  return change;
}

}  // namespace

absl::StatusOr<DirectoryImporter::Prepared> DirectoryImporter::Prepare(
    const ImportInput& input, const ImportProgress& progress) const {
  const auto lines = static_cast<std::size_t>(
      std::count(input.files.regions.begin(), input.files.regions.end(), '\n'));
  progress("check", 0, lines);
  Prepared prepared;
  SALUR_ASSIGN_OR_RETURN(const DirectorySource source, ParseDirectorySource(input.files));
  SALUR_ASSIGN_OR_RETURN(prepared.data, BuildDirectory(source, {options_.staffed}));
  if (input.rules.has_value()) {
    SALUR_ASSIGN_OR_RETURN(prepared.rules, ParseRules(*input.rules));
  }
  progress("check", lines, lines);
  return prepared;
}

absl::StatusOr<ImportSummary> DirectoryImporter::CompareAndApply(const ImportInput& input,
                                                                 const Prepared& prepared,
                                                                 absl::Time now,
                                                                 const ImportProgress& progress) {
  SALUR_ASSIGN_OR_RETURN(const StoredDirectory stored, store_.Load());
  progress("compare", 0, prepared.data.units.size());
  const bool first = stored.versions.directory == 0;
  DirectoryData data = prepared.data;
  std::shared_ptr<const Directory> current;
  if (!first) {
    SALUR_ASSIGN_OR_RETURN(current, Directory::Create(stored.data, stored.versions.directory));
    KeepRetired(*current, data);
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
  progress("compare", prepared.data.units.size(), prepared.data.units.size());

  const bool rules_changed = first || !CompareRules(stored.rules, rules).Empty();
  summary.directory_version = stored.versions.directory;
  if (!input.commit || (summary.diff.Empty() && !rules_changed)) return summary;
  DirectoryChange change = MakeChange(summary.diff, *next, data);
  change.expected = stored.versions;
  change.next = stored.versions;
  if (!summary.diff.Empty()) ++change.next.directory;
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
