#include "common/log/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include <absl/time/clock.h>
#include <absl/time/time.h>

namespace salur::log {
namespace {

struct State {
  std::string service;
  std::shared_ptr<spdlog::logger> logger;
};

State& GetState() {
  static State state = [] {
    State initial;
    initial.logger = std::make_shared<spdlog::logger>(
        "salur", std::make_shared<spdlog::sinks::stdout_sink_mt>());
    initial.logger->set_pattern("%v");
    initial.logger->flush_on(spdlog::level::info);
    return initial;
  }();
  return state;
}

void Write(spdlog::level::level_enum level, std::string_view message, Fields fields) {
  State& state = GetState();
  if (!state.logger->should_log(level)) return;
  nlohmann::ordered_json line;
  line["time"] = absl::FormatTime("%Y-%m-%dT%H:%M:%E6SZ", absl::Now(), absl::UTCTimeZone());
  const auto name = spdlog::level::to_string_view(level);
  line["level"] = std::string(name.data(), name.size());
  if (!state.service.empty()) line["service"] = state.service;
  line["message"] = message;
  for (const auto& [key, value] : fields) line[std::string(key)] = value;
  // Bytes that are not UTF-8 are replaced, so that every line is valid JSON.
  state.logger->log(level, "{}",
                    line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace

void Initialize(std::string_view service, std::string_view level) {
  State& state = GetState();
  state.service = service;
  state.logger->set_level(spdlog::level::from_str(std::string(level)));
}

void Debug(std::string_view message, Fields fields) {
  Write(spdlog::level::debug, message, fields);
}
void Info(std::string_view message, Fields fields) { Write(spdlog::level::info, message, fields); }
void Warn(std::string_view message, Fields fields) { Write(spdlog::level::warn, message, fields); }
void Error(std::string_view message, Fields fields) { Write(spdlog::level::err, message, fields); }

void Flush() { GetState().logger->flush(); }

}  // namespace salur::log
