// One connection to Redis, opened lazily and again after an error. Not thread-safe: each loop has
// its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <absl/status/statusor.h>
#include <absl/time/time.h>

namespace salur::redis {

// A reply of RESP2.
struct Reply {
  enum class Kind { kNil, kInteger, kText, kArray, kError };
  Kind kind = Kind::kNil;
  std::int64_t integer = 0;
  std::string text;  // also of errors
  std::vector<Reply> items;
};

using Command = std::vector<std::string>;

class RedisClient {
 public:
  struct Options {
    // redis://host:port/db, redis://:password@host:port/db or unix:///path.
    std::string url;
    absl::Duration connect_timeout = absl::Seconds(2);
    // Beyond a command's own BLOCK time.
    absl::Duration command_timeout = absl::Seconds(3);
  };

  explicit RedisClient(Options options);
  ~RedisClient();

  // Sends all commands in one write and reads all replies. UNAVAILABLE REDIS_UNAVAILABLE when the
  // connection fails at any point (then it is unknown which commands took effect); error replies
  // of Redis are replies of kind kError. `block` is added to the timeout.
  absl::StatusOr<std::vector<Reply>> Pipeline(const std::vector<Command>& commands,
                                              absl::Duration block = absl::ZeroDuration());

  // One command; an error reply becomes a status (see ReplyError).
  absl::StatusOr<Reply> Call(const Command& command, absl::Duration block = absl::ZeroDuration());

 private:
  struct Connection;
  absl::Status Connect();

  const Options options_;
  std::unique_ptr<Connection> connection_;
};

// Error replies by their first word: LOADING, OOM, READONLY, BUSY, MASTERDOWN, CLUSTERDOWN and the
// like are UNAVAILABLE, NOGROUP is NOT_FOUND, anything else INTERNAL REDIS_REJECTED.
absl::Status ReplyError(const Reply& reply);

}  // namespace salur::redis
