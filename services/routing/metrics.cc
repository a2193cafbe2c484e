#include "services/routing/metrics.h"

#include "common/metrics/metric_names.h"
#include "common/metrics/metrics.h"

namespace salur::routing {
namespace {

std::size_t Position(Level level) { return static_cast<std::size_t>(level) - 1; }

}  // namespace

RoutingMetrics::RoutingMetrics(prometheus::Registry& registry)
    : directory_version_(
          MakeGauge(registry, metric::kDirectoryVersion, "Version of the directory in memory")),
      directory_units_(
          MakeGauge(registry, metric::kDirectoryUnits, "Units in memory, retired ones included")),
      on_retired_units_(MakeGauge(registry, metric::kTicketsOnRetiredUnits,
                                  "Open tickets that still have to be handed over")) {
  for (std::size_t i = 0; i < open_.size(); ++i) {
    const std::string level(LevelName(static_cast<Level>(i + 1)));
    constexpr char kRoutedHelp[] = "Tickets stored for the first time, by level of the unit";
    routed_[i].assigned = &MakeCounter(registry, metric::kRoutedTotal, kRoutedHelp,
                                       {{"level", level}, {"outcome", "assigned"}});
    routed_[i].triage = &MakeCounter(registry, metric::kRoutedTotal, kRoutedHelp,
                                     {{"level", level}, {"outcome", "triage"}});
    open_[i] = &MakeGauge(registry, metric::kOpenTickets,
                          "Tickets that somebody has to act on, by level of the accountable unit",
                          {{"level", level}});
  }
}

void RoutingMetrics::Routed(Level level, TicketState state) {
  const Outcomes& outcomes = routed_[Position(level)];
  (state == TicketState::kTriage ? outcomes.triage : outcomes.assigned)->Increment();
}

void RoutingMetrics::OpenTickets(const LevelCounts& counts) {
  for (std::size_t i = 0; i < counts.size(); ++i) open_[i]->Set(static_cast<double>(counts[i]));
}

void RoutingMetrics::TicketsOnRetiredUnits(std::int64_t count) {
  on_retired_units_.Set(static_cast<double>(count));
}

void RoutingMetrics::DirectoryLoaded(std::int64_t version, std::size_t units) {
  directory_version_.Set(static_cast<double>(version));
  directory_units_.Set(static_cast<double>(units));
}

}  // namespace salur::routing
