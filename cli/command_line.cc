#include "cli/command_line.h"

#include <utility>

#include "cli/format/text.h"

namespace salur::cli {

CommandLine::CommandLine(Context& context)
    : context_(context),
      root_(
          "salurctl: files, follows and answers complaints, and looks after Salur.\n"
          "Services are found through SALUR_ENDPOINTS or .salur/endpoints.json here or above.",
          "salurctl") {
  root_.require_subcommand(1);
  root_.set_help_all_flag("--help-all", "Help of all commands");
  root_.set_version_flag("--version", "salurctl " SALUR_VERSION);
  root_.footer(
      "Exit codes: 0 done, 1 a service refused, 2 the command line is wrong, 3 not reachable.\n"
      "Every command has examples in its own help: salurctl COMMAND --help");
  AddCommonOptions(root_);
}

void CommandLine::AddCommonOptions(CLI::App& app) {
  CommonOptions& options = context_.options();
  const std::string group = "Common options";
  app.add_flag("--json", options.json, "Print JSON for programs")->group(group);
  app.add_option("--timeout", options.timeout, "How long a call may take, for instance 5s")
      ->type_name("TIME")
      ->group(group);
  app.add_option("--as", options.as,
                 "Who calls: partner/ID, officer/NAME@UNIT, supervisor/NAME@UNIT or admin/NAME;\n"
                 "an officer may add ';confidential'")
      ->type_name("CALLER")
      ->group(group);
  app.add_option("--lang", options.lang, "Language of the text: id or en")
      ->type_name("LANG")
      ->check(CLI::IsMember({"id", "en"}))
      ->group(group);
  for (const Service service : kServices) {
    app.add_option("--" + std::string(Name(service)), options.endpoints.of(service),
                   "gRPC address of " + std::string(Name(service)))
        ->type_name("HOST:PORT")
        ->group(group);
  }
}

CLI::App& CommandLine::AddGroup(const std::string& name, const std::string& description) {
  CLI::App* app = root_.add_subcommand(name, description);
  app->require_subcommand(1);
  return *app;
}

CLI::App& CommandLine::AddCommand(CLI::App& parent, const Spec& spec,
                                  std::function<absl::Status()> run) {
  CLI::App* app = parent.add_subcommand(spec.name, spec.description);
  commands_.push_back(app);
  std::string footer = "Examples:";
  for (const std::string& example : spec.examples) footer += "\n  salurctl " + example;
  app->footer(footer);
  app->callback([this, run = std::move(run)] { selected_ = run; });
  return *app;
}

int CommandLine::Run(const std::vector<std::string>& arguments) {
  // CLI11 wants them last first.
  std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
  // Last of all, so that a command's own options stand first in its help.
  for (CLI::App* command : std::exchange(commands_, {})) AddCommonOptions(*command);
  try {
    root_.parse(reversed);
  } catch (const CLI::ParseError& error) {
    return FinishParse(error);
  }
  return Finish(selected_ ? selected_() : absl::OkStatus());
}

int CommandLine::FinishParse(const CLI::ParseError& error) {
  Io& io = context_.io();
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
    root_.exit(error, io.out, io.err);
    return kOk;
  }
  const CLI::App* asked = &root_;
  std::string command = "salurctl";
  while (!asked->get_subcommands().empty()) {
    asked = asked->get_subcommands().front();
    command += ' ' + asked->get_name();
  }
  const std::vector<std::string> rest = asked->remaining();
  const bool group = asked->get_require_subcommand_min() > 0;
  if (group && rest.empty()) {
    const std::size_t last = command.rfind(' ');
    io.err << asked->help(last == std::string::npos ? "" : command.substr(0, last));
    return kUsage;
  }
  const std::string hint = "see: " + command + " --help";
  if (group && rest.front().front() != '-') {
    return Finish(
        UsageError(command + " has no command \"" + Printable(rest.front()) + "\"", hint));
  }
  return Finish(UsageError(Printable(error.what()), hint));
}

int CommandLine::Finish(const absl::Status& status) {
  Io& io = context_.io();
  io.out.flush();
  if (!status.ok()) {
    const ErrorReport report = Describe(status);
    io.err << (context_.options().json ? RenderJson(report)
                                       : RenderText(report, context_.error_style()));
    io.err.flush();
    return report.exit_code;
  }
  // A full disk or a closed pipe is not success.
  return io.out.good() ? kOk : kRefused;
}

}  // namespace salur::cli
