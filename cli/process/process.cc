#include "cli/process/process.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include <absl/time/clock.h>

#include "common/base/uuid.h"

namespace salur::cli {

std::optional<std::string> SystemProcess::Environment(std::string_view name) const {
  const char* value = std::getenv(std::string(name).c_str());
  if (value == nullptr) return std::nullopt;
  return std::string(value);
}

std::string SystemProcess::CurrentDirectory() const {
  std::error_code error;
  const std::filesystem::path path = std::filesystem::current_path(error);
  return error ? std::string() : path.string();
}

absl::Time SystemProcess::Now() const { return absl::Now(); }

void SystemProcess::Sleep(absl::Duration duration) { absl::SleepFor(duration); }

std::string SystemProcess::NewUuid() { return salur::NewUuid(Now()); }

Terminal TerminalOf(int file_descriptor) {
  Terminal terminal;
  terminal.is_tty = isatty(file_descriptor) == 1;
  if (!terminal.is_tty) return terminal;
  winsize size{};
  const bool known = ioctl(file_descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  terminal.columns = known ? size.ws_col : 80;
  return terminal;
}

std::string FindAbove(const Process& process, std::string_view relative) {
  std::filesystem::path folder = process.CurrentDirectory();
  while (!folder.empty()) {
    const std::filesystem::path candidate = folder / std::string(relative);
    std::error_code error;
    if (std::filesystem::is_regular_file(candidate, error)) return candidate.string();
    if (folder == folder.parent_path()) break;
    folder = folder.parent_path();
  }
  return {};
}

std::string CommandToRepeat(const Process& process, std::string_view called_as) {
  const std::string launcher = process.CurrentDirectory() + "/salur";
  const bool by_path = called_as.find('/') != std::string_view::npos;
  if (by_path && FindAbove(process, "salur") == launcher) return "./salur ctl";
  return called_as.empty() ? "salurctl" : std::string(called_as);
}

bool ColourAllowed(const Process& process) {
  const auto no_colour = process.Environment("NO_COLOR");
  if (no_colour.has_value() && !no_colour->empty()) return false;
  return process.Environment("TERM").value_or("") != "dumb";
}

void IgnoreBrokenPipes() { std::signal(SIGPIPE, SIG_IGN); }

}  // namespace salur::cli
