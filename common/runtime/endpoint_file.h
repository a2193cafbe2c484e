// Tells others on this machine where a service listens.
#pragma once

#include <string>

#include <absl/status/status.h>

namespace salur {

struct Endpoints {
  std::string grpc;     // host:port
  std::string metrics;  // host:port
};

// Writes {"grpc":...,"metrics":...,"pid":...} to `path` in one step (rename), so that readers never
// see half of it; nothing for an empty path. INTERNAL when it cannot be written.
absl::Status WriteEndpointFile(const std::string& path, const Endpoints& endpoints);

}  // namespace salur
