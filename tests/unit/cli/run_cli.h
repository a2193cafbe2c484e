// Runs salurctl in this process.
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "cli/commands/commands.h"
#include "tests/unit/cli/fake_method.h"
#include "tests/unit/cli/fake_process.h"

namespace salur::cli {

struct CliResult {
  int exit_code = 0;
  std::string out;
  std::string err;
};

inline CliResult RunCli(FakeProcess& process, const std::vector<std::string>& arguments,
                        const std::string& input = {}, Terminal terminal = {}) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  Io io{in, out, err, false, terminal, terminal};
  Context context(process, io, "salurctl");
  CommandLine line(context);
  AddAll(line);
  CliResult result;
  { const std::lock_guard before(Handover()); }
  result.exit_code = line.Run(arguments);
  { const std::lock_guard after(Handover()); }
  result.out = out.str();
  result.err = err.str();
  return result;
}

}  // namespace salur::cli
