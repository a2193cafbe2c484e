#include "cli/client/endpoints.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <nlohmann/json.hpp>

#include "cli/client/error.h"
#include "common/base/errors.h"

namespace salur::cli {

std::string_view Name(Service service) {
  switch (service) {
    case Service::kIntake:
      return "intake";
    case Service::kRouting:
      return "routing";
    case Service::kEscalation:
      return "escalation";
  }
  return "?";
}

absl::StatusOr<Endpoints> ParseEndpoints(std::string_view json, std::string_view source) {
  const auto document = nlohmann::json::parse(json, nullptr, false);
  const std::string where(source);
  if (document.is_discarded() || !document.is_object()) {
    return UnreachableError(where + " is not a JSON object with the services' endpoints",
                            "it is written by: ./salur up");
  }
  Endpoints endpoints;
  endpoints.source = where;
  for (const Service service : kServices) {
    const std::string name(Name(service));
    const auto entry = document.find(name);
    if (entry == document.end()) continue;
    if (!entry->is_object() || !entry->contains("grpc") || !(*entry)["grpc"].is_string()) {
      return UnreachableError(where + ": \"" + name + "\" must be {\"grpc\": \"HOST:PORT\", ...}",
                              "it is written by: ./salur up");
    }
    endpoints.of(service) = (*entry)["grpc"].get<std::string>();
  }
  return endpoints;
}

std::string FindEndpointsFile(const Process& process) {
  const auto named = process.Environment("SALUR_ENDPOINTS");
  if (named.has_value() && !named->empty()) return *named;
  return FindAbove(process, ".salur/endpoints.json");
}

absl::StatusOr<Endpoints> ResolveEndpoints(const Endpoints& given, const Process& process) {
  const bool complete = std::none_of(given.targets.begin(), given.targets.end(),
                                     [](const std::string& target) { return target.empty(); });
  if (complete) return given;
  const std::string path = FindEndpointsFile(process);
  if (path.empty()) return given;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    const bool any = std::any_of(given.targets.begin(), given.targets.end(),
                                 [](const std::string& target) { return !target.empty(); });
    if (any) return given;
    return UnreachableError("cannot read the endpoints file " + path,
                            "start the services: ./salur up");
  }
  const std::string json{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  SALUR_ASSIGN_OR_RETURN(Endpoints endpoints, ParseEndpoints(json, path));
  for (const Service service : kServices) {
    if (!given.of(service).empty()) endpoints.of(service) = given.of(service);
  }
  return endpoints;
}

}  // namespace salur::cli
