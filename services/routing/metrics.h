// Routing's own metrics.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>

#include "services/routing/domain/returns.h"
#include "services/routing/storage/ticket_store.h"

namespace salur::routing {

// References into the registry, made once. Thread-safe.
class RoutingMetrics {
 public:
  explicit RoutingMetrics(prometheus::Registry& registry);

  // A ticket that was stored for the first time.
  void Routed(Level level, TicketState state);
  // A return that was stored: by level of the unit that gave the ticket back, by whose it is
  // (nothing: a region's unit), and by where the ticket went.
  void Returned(Level level, std::optional<Authority> authority, ReturnResult result);
  void OpenTickets(const LevelCounts& counts);
  void TicketsOnRetiredUnits(std::int64_t count);
  void DirectoryLoaded(std::int64_t version, std::size_t units);

 private:
  struct Outcomes {
    prometheus::Counter* assigned = nullptr;
    prometheus::Counter* triage = nullptr;
  };
  std::array<Outcomes, 5> routed_{};
  // By level, group (region, then the authorities) and result.
  std::array<std::array<std::array<prometheus::Counter*, 3>, 5>, 5> returned_{};
  std::array<prometheus::Gauge*, 5> open_{};
  prometheus::Gauge& directory_version_;
  prometheus::Gauge& directory_units_;
  prometheus::Gauge& on_retired_units_;
};

}  // namespace salur::routing
