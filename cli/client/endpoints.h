// Where the services listen.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include <absl/status/statusor.h>

#include "cli/process/process.h"

namespace salur::cli {

enum class Service { kIntake, kRouting, kEscalation };
inline constexpr std::array kServices = {Service::kIntake, Service::kRouting, Service::kEscalation};

// "intake", "routing", "escalation".
std::string_view Name(Service service);

// gRPC targets, by service; empty where unknown.
struct Endpoints {
  std::array<std::string, kServices.size()> targets;
  // Where they come from, for messages: a path, or empty.
  std::string source;

  std::string& of(Service service) { return targets[static_cast<std::size_t>(service)]; }
  const std::string& of(Service service) const {
    return targets[static_cast<std::size_t>(service)];
  }
};

// The file that the launcher writes: {"intake":{"grpc":"127.0.0.1:7710",...},"routing":{...},...}.
// Unknown members are ignored. Errors: what is wrong with the file, naming `source`.
absl::StatusOr<Endpoints> ParseEndpoints(std::string_view json, std::string_view source);

// The path in SALUR_ENDPOINTS, else .salur/endpoints.json in the current directory or the nearest
// one above it; empty when there is neither.
std::string FindEndpointsFile(const Process& process);

// Addresses given on the command line, completed from the file. The file is read only when an
// address is missing; without a file the missing ones stay empty.
absl::StatusOr<Endpoints> ResolveEndpoints(const Endpoints& given, const Process& process);

}  // namespace salur::cli
