#include "services/escalation/metrics.h"

#include "common/metrics/metric_names.h"
#include "common/metrics/metrics.h"

namespace salur::escalation {
namespace {

constexpr std::pair<Level, const char*> kLevels[] = {{Level::kKelurahanDesa, "kelurahan_desa"},
                                                     {Level::kKecamatan, "kecamatan"},
                                                     {Level::kKabkota, "kabkota"},
                                                     {Level::kProvinsi, "provinsi"},
                                                     {Level::kNational, "national"}};

constexpr std::pair<ClimbResult, const char*> kResults[] = {
    {ClimbResult::kApplied, "applied"},       {ClimbResult::kAlreadyApplied, "already_applied"},
    {ClimbResult::kNotYet, "not_yet"},        {ClimbResult::kSuperseded, "superseded"},
    {ClimbResult::kUnknownTicket, "unknown"}, {ClimbResult::kFailed, "failed"}};

}  // namespace

EscalationMetrics::EscalationMetrics(prometheus::Registry& registry)
    : clock_lag_seconds(MakeGauge(registry, metric::kClockLagSeconds,
                                  "Seconds (service clock) since the oldest action that is due "
                                  "and not yet applied was due")),
      open_clocks(MakeGauge(registry, metric::kOpenClocks, "Promises neither met nor cancelled")),
      holiday_years_missing(MakeGauge(registry, metric::kHolidayYearsMissing,
                                      "Years that run or begin within ninety days without a "
                                      "holiday list")) {
  for (const auto& [level, level_name] : kLevels) {
    for (const auto& [result, result_name] : kResults) {
      climbs_[{level, result}] =
          &MakeCounter(registry, metric::kClimbsTotal, "Proposed climbs, by level and result",
                       {{"level", level_name}, {"result", result_name}});
    }
  }
}

}  // namespace salur::escalation
