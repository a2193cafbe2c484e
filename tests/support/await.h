// Waits for a condition with a limit, for tests that watch real threads or processes.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace salur::testing {

// Whether `condition` became true within `limit`; asks every 10 ms.
inline bool Await(const std::function<bool()>& condition,
                  std::chrono::milliseconds limit = std::chrono::seconds(20)) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

}  // namespace salur::testing
