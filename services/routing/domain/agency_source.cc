#include "services/routing/domain/directory_source.h"

#include <optional>
#include <set>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/cells.h"
#include "services/routing/domain/csv.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

constexpr std::string_view kKabkotaSuffix = ".*";

absl::Status ParseScope(const CsvReader& row, std::size_t column, OverrideSource& out) {
  std::string_view cell = row.Cell(column);
  if (cell == "*") {
    out.scope = OverrideSource::Scope::kEverywhere;
    return absl::OkStatus();
  }
  const bool wildcard = cell.size() > kKabkotaSuffix.size() &&
                        cell.substr(cell.size() - kKabkotaSuffix.size()) == kKabkotaSuffix;
  if (wildcard) cell.remove_suffix(kKabkotaSuffix.size());
  const std::optional<RegionCode> region =
      cell == kRootId && !wildcard ? RegionCode() : RegionCode::Parse(cell);
  if (!region.has_value() || region->level() < Level::kKabkota ||
      (wildcard && region->level() != Level::kProvinsi)) {
    return row.Error(column, "has to be the code of a kabkota or a provinsi, ID, 31.* or *");
  }
  out.scope = wildcard ? OverrideSource::Scope::kKabkotaOf : OverrideSource::Scope::kExact;
  out.region = *region;
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<KindSource>> ParseAgencyKinds(std::string_view text) {
  enum Column : std::size_t { kCode, kLine, kAuthority, kKabkota, kProvinsi, kNational, kShort };
  SALUR_ASSIGN_OR_RETURN(CsvReader reader,
                         CsvReader::Open(kAgencyKindsFile, text,
                                         {"code", "line", "authority", "kabkota_name",
                                          "provinsi_name", "national_name", "national_short"}));
  std::vector<KindSource> kinds;
  std::set<std::string> seen;
  while (true) {
    SALUR_ASSIGN_OR_RETURN(const bool more, reader.Next());
    if (!more) break;
    KindSource kind;
    kind.source_line = reader.line();
    SALUR_ASSIGN_OR_RETURN(kind.code, CodeCell(reader, kCode));
    if (!seen.insert(kind.code).second) return reader.Error(kCode, "appears twice");
    const std::optional<Line> line = ParseLine(reader.Cell(kLine));
    if (!line.has_value()) return NotOneOf(reader, kLine, "head, own");
    kind.line = *line;
    const std::optional<Authority> authority = ParseAuthority(reader.Cell(kAuthority));
    if (!authority.has_value()) {
      return NotOneOf(reader, kAuthority, "daerah, vertikal, bumd, nasional");
    }
    kind.authority = *authority;
    SALUR_ASSIGN_OR_RETURN(kind.kabkota_name, OptionalNameCell(reader, kKabkota));
    SALUR_ASSIGN_OR_RETURN(kind.provinsi_name, OptionalNameCell(reader, kProvinsi));
    SALUR_ASSIGN_OR_RETURN(kind.national_name, OptionalNameCell(reader, kNational));
    SALUR_ASSIGN_OR_RETURN(kind.national_short, OptionalNameCell(reader, kShort));
    kinds.push_back(std::move(kind));
  }
  return kinds;
}

absl::StatusOr<std::vector<OverrideSource>> ParseAgencyOverrides(std::string_view text) {
  enum Column : std::size_t {
    kKind,
    kRegion,
    kExists,
    kName,
    kServedBy,
    kParent,
    kEscalationParent,
    kSource
  };
  SALUR_ASSIGN_OR_RETURN(CsvReader reader,
                         CsvReader::Open(kAgencyOverridesFile, text,
                                         {"kind", "region", "exists", "name", "served_by", "parent",
                                          "escalation_parent", "source"}));
  std::vector<OverrideSource> overrides;
  std::set<std::pair<std::string, std::string>> seen;
  while (true) {
    SALUR_ASSIGN_OR_RETURN(const bool more, reader.Next());
    if (!more) break;
    OverrideSource row;
    row.line = reader.line();
    SALUR_ASSIGN_OR_RETURN(row.kind, CodeCell(reader, kKind));
    SALUR_RETURN_IF_ERROR(ParseScope(reader, kRegion, row));
    if (!seen.emplace(row.kind, reader.Cell(kRegion)).second) {
      return reader.Error(kRegion, "this kind and region appear twice");
    }
    SALUR_ASSIGN_OR_RETURN(row.exists, YesNoCell(reader, kExists));
    if (row.exists != reader.Cell(kServedBy).empty()) {
      return reader.Error(kServedBy, row.exists ? "has to be empty where the agency exists"
                                                : "has to name who does the work instead");
    }
    if (!row.exists && !(reader.Cell(kName).empty() && reader.Cell(kParent).empty() &&
                         reader.Cell(kEscalationParent).empty())) {
      return reader.RowError("an agency that does not exist has no name and no parents");
    }
    SALUR_ASSIGN_OR_RETURN(row.name, OptionalNameCell(reader, kName));
    row.served_by = std::string(reader.Cell(kServedBy));
    row.parent = std::string(reader.Cell(kParent));
    row.escalation_parent = std::string(reader.Cell(kEscalationParent));
    overrides.push_back(std::move(row));
  }
  return overrides;
}

}  // namespace salur::routing
