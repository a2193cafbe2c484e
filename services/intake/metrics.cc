#include "services/intake/metrics.h"

#include "common/metrics/metric_names.h"
#include "common/metrics/metrics.h"
#include "services/intake/converters.h"

namespace salur::intake {

IntakeMetrics::IntakeMetrics(prometheus::Registry& registry)
    : batch_size_(MakeHistogram(registry, metric::kFilingBatchSize,
                                "Complaints stored in one transaction",
                                {1, 2, 4, 8, 16, 32, 64, 128, 256})) {
  for (std::size_t i = 0; i < kClasses; ++i) {
    for (std::size_t j = 0; j < kChannels; ++j) {
      filed_[i][j] = &MakeCounter(registry, metric::kFiledTotal, "Complaints stored",
                                  {{"class", ClassLabel(static_cast<ComplaintClass>(i + 1))},
                                   {"channel", ChannelLabel(static_cast<Channel>(j + 1))}});
    }
  }
}

void IntakeMetrics::Filed(ComplaintClass complaint_class, Channel channel) {
  const auto i = static_cast<std::size_t>(complaint_class) - 1;
  const auto j = static_cast<std::size_t>(channel) - 1;
  if (i < kClasses && j < kChannels) filed_[i][j]->Increment();
}

void IntakeMetrics::BatchExecuted(std::size_t size) {
  batch_size_.Observe(static_cast<double>(size));
}

}  // namespace salur::intake
