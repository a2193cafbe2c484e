// The command line itself: what is not understood, help, completion.
#include "cli/command_line.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/run_cli.h"

namespace salur::cli {
namespace {

using ::testing::HasSubstr;

TEST(CommandLineErrors, AreUsageErrorsWithAHint) {
  FakeProcess process;
  const CliResult unknown = RunCli(process, {"tiket"});
  EXPECT_EQ(unknown.exit_code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("salurctl has no command \"tiket\""));
  const CliResult deeper = RunCli(process, {"tickets", "delete"});
  EXPECT_THAT(deeper.err, HasSubstr("salurctl tickets has no command \"delete\""));
  EXPECT_EQ(RunCli(process, {"file", "--colour", "red"}).exit_code, 2);
  EXPECT_EQ(RunCli(process, {"track", "only-a-number"}).exit_code, 2);
  EXPECT_EQ(RunCli(process, {"track", "a", "b", "--lang", "fr"}).exit_code, 2);
  EXPECT_EQ(RunCli(process, {"dead-letters", "list", "--service", "mars"}).exit_code, 2);
  const CliResult timeout = RunCli(process, {"info", "--timeout", "soon"});
  EXPECT_EQ(timeout.exit_code, 2);
  EXPECT_THAT(timeout.err, HasSubstr("--timeout soon"));
  const CliResult nothing = RunCli(process, {});
  EXPECT_EQ(nothing.exit_code, 2);
  EXPECT_THAT(nothing.err, HasSubstr("Subcommands:"));
}

TEST(CommandLineErrors, WithoutServicesAreUnreachable) {
  FakeProcess process;
  const CliResult nowhere = RunCli(process, {"track", "a", "b"});
  EXPECT_EQ(nowhere.exit_code, 3);
  EXPECT_THAT(nowhere.err, HasSubstr("./salur up"));
  const CliResult closed = RunCli(process, {"track", "a", "b", "--intake", "127.0.0.1:1"});
  EXPECT_EQ(closed.exit_code, 3);
  EXPECT_THAT(closed.err, HasSubstr("cannot reach 127.0.0.1:1"));
}

TEST(Help, HasExamplesAndCommonOptionsForEveryCommand) {
  FakeProcess process;
  std::istringstream in;
  std::ostringstream out;
  Io io{in, out, out, false, {}, {}};
  Context context(process, io, "salurctl");
  CommandLine line(context);
  AddAll(line);
  int commands = 0;
  const auto check = [&](const auto& self, CLI::App& app, std::vector<std::string> path) -> void {
    const auto subcommands = app.get_subcommands([](const CLI::App*) { return true; });
    for (CLI::App* sub : subcommands) {
      auto deeper = path;
      deeper.push_back(sub->get_name());
      self(self, *sub, deeper);
    }
    if (!subcommands.empty()) return;
    ++commands;
    path.emplace_back("--help");
    FakeProcess fresh;
    const CliResult help = RunCli(fresh, path);
    EXPECT_EQ(help.exit_code, 0);
    for (const char* part : {"Examples:\n  salurctl ", "--json", "--timeout", "--as"}) {
      EXPECT_THAT(help.out, HasSubstr(part)) << path.front();
    }
  };
  check(check, line.root(), {});
  EXPECT_GE(commands, 24);
}

TEST(Completion, KnowsCommandsAndTheirOptions) {
  FakeProcess process;
  const CliResult result = RunCli(process, {"completion", "bash"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_THAT(result.out, HasSubstr("\"tickets\") words=\"list show accept resolve"));
  EXPECT_THAT(result.out, HasSubstr("complete -F _salurctl salurctl"));
  EXPECT_EQ(RunCli(process, {"completion", "fish"}).exit_code, 2);
}

}  // namespace
}  // namespace salur::cli
