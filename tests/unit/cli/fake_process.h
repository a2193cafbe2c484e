// A machine without environment whose time moves on only when somebody sleeps (beside real time,
// which gRPC's deadlines need).
#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <string>

#include <absl/time/clock.h>

#include "cli/process/process.h"

namespace salur::cli {

class FakeProcess final : public Process {
 public:
  std::map<std::string, std::string, std::less<>> environment;
  std::string directory = "/nowhere";

  std::optional<std::string> Environment(std::string_view name) const override {
    const auto found = environment.find(name);
    if (found == environment.end()) return std::nullopt;
    return found->second;
  }
  std::string CurrentDirectory() const override { return directory; }
  absl::Time Now() const override { return absl::Now() + absl::Milliseconds(slept_ms_.load()); }
  void Sleep(absl::Duration duration) override { slept_ms_ += absl::ToInt64Milliseconds(duration); }
  std::string NewUuid() override {
    const std::string number = std::to_string(++uuids_);
    return "00000000-0000-4000-8000-" + std::string(12 - number.size(), '0') + number;
  }

 private:
  std::atomic<std::int64_t> slept_ms_{0};
  int uuids_ = 0;
};

}  // namespace salur::cli
