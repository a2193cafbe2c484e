// EventStream on Redis Streams.
#pragma once

#include <string>

#include "common/events/event_stream.h"
#include "common/redis/redis_client.h"

namespace salur::redis {

class RedisEventStream final : public EventStream {
 public:
  // `name` is the stream's key without the prefix "salur:stream:".
  RedisEventStream(RedisClient::Options options, std::string name);

  absl::StatusOr<std::vector<std::string>> Append(
      const std::vector<OutgoingEvent>& events) override;
  absl::StatusOr<std::vector<StreamMessage>> ReadGroup(const ReadOptions& options) override;
  absl::StatusOr<std::vector<StreamMessage>> Claim(const ReadOptions& options,
                                                   absl::Duration idle_min) override;
  absl::Status Acknowledge(const std::string& group, const std::vector<std::string>& ids) override;
  absl::StatusOr<StreamId> AcknowledgedPoint(const std::vector<std::string>& groups) override;
  absl::StatusOr<std::map<std::string, std::string>> Rows(const StreamId& first,
                                                          const StreamId& last, int count) override;
  absl::Status TrimTo(const StreamId& acknowledged) override;
  absl::StatusOr<std::int64_t> Lag(const std::string& group) override;

 private:
  absl::Status CreateGroup(const std::string& group);

  RedisClient client_;
  const std::string key_;
};

}  // namespace salur::redis
