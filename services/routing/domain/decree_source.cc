#include "services/routing/domain/decree_source.h"

#include <array>
#include <cstddef>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/cells.h"
#include "services/routing/domain/csv.h"
#include "services/routing/domain/day.h"
#include "services/routing/domain/limits.h"

namespace salur::routing {
namespace {

constexpr std::array<std::string_view, 5> kChanges = {"recode", "rename", "split", "merge", "move"};

enum Column : std::size_t { kDecree, kFrom, kChange, kOld, kNew, kName, kNote };

absl::StatusOr<RegionCode> RegionCell(const CsvReader& row, std::size_t column) {
  const std::optional<RegionCode> code = RegionCode::Parse(row.Cell(column));
  if (code.has_value()) return *code;
  return row.Error(column, "\"" + std::string(row.Cell(column)) +
                               "\" is not a region code such as 31.71.01.1001");
}

// What one row says about itself.
absl::Status CheckRow(const CsvReader& reader, const DecreeRow& row) {
  if (row.old_code.level() != row.new_code.level()) {
    return reader.Error(kNew, "has to be of the same level as old_code");
  }
  const bool same_parent = row.old_code.Parent() == row.new_code.Parent();
  switch (row.change) {
    case DecreeChange::kRename:
      if (!row.Keeps()) return reader.Error(kNew, "has to be empty or old_code: a name changes");
      if (row.new_name.empty()) return reader.Error(kName, "is empty");
      break;
    case DecreeChange::kRecode:
      if (row.Keeps()) return reader.Error(kNew, "is the code as before");
      if (!same_parent) return reader.Error(kChange, "has to be move: the parent is another one");
      break;
    case DecreeChange::kMove:
      if (same_parent) return reader.Error(kChange, "has to be recode: the parent is the same");
      break;
    case DecreeChange::kSplit:
    case DecreeChange::kMerge:
      break;
  }
  return absl::OkStatus();
}

absl::StatusOr<DecreeRow> ParseRow(const CsvReader& reader) {
  DecreeRow row;
  row.line = reader.line();
  SALUR_ASSIGN_OR_RETURN(row.decree, NameCell(reader, kDecree));
  if (!ParseDay(reader.Cell(kFrom)).has_value()) {
    return reader.Error(kFrom, "is not a date such as 2026-01-31");
  }
  row.valid_from = std::string(reader.Cell(kFrom));
  const std::optional<DecreeChange> change = ParseDecreeChange(reader.Cell(kChange));
  if (!change.has_value()) {
    return NotOneOf(reader, kChange, "recode, rename, split, merge, move");
  }
  row.change = *change;
  SALUR_ASSIGN_OR_RETURN(row.old_code, RegionCell(reader, kOld));
  row.new_code = row.old_code;
  if (row.change != DecreeChange::kRename || !reader.Cell(kNew).empty()) {
    SALUR_ASSIGN_OR_RETURN(row.new_code, RegionCell(reader, kNew));
  }
  SALUR_ASSIGN_OR_RETURN(row.new_name, OptionalNameCell(reader, kName));
  if (reader.Cell(kNote).size() > kDecreeNoteBytesMax) return reader.Error(kNote, "is too long");
  row.note = std::string(reader.Cell(kNote));
  SALUR_RETURN_IF_ERROR(CheckRow(reader, row));
  return row;
}

absl::Status Wrong(const DecreeRow& row, std::string_view column, const std::string& problem) {
  return BadFile(kDecreesFile, row.line, column, problem);
}

std::string InLine(const DecreeRow& row) { return "line " + std::to_string(row.line); }

// What the rows say about each other.
class FileChecks {
 public:
  explicit FileChecks(const std::vector<DecreeRow>& rows) : rows_(rows) {
    for (const DecreeRow& row : rows) {
      by_old_[row.old_code].push_back(&row);
      by_new_[row.new_code].push_back(&row);
      if (row.Keeps()) kept_.insert(row.old_code);
    }
  }

  absl::Status Check() const {
    for (const DecreeRow& row : rows_) {
      SALUR_RETURN_IF_ERROR(CheckOld(row));
      SALUR_RETURN_IF_ERROR(CheckNew(row));
    }
    return absl::OkStatus();
  }

 private:
  absl::Status CheckOld(const DecreeRow& row) const {
    const std::vector<const DecreeRow*>& same = by_old_.at(row.old_code);
    const DecreeRow& first = *same.front();
    if (row.change == DecreeChange::kSplit && same.size() < 2) {
      return Wrong(row, "change", "a split has two rows or more with the same old_code");
    }
    if (&first == &row) return absl::OkStatus();
    if (row.change != DecreeChange::kSplit || first.change != row.change) {
      return Wrong(row, "old_code", "is changed in " + InLine(first) + " already");
    }
    if (row.decree != first.decree || row.valid_from != first.valid_from) {
      return Wrong(row, "decree", "of a split, and its day, have to be those of " + InLine(first));
    }
    return absl::OkStatus();
  }

  absl::Status CheckNew(const DecreeRow& row) const {
    const std::vector<const DecreeRow*>& same = by_new_.at(row.new_code);
    const DecreeRow& first = *same.front();
    if (row.change == DecreeChange::kMerge && same.size() < 2 && row.Keeps()) {
      return Wrong(row, "change", "a merge needs another row with the same new_code");
    }
    if (&first != &row && (row.change != DecreeChange::kMerge || first.change != row.change)) {
      return Wrong(row, "new_code", "is taken in " + InLine(first) + " already");
    }
    const auto given = by_old_.find(row.new_code);
    if (given != by_old_.end() && kept_.count(row.new_code) == 0) {
      return Wrong(row, "new_code",
                   "is given away in " + InLine(*given->second.front()) +
                       ": a code cannot mean two regions on one day");
    }
    return absl::OkStatus();
  }

  const std::vector<DecreeRow>& rows_;
  std::map<RegionCode, std::vector<const DecreeRow*>> by_old_;
  std::map<RegionCode, std::vector<const DecreeRow*>> by_new_;
  std::set<RegionCode> kept_;
};

}  // namespace

std::string_view DecreeChangeName(DecreeChange change) {
  return kChanges[static_cast<std::size_t>(change)];
}

std::optional<DecreeChange> ParseDecreeChange(std::string_view name) {
  for (std::size_t i = 0; i < kChanges.size(); ++i) {
    if (kChanges[i] == name) return static_cast<DecreeChange>(i);
  }
  return std::nullopt;
}

bool SameChange(const DecreeRow& a, const DecreeRow& b) {
  const auto all = [](const DecreeRow& row) {
    return std::tie(row.decree, row.valid_from, row.change, row.old_code, row.new_code,
                    row.new_name, row.note);
  };
  return all(a) == all(b);
}

absl::StatusOr<std::vector<DecreeRow>> ParseDecrees(std::string_view text) {
  SALUR_ASSIGN_OR_RETURN(CsvReader reader,
                         CsvReader::Open(kDecreesFile, text,
                                         {"decree", "valid_from", "change", "old_code", "new_code",
                                          "new_name", "note"}));
  std::vector<DecreeRow> rows;
  while (true) {
    SALUR_ASSIGN_OR_RETURN(const bool more, reader.Next());
    if (!more) break;
    SALUR_ASSIGN_OR_RETURN(DecreeRow row, ParseRow(reader));
    rows.push_back(std::move(row));
  }
  if (rows.empty()) return BadFile(kDecreesFile, 0, "", "there is no change in it");
  SALUR_RETURN_IF_ERROR(FileChecks(rows).Check());
  return rows;
}

}  // namespace salur::routing
