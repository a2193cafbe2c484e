#include "common/events/outbox_relay.h"

#include "common/base/errors.h"
#include "common/log/log.h"
#include "common/metrics/metric_names.h"
#include "common/metrics/metrics.h"

namespace salur {

struct OutboxRelay::Metrics {
  Metrics(prometheus::Registry& registry, const std::string& stream)
      : waiting(MakeGauge(registry, metric::kOutboxRows, "Rows of the outbox",
                          {{"stream", stream}, {"state", "waiting"}})),
        published(MakeGauge(registry, metric::kOutboxRows, "Rows of the outbox",
                            {{"stream", stream}, {"state", "published"}})),
        oldest(MakeGauge(registry, metric::kOutboxOldestSeconds,
                         "Age of the oldest row that is not acknowledged", {{"stream", stream}})),
        published_total(MakeCounter(registry, metric::kOutboxPublishedTotal, "Events published",
                                    {{"stream", stream}})),
        republished_total(MakeCounter(registry, metric::kOutboxRepublishedTotal,
                                      "Events that the queue had lost", {{"stream", stream}})) {}
  prometheus::Gauge& waiting;
  prometheus::Gauge& published;
  prometheus::Gauge& oldest;
  prometheus::Counter& published_total;
  prometheus::Counter& republished_total;
};

OutboxRelay::OutboxRelay(Options options, OutboxStore& store, EventStream& stream,
                         prometheus::Registry& registry)
    : options_(std::move(options)),
      store_(store),
      stream_(stream),
      metrics_(std::make_shared<Metrics>(registry, options_.stream)) {}

absl::StatusOr<int> OutboxRelay::Publish() {
  if (paused_) return 0;
  auto count = store_.Publish(options_.publish_batch, [&](const std::vector<OutboxRow>& rows) {
    std::vector<OutgoingEvent> events;
    events.reserve(rows.size());
    for (const OutboxRow& row : rows) {
      events.push_back({std::to_string(row.id), row.key, row.payload});
    }
    return stream_.Append(events);
  });
  if (count.ok()) metrics_->published_total.Increment(*count);
  return count;
}

absl::StatusOr<StreamId> OutboxRelay::SweepWindow(const std::vector<PublishedRow>& window,
                                                  const StreamId& acknowledged) {
  const StreamId first = StreamId::Parse(window.front().stream_id);
  const StreamId last = StreamId::Parse(window.back().stream_id);
  // The stream may hold entries of rows that were published twice, so there can be more of them.
  const int entries_max = static_cast<int>(window.size()) * 4;
  SALUR_ASSIGN_OR_RETURN(const auto entries, stream_.Rows(first, last, entries_max));
  const bool complete = entries.size() < static_cast<std::size_t>(entries_max);
  StreamId checked = last;
  if (!complete) {
    checked = {};
    for (const auto& [id, row] : entries) checked = std::max(checked, StreamId::Parse(id));
  }
  std::vector<std::int64_t> done;
  std::vector<PublishedRow> missing;
  StreamId trim;
  for (const PublishedRow& row : window) {
    const StreamId id = StreamId::Parse(row.stream_id);
    if (id > checked) break;
    const auto entry = entries.find(row.stream_id);
    if (entry == entries.end() || entry->second != std::to_string(row.id)) {
      missing.push_back(row);
    } else if (id <= acknowledged) {
      done.push_back(row.id);
      trim = id;
    }
    cursor_ = id;
  }
  if (!done.empty()) SALUR_RETURN_IF_ERROR(store_.Delete(done));
  if (!missing.empty()) {
    SALUR_RETURN_IF_ERROR(store_.MarkUnpublished(missing));
    metrics_->republished_total.Increment(static_cast<double>(missing.size()));
    log::Warn("events were missing from the queue and are published again",
              {{"stream", options_.stream}, {"events", std::to_string(missing.size())}});
  }
  return trim;
}

absl::Status OutboxRelay::Sweep() {
  SALUR_ASSIGN_OR_RETURN(const StreamId acknowledged, stream_.AcknowledgedPoint(options_.groups));
  StreamId trim;
  for (int i = 0; i < options_.sweep_batches_max; ++i) {
    SALUR_ASSIGN_OR_RETURN(const auto window, store_.ListPublished(cursor_, options_.sweep_batch));
    if (window.empty()) {
      cursor_ = {};
      break;
    }
    SALUR_ASSIGN_OR_RETURN(const StreamId window_trim, SweepWindow(window, acknowledged));
    trim = std::max(trim, window_trim);
    if (window.size() < static_cast<std::size_t>(options_.sweep_batch)) {
      cursor_ = {};
      break;
    }
  }
  // Rows are deleted before the stream is trimmed: the other order would look like a loss.
  if (trim > StreamId{}) return stream_.TrimTo(trim);
  return absl::OkStatus();
}

absl::Status OutboxRelay::Measure() {
  SALUR_ASSIGN_OR_RETURN(const OutboxUsage usage, store_.Usage());
  metrics_->waiting.Set(static_cast<double>(usage.waiting));
  metrics_->published.Set(static_cast<double>(usage.published));
  metrics_->oldest.Set(absl::ToDoubleSeconds(usage.oldest_age));
  const bool full = usage.published >= options_.published_max;
  if (full != paused_) {
    log::Warn(full ? "outbox limit reached: publishing pauses until consumers catch up"
                   : "outbox below its limit: publishing goes on",
              {{"stream", options_.stream}, {"published", std::to_string(usage.published)}});
  }
  paused_ = full;
  return absl::OkStatus();
}

}  // namespace salur
