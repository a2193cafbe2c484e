// How much time each promise gives (design section 7): dated rows, the most specific one wins.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <absl/time/civil_time.h>

#include "services/escalation/domain/calendar.h"
#include "services/escalation/domain/ticket_facts.h"

namespace salur::escalation {

// The numbers are those of salur.escalation.v1.ClockKind; they are stored.
enum class ClockKind {
  kDispatch = 1,
  kFirstResponse = 2,
  kResolution = 3,
  kLevel = 4,
  kAutoClose = 5,
  kReporterReply = 6,
};

// "FIRST_RESPONSE".
std::string_view ClockKindName(ClockKind kind);

// One limit. What is not set holds for all.
struct PolicyRow {
  ClockKind kind = ClockKind::kDispatch;
  Limit limit;
  std::optional<TicketClass> ticket_class;
  std::optional<bool> needs_supervision;
  std::optional<bool> always_calendar;
  std::optional<Level> level;             // LEVEL: of the accountable unit
  std::string region_prefix;              // this region and everything below it
  std::string category_code;              // this category
  absl::CivilDay valid_from{1970, 1, 1};  // for complaints filed from this local date on
  bool operator==(const PolicyRow&) const = default;
};

// What a limit is asked for.
struct PolicyQuestion {
  ClockKind kind = ClockKind::kDispatch;
  TicketClass ticket_class = TicketClass::kComplaint;
  bool needs_supervision = false;
  bool always_calendar = false;
  Level level = Level::kKelurahanDesa;
  std::string_view region_code;
  std::string_view category_code;
  absl::CivilDay filed_on;
};

// A policy set. Immutable, so safe to read from any thread.
class Policy {
 public:
  explicit Policy(std::vector<PolicyRow> rows) : rows_(std::move(rows)) {}

  // The limit of the row that holds: the longest region prefix, then one for the category, then the
  // one with more conditions, then the latest valid_from. Nothing when no row holds.
  std::optional<Limit> LimitFor(const PolicyQuestion& question) const;
  const std::vector<PolicyRow>& rows() const { return rows_; }

 private:
  std::vector<PolicyRow> rows_;
};

// The nation's defaults of design section 7.
const std::vector<PolicyRow>& DefaultPolicyRows();

}  // namespace salur::escalation
