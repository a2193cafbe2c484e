#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/commands/commands.h"

int main(int argc, char** argv) {
  namespace cli = salur::cli;
  cli::IgnoreBrokenPipes();
  std::ios::sync_with_stdio(false);
  cli::SystemProcess process;
  cli::Io io{std::cin,
             std::cout,
             std::cerr,
             cli::TerminalOf(STDIN_FILENO).is_tty,
             cli::TerminalOf(STDOUT_FILENO),
             cli::TerminalOf(STDERR_FILENO)};
  cli::Context context(process, io, cli::CommandToRepeat(process, argc > 0 ? argv[0] : ""));
  cli::CommandLine line(context);
  cli::AddAll(line);
  return line.Run(std::vector<std::string>(argv + (argc > 0 ? 1 : 0), argv + argc));
}
