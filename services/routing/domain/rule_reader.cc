#include "services/routing/domain/rule_reader.h"

#include <optional>
#include <utility>

#include "services/routing/domain/day.h"

namespace salur::routing {
namespace {

constexpr absl::CivilDay kSinceEver(1, 1, 1);
constexpr absl::CivilDay kForEver(9999, 12, 31);
constexpr std::size_t kQuotedBytesMax = 80;
constexpr char kForms[] = "has to be agency:KIND@LEVEL, region@LEVEL or unit:ID";

// Messages stay short whatever was sent.
std::string Quoted(std::string_view text) {
  if (text.size() <= kQuotedBytesMax) return '"' + std::string(text) + '"';
  while (text.size() > kQuotedBytesMax || (static_cast<unsigned char>(text.back()) & 0x80U) != 0) {
    text.remove_suffix(1);
    if (text.empty()) break;
  }
  return '"' + std::string(text) + "...\"";
}

}  // namespace

bool RuleReader::Read(const RuleRow& row, std::size_t position, Rule& rule) {
  row_ = &row;
  position_ = position;
  const std::size_t before = problems_.size();
  rule.row = row;
  ReadCategory(rule);
  ReadPrefix(rule);
  ReadTarget(rule.target);
  ReadDays(rule);
  if (row.note.size() > kRuleNoteBytesMax) Wrong("note", "is too long: at most 500 bytes");
  if (row.note.find('\0') != std::string::npos) Wrong("note", "contains U+0000");
  if (problems_.size() > before) return false;
  rule.id = RuleId(row);
  return true;
}

void RuleReader::Wrong(std::string_view column, std::string problem) {
  problems_.push_back({position_, column, std::move(problem)});
}

bool RuleReader::Usable(UnitRef unit) const {
  return unit != kNoUnit && (!strict_ || directory_.unit(unit).active);
}

void RuleReader::ReadCategory(Rule& rule) {
  rule.category = directory_.FindCategory(row_->category);
  if (rule.category == kNoCategory || (strict_ && !directory_.category(rule.category).active)) {
    Wrong("category", "there is no category " + Quoted(row_->category));
  }
}

void RuleReader::ReadPrefix(Rule& rule) {
  if (row_->region_prefix.empty()) return;
  const std::optional<RegionCode> prefix = RegionCode::Parse(row_->region_prefix);
  if (prefix.has_value() && Usable(directory_.FindRegion(*prefix))) {
    rule.prefix = *prefix;
  } else {
    Wrong("region_prefix",
          "there is no region " + Quoted(row_->region_prefix) + " (empty means the nation)");
  }
}

void RuleReader::ReadTarget(Target& target) {
  constexpr std::string_view kUnitPrefix = "unit:";
  constexpr std::string_view kAgencyPrefix = "agency:";
  std::string_view text = row_->target;
  if (text.substr(0, kUnitPrefix.size()) == kUnitPrefix) {
    text.remove_prefix(kUnitPrefix.size());
    target.form = Target::Form::kUnit;
    target.unit = directory_.FindUnit(text);
    if (!Usable(target.unit)) Wrong("target", "there is no unit " + Quoted(text));
    return;
  }
  const std::size_t at = text.find('@');
  const std::optional<Level> level =
      at == std::string_view::npos ? std::nullopt : ParseLevel(text.substr(at + 1));
  if (!level.has_value()) return Wrong("target", kForms);
  target.level = *level;
  text = text.substr(0, at);
  if (text == "region") return;
  if (text.substr(0, kAgencyPrefix.size()) != kAgencyPrefix) return Wrong("target", kForms);
  text.remove_prefix(kAgencyPrefix.size());
  target.form = Target::Form::kAgency;
  target.kind = directory_.FindKind(text);
  if (target.kind == kNoKind || (strict_ && !directory_.kind(target.kind).active)) {
    Wrong("target", "there is no kind of agency " + Quoted(text));
  } else if (*level < Level::kKabkota) {
    Wrong("target", "agencies exist at kabkota, provinsi and national only");
  }
}

void RuleReader::ReadDays(Rule& rule) {
  const auto from = row_->valid_from.empty() ? kSinceEver : ParseDay(row_->valid_from);
  const auto to = row_->valid_to.empty() ? kForEver : ParseDay(row_->valid_to);
  if (!from.has_value()) Wrong("valid_from", "is not a date such as 2026-01-31");
  if (!to.has_value()) Wrong("valid_to", "is not a date such as 2026-01-31");
  if (!from.has_value() || !to.has_value()) return;
  if (*to < *from) Wrong("valid_to", "lies before valid_from, so the rule would never apply");
  rule.valid_from = *from;
  rule.valid_to = *to;
}

}  // namespace salur::routing
