// Time and memory of this process.
#pragma once

#include <cstddef>
#include <string>

namespace salur::bench {

struct Usage {
  double wall_s = 0;
  double cpu_s = 0;
};

// Since it was made.
class Timer {
 public:
  Timer();
  Usage Elapsed() const;

 private:
  double wall_;
  double cpu_;
};

// A line of /proc/self/status in MiB: "VmRSS", "RssAnon", "VmHWM".
double StatusMegabytes(const std::string& name);

}  // namespace salur::bench
