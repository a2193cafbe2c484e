#include "common/config/service_config.h"

#include <sstream>

namespace salur {
namespace {

std::vector<std::string> SplitList(const std::string& text) {
  std::vector<std::string> items;
  std::istringstream stream(text);
  for (std::string item; std::getline(stream, item, ',');) {
    if (!item.empty()) items.push_back(item);
  }
  return items;
}

std::shared_ptr<const Clock> ReadClock(ConfigReader& reader, bool development) {
  constexpr double kRateMax = 10'000'000;
  const bool scaled = reader.Has("SALUR_CLOCK_RATE") || reader.Has("SALUR_CLOCK_EPOCH");
  const double rate = reader.Positive("SALUR_CLOCK_RATE", 1.0, kRateMax);
  const std::string epoch = reader.Optional("SALUR_CLOCK_EPOCH", "");
  if (!scaled) return std::make_shared<SystemClock>();
  if (!development) {
    reader.AddError("SALUR_CLOCK_RATE",
                    "and SALUR_CLOCK_EPOCH are allowed only with SALUR_ENVIRONMENT=development");
    return std::make_shared<SystemClock>();
  }
  ScaledClock::Options options;
  options.rate = rate;
  const std::size_t slash = epoch.find('/');
  std::string error;
  if (slash == std::string::npos ||
      !absl::ParseTime(absl::RFC3339_full, epoch.substr(0, slash), &options.real_start, &error) ||
      !absl::ParseTime(absl::RFC3339_full, epoch.substr(slash + 1), &options.scaled_start,
                       &error)) {
    reader.AddError("SALUR_CLOCK_EPOCH",
                    "must be two RFC 3339 times, real and scaled, with a slash between them, such "
                    "as 2026-01-01T00:00:00Z/2026-02-01T00:00:00Z");
  }
  return std::make_shared<ScaledClock>(options);
}

}  // namespace

ServiceConfig ReadServiceConfig(ConfigReader& reader, DefaultPorts ports) {
  ServiceConfig config;
  config.development = reader.OneOf("SALUR_ENVIRONMENT", {"development", "production"},
                                    "production") == "development";
  config.postgres_dsn = reader.Required("SALUR_POSTGRES_DSN");
  config.postgres_connections = static_cast<int>(
      reader.Integer("SALUR_POSTGRES_CONNECTIONS", {.min = 2, .max = 200, .fallback = 12}));
  config.redis_url = reader.Required("SALUR_REDIS_URL");
  if (!config.redis_url.empty() && config.redis_url.rfind("redis://", 0) != 0 &&
      config.redis_url.rfind("unix://", 0) != 0) {
    reader.AddError("SALUR_REDIS_URL", "must begin with redis:// or unix://");
  }
  config.listen =
      SplitList(reader.Optional("SALUR_LISTEN", "127.0.0.1:" + std::to_string(ports.grpc)));
  if (config.listen.empty()) reader.AddError("SALUR_LISTEN", "names no address");
  config.metrics_listen =
      reader.Optional("SALUR_METRICS_LISTEN", "127.0.0.1:" + std::to_string(ports.metrics));
  config.port_fallback = reader.Boolean("SALUR_PORT_FALLBACK", false);
  config.endpoint_file = reader.Optional("SALUR_ENDPOINT_FILE", "");
  config.log_level =
      reader.OneOf("SALUR_LOG_LEVEL", {"trace", "debug", "info", "warn", "error"}, "info");
  config.claim_idle_ms = static_cast<int>(
      reader.Integer("SALUR_CLAIM_IDLE_MS", {.min = 100, .max = 600'000, .fallback = 15'000}));
  config.clock = ReadClock(reader, config.development);
  return config;
}

}  // namespace salur
