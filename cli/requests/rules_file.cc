#include "cli/requests/rules_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "cli/client/error.h"
#include "cli/format/text.h"
#include "cli/requests/csv.h"

namespace salur::cli {
namespace {

using routing::v1::RoutingRule;

enum Column : std::size_t { kCategory, kPrefix, kTarget, kFrom, kTo, kNote, kColumnCount };
constexpr std::array<std::string_view, kColumnCount> kColumns = {
    "category", "region_prefix", "target", "valid_from", "valid_to", "note"};
constexpr std::string_view kTitle = "category,region_prefix,target,valid_from,valid_to,note";

using Places = std::array<std::size_t, kColumnCount>;

absl::Status Bad(std::string_view name, int line, const std::string& reason,
                 std::string_view hint = {}) {
  return UsageError(std::string(name) + ":" + std::to_string(line) + ": " + reason, hint);
}

absl::StatusOr<Places> ReadTitle(const CsvRow& title, std::string_view name) {
  const std::string hint = "the first line is: " + std::string(kTitle);
  Places places;
  places.fill(title.cells.size());
  for (std::size_t i = 0; i < title.cells.size(); ++i) {
    const auto found = std::find(kColumns.begin(), kColumns.end(), title.cells[i]);
    const std::string column = "column \"" + Printable(title.cells[i]) + "\" is ";
    if (found == kColumns.end()) return Bad(name, title.line, column + "unknown", hint);
    std::size_t& place = places[static_cast<std::size_t>(found - kColumns.begin())];
    if (place != title.cells.size()) return Bad(name, title.line, column + "there twice", hint);
    place = i;
  }
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    if (places[i] < title.cells.size()) continue;
    return Bad(name, title.line, "column \"" + std::string(kColumns[i]) + "\" is missing", hint);
  }
  return places;
}

// "rules[3].target" is 3 and "target"; nothing for other fields.
std::optional<std::pair<std::size_t, std::string>> ReadPath(const std::string& field) {
  constexpr std::string_view kStart = "rules[";
  if (field.rfind(kStart, 0) != 0) return std::nullopt;
  const char* end = field.data() + field.size();
  std::size_t position = 0;
  const auto [stop, error] = std::from_chars(field.data() + kStart.size(), end, position);
  const std::string_view rest(stop, static_cast<std::size_t>(end - stop));
  if (error != std::errc() || rest.substr(0, 2) != "].") return std::nullopt;
  const std::string_view column = rest.substr(2);
  return std::pair(position, std::string(column == "category_code" ? kColumns[kCategory] : column));
}

std::string Cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

absl::StatusOr<RulesFile> ParseRulesFile(std::string_view text, std::string_view name) {
  if (const std::size_t broken = FindBrokenUtf8(text); broken != std::string_view::npos) {
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<long>(broken), '\n');
    return Bad(name, static_cast<int>(line), "not UTF-8");
  }
  SALUR_ASSIGN_OR_RETURN(const std::vector<CsvRow> rows, ParseCsv(text, name));
  if (rows.empty()) return UsageError(std::string(name) + ": the file is empty");
  SALUR_ASSIGN_OR_RETURN(const Places places, ReadTitle(rows.front(), name));
  RulesFile file;
  file.name = name;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const std::vector<std::string>& cells = rows[i].cells;
    if (cells.size() != kColumns.size()) {
      return Bad(
          name, rows[i].line,
          std::to_string(cells.size()) + " cells instead of " + std::to_string(kColumns.size()));
    }
    RoutingRule& rule = *file.rules.Add();
    rule.set_category_code(cells[places[kCategory]]);
    rule.set_region_prefix(cells[places[kPrefix]]);
    rule.set_target(cells[places[kTarget]]);
    rule.set_valid_from(cells[places[kFrom]]);
    rule.set_valid_to(cells[places[kTo]]);
    rule.set_note(cells[places[kNote]]);
    file.lines.push_back(rows[i].line);
  }
  return file;
}

absl::Status WithLines(const absl::Status& status, const RulesFile& file) {
  return RenameFields(status, [&](const std::string& field) {
    const auto path = ReadPath(field);
    if (!path.has_value() || path->first >= file.lines.size()) return field;
    return file.name + ':' + std::to_string(file.lines[path->first]) + ' ' + path->second;
  });
}

std::string ToCsv(const google::protobuf::RepeatedPtrField<RoutingRule>& rules) {
  std::string text = std::string(kTitle) + '\n';
  for (const RoutingRule& rule : rules) {
    text += Cell(rule.category_code()) + ',' + Cell(rule.region_prefix()) + ',' +
            Cell(rule.target()) + ',' + Cell(rule.valid_from()) + ',' + Cell(rule.valid_to()) +
            ',' + Cell(rule.note()) + '\n';
  }
  return text;
}

}  // namespace salur::cli
