// The one place of salurctl that touches the machine: environment, current directory, terminal,
// real time and identifiers. Everything else gets it as an argument, so tests can replace it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <absl/time/time.h>

namespace salur::cli {

// The machine as salurctl sees it. Used from one thread.
class Process {
 public:
  virtual ~Process() = default;
  // Empty optional when the variable is not set.
  virtual std::optional<std::string> Environment(std::string_view name) const = 0;
  // Absolute; empty when it cannot be read.
  virtual std::string CurrentDirectory() const = 0;
  // Real time.
  virtual absl::Time Now() const = 0;
  virtual void Sleep(absl::Duration duration) = 0;
  // A fresh lower-case UUID.
  virtual std::string NewUuid() = 0;
};

// The real machine.
class SystemProcess final : public Process {
 public:
  std::optional<std::string> Environment(std::string_view name) const override;
  std::string CurrentDirectory() const override;
  absl::Time Now() const override;
  void Sleep(absl::Duration duration) override;
  std::string NewUuid() override;
};

// Where a stream of ours ends.
struct Terminal {
  bool is_tty = false;
  // Width in columns; 0 when there is no terminal and lines may be as long as they like.
  int columns = 0;
};

// The terminal behind a file descriptor, if there is one.
Terminal TerminalOf(int file_descriptor);

// The path of a file that lies at `relative` in the current directory or the nearest one above it;
// empty when there is none.
std::string FindAbove(const Process& process, std::string_view relative);

// How the user should call this program again: "./salur ctl" where the launcher lies in the current
// directory, else as it was called.
std::string CommandToRepeat(const Process& process, std::string_view called_as);

// Whether colour may be used at all (NO_COLOR and TERM=dumb say no).
bool ColourAllowed(const Process& process);

// Makes a write to a closed pipe an error of that write instead of the end of the process.
void IgnoreBrokenPipes();

}  // namespace salur::cli
