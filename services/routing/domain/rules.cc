#include "services/routing/domain/rules.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/cells.h"
#include "services/routing/domain/csv.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

constexpr absl::CivilDay kSinceEver(1, 1, 1);
constexpr absl::CivilDay kForEver(9999, 12, 31);

enum Column : std::size_t { kCategory, kPrefix, kTarget, kFrom, kTo, kNote };
constexpr std::string_view kColumns[] = {"category",   "region_prefix", "target",
                                         "valid_from", "valid_to",      "note"};

std::optional<absl::CivilDay> ParseDay(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  int parts[3] = {0, 0, 0};
  std::size_t part = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i == 4 || i == 7) {
      ++part;
    } else if (text[i] >= '0' && text[i] <= '9') {
      parts[part] = parts[part] * 10 + (text[i] - '0');
    } else {
      return std::nullopt;
    }
  }
  const absl::CivilDay day(parts[0], parts[1], parts[2]);
  // CivilDay turns 31 June into 1 July instead of refusing it.
  if (day.month() != parts[1] || day.day() != parts[2]) return std::nullopt;
  return day;
}

class RuleReader {
 public:
  RuleReader(const Directory& directory, RuleSet::Strictness strictness)
      : directory_(directory), strict_(strictness == RuleSet::Strictness::kNew) {}

  absl::StatusOr<Rule> Read(const RuleRow& row, std::size_t number) {
    row_ = &row;
    number_ = number;
    Rule rule;
    rule.row = row;
    rule.category = directory_.FindCategory(row.category);
    if (rule.category == kNoCategory || (strict_ && !directory_.category(rule.category).active)) {
      return Wrong(kCategory, "there is no category \"" + row.category + "\"");
    }
    SALUR_RETURN_IF_ERROR(ReadPrefix(rule));
    SALUR_RETURN_IF_ERROR(ReadTarget(rule.target));
    SALUR_RETURN_IF_ERROR(ReadDays(rule));
    if (row.note.size() > kRuleNoteBytesMax) return Wrong(kNote, "is too long");
    rule.id = row.category + '@' + rule.prefix.ToString();
    if (!row.valid_from.empty()) rule.id += '/' + row.valid_from;
    return rule;
  }

 private:
  absl::Status Wrong(std::size_t column, std::string_view problem) const {
    const int line = row_->line > 0 ? row_->line : static_cast<int>(number_);
    return BadFile(kRoutingRulesFile, line, kColumns[column], problem);
  }

  bool Usable(UnitRef unit) const {
    return unit != kNoUnit && (!strict_ || directory_.unit(unit).active);
  }

  absl::Status ReadPrefix(Rule& rule) const {
    if (row_->region_prefix.empty()) return absl::OkStatus();
    const std::optional<RegionCode> prefix = RegionCode::Parse(row_->region_prefix);
    if (!prefix.has_value() || !Usable(directory_.FindRegion(*prefix))) {
      return Wrong(kPrefix, "there is no region \"" + row_->region_prefix + "\"");
    }
    rule.prefix = *prefix;
    return absl::OkStatus();
  }

  absl::Status ReadTarget(Target& target) const {
    constexpr std::string_view kUnitPrefix = "unit:";
    constexpr std::string_view kAgencyPrefix = "agency:";
    std::string_view text = row_->target;
    if (text.substr(0, kUnitPrefix.size()) == kUnitPrefix) {
      target.form = Target::Form::kUnit;
      target.unit = directory_.FindUnit(text.substr(kUnitPrefix.size()));
      if (Usable(target.unit)) return absl::OkStatus();
      return Wrong(kTarget, "there is no unit \"" + row_->target.substr(kUnitPrefix.size()) + "\"");
    }
    const std::size_t at = text.find('@');
    const std::optional<Level> level =
        at == std::string_view::npos ? std::nullopt : ParseLevel(text.substr(at + 1));
    if (!level.has_value()) {
      return Wrong(kTarget, "has to be agency:KIND@LEVEL, region@LEVEL or unit:ID");
    }
    target.level = *level;
    text = text.substr(0, at);
    if (text == "region") return absl::OkStatus();
    if (text.substr(0, kAgencyPrefix.size()) != kAgencyPrefix) {
      return Wrong(kTarget, "has to be agency:KIND@LEVEL, region@LEVEL or unit:ID");
    }
    target.form = Target::Form::kAgency;
    target.kind = directory_.FindKind(text.substr(kAgencyPrefix.size()));
    if (target.kind == kNoKind || (strict_ && !directory_.kind(target.kind).active)) {
      return Wrong(kTarget, "there is no kind of agency \"" +
                                std::string(text.substr(kAgencyPrefix.size())) + "\"");
    }
    if (*level < Level::kKabkota) {
      return Wrong(kTarget, "agencies exist at kabkota, provinsi and national only");
    }
    return absl::OkStatus();
  }

  absl::Status ReadDays(Rule& rule) const {
    const auto from = row_->valid_from.empty() ? kSinceEver : ParseDay(row_->valid_from);
    const auto to = row_->valid_to.empty() ? kForEver : ParseDay(row_->valid_to);
    if (!from.has_value()) return Wrong(kFrom, "is not a date such as 2026-01-31");
    if (!to.has_value()) return Wrong(kTo, "is not a date such as 2026-01-31");
    if (*to < *from) return Wrong(kTo, "lies before valid_from");
    rule.valid_from = *from;
    rule.valid_to = *to;
    return absl::OkStatus();
  }

  const Directory& directory_;
  const bool strict_;
  const RuleRow* row_ = nullptr;
  std::size_t number_ = 0;
};

auto Order(const Rule& rule) {
  return std::make_tuple(rule.prefix.packed(), rule.category, rule.valid_from);
}

}  // namespace

absl::StatusOr<std::vector<RuleRow>> ParseRules(std::string_view text) {
  SALUR_ASSIGN_OR_RETURN(
      CsvReader reader,
      CsvReader::Open(kRoutingRulesFile, text,
                      std::vector<std::string>(std::begin(kColumns), std::end(kColumns))));
  std::vector<RuleRow> rows;
  while (true) {
    SALUR_ASSIGN_OR_RETURN(const bool more, reader.Next());
    if (!more) return rows;
    RuleRow row;
    row.category = std::string(reader.Cell(kCategory));
    row.region_prefix = std::string(reader.Cell(kPrefix));
    row.target = std::string(reader.Cell(kTarget));
    row.valid_from = std::string(reader.Cell(kFrom));
    row.valid_to = std::string(reader.Cell(kTo));
    row.note = std::string(reader.Cell(kNote));
    row.line = reader.line();
    rows.push_back(std::move(row));
  }
}

absl::StatusOr<std::shared_ptr<const RuleSet>> RuleSet::Create(
    const std::vector<RuleRow>& rows, std::shared_ptr<const Directory> directory,
    std::int64_t version, Strictness strictness) {
  if (rows.size() > kRulesMax) {
    return BadFile(kRoutingRulesFile, 0, "",
                   "has more than " + std::to_string(kRulesMax) + " rules");
  }
  std::shared_ptr<RuleSet> set(new RuleSet(std::move(directory), version));
  RuleReader reader(*set->directory_, strictness);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    SALUR_ASSIGN_OR_RETURN(Rule rule, reader.Read(rows[i], i + 1));
    set->rules_.push_back(std::move(rule));
  }
  std::vector<Rule>& rules = set->rules_;
  std::stable_sort(rules.begin(), rules.end(),
                   [](const Rule& a, const Rule& b) { return Order(a) < Order(b); });
  for (std::size_t i = 1; i < rules.size(); ++i) {
    const Rule& before = rules[i - 1];
    const Rule& rule = rules[i];
    if (before.prefix == rule.prefix && before.category == rule.category &&
        rule.valid_from <= before.valid_to) {
      return BadFile(kRoutingRulesFile, rule.row.line, "valid_from",
                     "contradicts " + before.id + ": the same category and region at one time");
    }
  }
  return std::shared_ptr<const RuleSet>(std::move(set));
}

const Rule* RuleSet::Find(CategoryRef category, RegionCode prefix, absl::CivilDay day) const {
  const auto sought = std::make_tuple(prefix.packed(), category, day);
  // The last rule that begins on or before the day; earlier ones of the same key have ended.
  auto next = std::upper_bound(rules_.begin(), rules_.end(), sought,
                               [](const auto& key, const Rule& rule) { return key < Order(rule); });
  if (next == rules_.begin()) return nullptr;
  const Rule& rule = *--next;
  const bool applies = rule.prefix == prefix && rule.category == category && day <= rule.valid_to;
  return applies ? &rule : nullptr;
}

const Rule* RuleSet::Match(CategoryRef category, RegionCode region, absl::CivilDay day) const {
  if (rules_.empty()) return nullptr;
  while (true) {
    for (CategoryRef at = category; at != kNoCategory; at = directory_->category(at).parent) {
      if (const Rule* rule = Find(at, region, day)) return rule;
    }
    if (region.IsNation()) return nullptr;
    region = region.Parent();
  }
}

}  // namespace salur::routing
