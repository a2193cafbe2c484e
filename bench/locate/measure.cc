#include "bench/locate/measure.h"

#include <ctime>
#include <fstream>
#include <sstream>

namespace salur::bench {
namespace {

double Seconds(clockid_t clock) {
  timespec time = {};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

Timer::Timer() : wall_(Seconds(CLOCK_MONOTONIC)), cpu_(Seconds(CLOCK_PROCESS_CPUTIME_ID)) {}

Usage Timer::Elapsed() const {
  return {Seconds(CLOCK_MONOTONIC) - wall_, Seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu_};
}

double StatusMegabytes(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (!line.starts_with(name + ":")) continue;
    double kilobytes = 0;
    std::istringstream(line.substr(name.size() + 1)) >> kilobytes;
    return kilobytes / 1024;
  }
  return 0;
}

}  // namespace salur::bench
