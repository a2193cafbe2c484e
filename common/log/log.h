// JSON log lines on standard output, one object a line: time (real, UTC), level, service, message
// and fields. Never pass personal data, complaint text or addresses.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace salur::log {

using Fields = std::initializer_list<std::pair<std::string_view, std::string>>;

// Called once in main. `level` is trace, debug, info, warn or error. Before it is called, lines of
// level info and above are written without a service name.
void Initialize(std::string_view service, std::string_view level);

// Thread-safe. `message` is a constant; what varies goes into fields.
void Debug(std::string_view message, Fields fields = {});
void Info(std::string_view message, Fields fields = {});
void Warn(std::string_view message, Fields fields = {});
void Error(std::string_view message, Fields fields = {});

// Writes what is buffered.
void Flush();

}  // namespace salur::log
