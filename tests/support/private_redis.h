// A Redis server of the test program's own, on a unix socket.
#pragma once

#include <memory>
#include <string>

#include "tests/support/child_process.h"

namespace salur::testing {

class PrivateRedis {
 public:
  // Aborts with a message when Redis is missing or does not start.
  PrivateRedis();
  ~PrivateRedis();

  // unix:///tmp/.../redis.sock
  std::string url() const { return "unix://" + folder_ + "/redis.sock"; }

  // Stop loses everything that is in memory: nothing is written to disk.
  void Stop();
  void Start();

 private:
  std::string folder_;
  std::unique_ptr<ChildProcess> server_;
};

}  // namespace salur::testing
