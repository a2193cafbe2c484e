// Intake's own metrics.
#pragma once

#include <array>

#include <prometheus/counter.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include "services/intake/domain/complaint.h"

namespace salur::intake {

// References into the registry, made once. Thread-safe.
class IntakeMetrics {
 public:
  explicit IntakeMetrics(prometheus::Registry& registry);

  // One complaint that was stored for the first time or again.
  void Filed(ComplaintClass complaint_class, Channel channel);
  void BatchExecuted(std::size_t size);

 private:
  static constexpr std::size_t kClasses = 3;
  static constexpr std::size_t kChannels = 4;
  std::array<std::array<prometheus::Counter*, kChannels>, kClasses> filed_{};
  prometheus::Histogram& batch_size_;
};

}  // namespace salur::intake
