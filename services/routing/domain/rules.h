// Routing rules: who answers for a category within a region when it is not the category's default.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/civil_time.h>

#include "services/routing/domain/directory.h"

namespace salur::routing {

inline constexpr char kRoutingRulesFile[] = "routing_rules.csv";
inline constexpr std::size_t kRulesMax = 20'000;
inline constexpr std::size_t kRuleNoteBytesMax = 500;

// A rule as written in a file, in the database or on the wire.
struct RuleRow {
  std::string category;
  std::string region_prefix;  // empty: the whole nation
  std::string target;         // "agency:KIND@LEVEL", "region@LEVEL" or "unit:ID"
  std::string valid_from;     // first day, "2026-01-31"; empty: since ever
  std::string valid_to;       // last day; empty: open
  std::string note;
  int line = 0;  // where it stands in its file; 0 when it comes from elsewhere
  bool operator==(const RuleRow&) const = default;
};

// "lampu-jalan@31/2024-01-01": category, prefix (ID: the nation), first day if there is one.
std::string RuleId(const RuleRow& row);

// The same, understood in one directory.
struct Rule {
  std::string id;  // RuleId
  CategoryRef category = kNoCategory;
  RegionCode prefix;
  Target target;
  absl::CivilDay valid_from;
  absl::CivilDay valid_to;
  RuleRow row;
};

// Cells only; see RuleSet::Create for what they have to mean. BAD_FILE (csv.h).
absl::StatusOr<std::vector<RuleRow>> ParseRules(std::string_view text);

// One version of the rules, bound to one version of the directory. Never changes; keeps the
// directory alive.
class RuleSet {
 public:
  // kNew rules may name only what is active; those that were accepted before (kAccepted) may name
  // what has been retired since: a decision skips such a target upward.
  enum class Strictness { kNew, kAccepted };

  // BAD_FILE with the line, or the number of the rule when it has none: an unknown category, region
  // or target, dates in the wrong order; for kNew also whatever else CheckRules finds first.
  static absl::StatusOr<std::shared_ptr<const RuleSet>> Create(
      const std::vector<RuleRow>& rows, std::shared_ptr<const Directory> directory,
      std::int64_t version, Strictness strictness);

  std::int64_t version() const { return version_; }
  const Directory& directory() const { return *directory_; }
  std::shared_ptr<const Directory> shared_directory() const { return directory_; }
  const std::vector<Rule>& rules() const { return rules_; }

  // The rule for a complaint of `category` at `region`, filed on local date `day`: the longest
  // prefix wins, then the category before its ancestors. nullptr when none applies.
  const Rule* Match(CategoryRef category, RegionCode region, absl::CivilDay day) const;

 private:
  RuleSet(std::shared_ptr<const Directory> directory, std::int64_t version)
      : directory_(std::move(directory)), version_(version) {}
  const Rule* Find(CategoryRef category, RegionCode prefix, absl::CivilDay day) const;

  std::shared_ptr<const Directory> directory_;
  std::int64_t version_;
  std::vector<Rule> rules_;  // by prefix, category, first day
};

}  // namespace salur::routing
