// Short ways to make metrics. References stay valid as long as the registry.
#pragma once

#include <map>
#include <memory>
#include <string>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

namespace salur {

using MetricLabels = std::map<std::string, std::string>;

// Adds to an existing family of that name, or makes it. Label values come from closed sets; never
// from users' input. Thread-safe.
prometheus::Counter& MakeCounter(prometheus::Registry& registry, const std::string& name,
                                 const std::string& help, const MetricLabels& labels = {});
prometheus::Gauge& MakeGauge(prometheus::Registry& registry, const std::string& name,
                             const std::string& help, const MetricLabels& labels = {});
prometheus::Histogram& MakeHistogram(prometheus::Registry& registry, const std::string& name,
                                     const std::string& help,
                                     const prometheus::Histogram::BucketBoundaries& buckets,
                                     const MetricLabels& labels = {});

// Seconds, from a quarter of a millisecond to ten seconds.
const prometheus::Histogram::BucketBoundaries& LatencyBuckets();

}  // namespace salur
