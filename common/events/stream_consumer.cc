#include "common/events/stream_consumer.h"

#include "common/base/errors.h"
#include "common/log/log.h"
#include "common/metrics/metric_names.h"
#include "common/metrics/metrics.h"

namespace salur {
namespace {

// Under constant load nobody is ever idle, so claims also happen every so many reads.
constexpr int kReadsPerClaim = 50;

}  // namespace

struct StreamConsumer::Metrics {
  Metrics(prometheus::Registry& registry, const std::string& stream, const std::string& group)
      : processed(MakeCounter(registry, metric::kConsumedTotal, "Messages finished",
                              {{"stream", stream}, {"result", "processed"}})),
        dead(MakeCounter(registry, metric::kConsumedTotal, "Messages finished",
                         {{"stream", stream}, {"result", "dead_letter"}})),
        retried(MakeCounter(registry, metric::kConsumedTotal, "Messages finished",
                            {{"stream", stream}, {"result", "retried"}})),
        lag(MakeGauge(registry, metric::kStreamLag, "Messages not yet acknowledged by the group",
                      {{"stream", stream}, {"group", group}})),
        dead_letters(MakeGauge(registry, metric::kDeadLetters, "Messages put aside",
                               {{"stream", stream}})) {}
  prometheus::Counter& processed;
  prometheus::Counter& dead;
  prometheus::Counter& retried;
  prometheus::Gauge& lag;
  prometheus::Gauge& dead_letters;
};

StreamConsumer::StreamConsumer(Options options, EventStream& stream, DeadLetterStore& dead_letters,
                               Handler handler, prometheus::Registry& registry)
    : options_(std::move(options)),
      stream_(stream),
      dead_letters_(dead_letters),
      handler_(std::move(handler)),
      metrics_(std::make_shared<Metrics>(registry, options_.stream, options_.group)) {}

absl::Status StreamConsumer::Read() {
  ReadOptions read{options_.group, options_.consumer, options_.batch, options_.block};
  if (reads_since_claim_ >= kReadsPerClaim) {
    reads_since_claim_ = 0;
    SALUR_ASSIGN_OR_RETURN(in_hand_, stream_.Claim(read, options_.claim_idle));
    if (!in_hand_.empty()) return absl::OkStatus();
  }
  SALUR_ASSIGN_OR_RETURN(in_hand_, stream_.ReadGroup(read));
  ++reads_since_claim_;
  if (in_hand_.empty()) reads_since_claim_ = kReadsPerClaim;
  return absl::OkStatus();
}

absl::StatusOr<int> StreamConsumer::RunOnce() {
  if (in_hand_.empty()) SALUR_RETURN_IF_ERROR(Read());
  if (in_hand_.empty()) return 0;
  const int count = static_cast<int>(in_hand_.size());
  const absl::Status status = Process(in_hand_);
  if (!status.ok()) {
    metrics_->retried.Increment();
    return status;
  }
  in_hand_.clear();
  return count;
}

absl::Status StreamConsumer::Acknowledge(const std::vector<StreamMessage>& batch) {
  std::vector<std::string> ids;
  ids.reserve(batch.size());
  for (const StreamMessage& message : batch) ids.push_back(message.id);
  return stream_.Acknowledge(options_.group, ids);
}

absl::Status StreamConsumer::Process(const std::vector<StreamMessage>& batch) {
  const absl::Status status = handler_(batch);
  if (status.ok()) {
    SALUR_RETURN_IF_ERROR(Acknowledge(batch));
    metrics_->processed.Increment(static_cast<double>(batch.size()));
    return status;
  }
  if (IsTransient(status)) return status;
  if (batch.size() > 1) {
    const auto middle = batch.begin() + static_cast<std::ptrdiff_t>(batch.size() / 2);
    SALUR_RETURN_IF_ERROR(Process(std::vector<StreamMessage>(batch.begin(), middle)));
    return Process(std::vector<StreamMessage>(middle, batch.end()));
  }
  const StreamMessage& message = batch.front();
  for (int attempt = 2; attempt <= options_.attempts_max; ++attempt) {
    const absl::Status again = handler_(batch);
    if (again.ok()) return Acknowledge(batch);
    if (IsTransient(again)) return again;
  }
  return PutAside(message, status);
}

absl::Status StreamConsumer::PutAside(const StreamMessage& message, const absl::Status& error) {
  DeadLetter letter;
  letter.stream = options_.stream;
  letter.stream_id = message.id;
  letter.key = message.key;
  letter.payload = message.payload;
  letter.error = ErrorReason(error) + ": " + std::string(error.message());
  letter.attempts = options_.attempts_max;
  SALUR_RETURN_IF_ERROR(dead_letters_.Add(letter));
  metrics_->dead.Increment();
  log::Error("a message was put aside as a dead letter",
             {{"stream", options_.stream}, {"key", message.key}, {"error", letter.error}});
  return Acknowledge({message});
}

absl::Status StreamConsumer::Measure() {
  SALUR_ASSIGN_OR_RETURN(const std::int64_t dead, dead_letters_.Count());
  metrics_->dead_letters.Set(static_cast<double>(dead));
  SALUR_ASSIGN_OR_RETURN(const std::int64_t lag, stream_.Lag(options_.group));
  metrics_->lag.Set(static_cast<double>(lag));
  return absl::OkStatus();
}

}  // namespace salur
