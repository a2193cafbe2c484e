// How commands are put together: every leaf has the common options and examples, and leaves its
// work in `Selected` to be done once the whole command line has been read.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <absl/status/status.h>
#include <CLI/CLI.hpp>

#include "cli/context.h"

namespace salur::cli {

// The root of the command line. Not copyable: options are bound to its members.
class CommandLine {
 public:
  explicit CommandLine(Context& context);
  CommandLine(const CommandLine&) = delete;
  CommandLine& operator=(const CommandLine&) = delete;

  struct Spec {
    std::string name;
    std::string description;
    // Lines shown at the end of the help, without "salurctl".
    std::vector<std::string> examples;
  };

  Context& context() { return context_; }
  CLI::App& root() { return root_; }
  // A command with subcommands only.
  CLI::App& AddGroup(const std::string& name, const std::string& description);
  // A command that does something.
  CLI::App& AddCommand(CLI::App& parent, const Spec& spec, std::function<absl::Status()> run);

  // Reads the arguments (without the program's name) and does what they ask for.
  // The result is the exit code; everything has been printed.
  int Run(const std::vector<std::string>& arguments);

 private:
  void AddCommonOptions(CLI::App& app);
  int FinishParse(const CLI::ParseError& error);
  int Finish(const absl::Status& status);

  Context& context_;
  CLI::App root_;
  std::vector<CLI::App*> commands_;
  std::function<absl::Status()> selected_;
};

}  // namespace salur::cli
