#include "common/runtime/endpoint_file.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>

#include <nlohmann/json.hpp>

#include "common/base/errors.h"

namespace salur {

absl::Status WriteEndpointFile(const std::string& path, const Endpoints& endpoints) {
  if (path.empty()) return absl::OkStatus();
  nlohmann::ordered_json content;
  content["grpc"] = endpoints.grpc;
  content["metrics"] = endpoints.metrics;
  content["pid"] = getpid();
  const std::string temporary = path + ".new";
  {
    std::ofstream file(temporary);
    file << content.dump() << "\n";
    if (!file.flush()) {
      return MakeError(absl::StatusCode::kInternal, "ENDPOINT_FILE",
                       "cannot write the file that SALUR_ENDPOINT_FILE names");
    }
  }
  if (std::rename(temporary.c_str(), path.c_str()) != 0) {
    return MakeError(absl::StatusCode::kInternal, "ENDPOINT_FILE",
                     "cannot write the file that SALUR_ENDPOINT_FILE names");
  }
  return absl::OkStatus();
}

}  // namespace salur
