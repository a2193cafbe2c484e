#include "services/routing/metrics.h"

#include "common/metrics/metric_names.h"
#include "common/metrics/metrics.h"

namespace salur::routing {
namespace {

// A region's own unit, then the authorities in the order of their enum.
constexpr std::array<std::string_view, 5> kGroups = {"region", "daerah", "vertikal", "bumd",
                                                     "nasional"};
constexpr std::array<std::string_view, 3> kReturnResults = {"suggested", "candidate",
                                                            "arbitration"};

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
    for (std::size_t group = 0; group < kGroups.size(); ++group) {
      for (std::size_t result = 0; result < kReturnResults.size(); ++result) {
        returned_[i][group][result] =
            &MakeCounter(registry, metric::kReturnsTotal, "Returns of tickets, by group of units",
                         {{"level", level},
                          {"group", std::string(kGroups[group])},
                          {"result", std::string(kReturnResults[result])}});
      }
    }
  }
}

void RoutingMetrics::Returned(Level level, std::optional<Authority> authority,
                              ReturnResult result) {
  const std::size_t group = authority.has_value() ? static_cast<std::size_t>(*authority) + 1 : 0;
  returned_[Position(level)][group][static_cast<std::size_t>(result)]->Increment();
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
