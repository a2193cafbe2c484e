// Messages that a consumer could not process for a permanent reason.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

namespace salur {

struct DeadLetter {
  std::int64_t id = 0;
  std::string stream;
  std::string stream_id;
  std::string key;
  std::string payload;
  std::string error;
  int attempts = 0;
  absl::Time create_time;  // real time
};

class DeadLetterStore {
 public:
  virtual ~DeadLetterStore() = default;

  // Durable before it answers OK. The same (stream, stream_id) again changes nothing.
  virtual absl::Status Add(const DeadLetter& letter) = 0;
  // Newest first, with ids below `before` (0: from the newest), without payload.
  virtual absl::StatusOr<std::vector<DeadLetter>> List(std::int64_t before, int count) = 0;
  // NOT_FOUND DEAD_LETTER_NOT_FOUND.
  virtual absl::StatusOr<DeadLetter> Get(std::int64_t id) = 0;
  virtual absl::Status RecordFailure(std::int64_t id, const std::string& error) = 0;
  virtual absl::Status Remove(std::int64_t id) = 0;
  virtual absl::StatusOr<std::int64_t> Count() = 0;
};

}  // namespace salur
