// Routing's own metrics.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include "services/routing/domain/level.h"
#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

// References into the registry, made once. Thread-safe.
class RoutingMetrics {
 public:
  explicit RoutingMetrics(prometheus::Registry& registry);

  // A ticket that was stored for the first time.
  void Routed(Level level, TicketState state);
  void OpenTickets(const LevelCounts& counts);
  void TicketsOnRetiredUnits(std::int64_t count);
  void DirectoryLoaded(std::int64_t version, std::size_t units);

 private:
  struct Outcomes {
    prometheus::Counter* assigned = nullptr;
    prometheus::Counter* triage = nullptr;
  };
  std::array<Outcomes, 5> routed_{};
  std::array<prometheus::Gauge*, 5> open_{};
  prometheus::Gauge& directory_version_;
  prometheus::Gauge& directory_units_;
  prometheus::Gauge& on_retired_units_;
};

}  // namespace salur::routing
