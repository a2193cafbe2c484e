#include <memory>
#include <optional>

#include <nlohmann/json.hpp>

#include "cli/commands/commands.h"
#include "cli/format/json.h"
#include "cli/format/text.h"
#include "cli/format/time.h"

namespace salur::cli {
namespace {

using common::v1::OperationsService;

struct Options {
  std::string service;
  std::int64_t id = 0;
  int page_size = 0;
  std::string page_token;
};

Service Chosen(const std::string& name) {
  for (const Service service : kServices) {
    if (Name(service) == name) return service;
  }
  return Service::kRouting;  // the option's check lets nothing else through
}

absl::Status List(Context& context, const Options& options) {
  const Service service = Chosen(options.service);
  common::v1::ListDeadLettersRequest request;
  request.set_page_size(options.page_size);
  request.set_page_token(options.page_token);
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({service}));
  SALUR_ASSIGN_OR_RETURN(
      const auto response,
      session->Call(session->operations(service), &OperationsService::Stub::ListDeadLetters,
                    request, context.caller(kAdminCaller)));
  if (context.PrintedJson(response)) return absl::OkStatus();
  const View view = context.view(Language::kEnglish);
  if (response.dead_letters_size() == 0) {
    context.io().out << "No dead letters in " << options.service << ".\n";
    return absl::OkStatus();
  }
  Table table(
      {{"ID", true}, {"STREAM"}, {"KEY"}, {"TRIES", true}, {"SINCE"}, {"ERROR", false, true}});
  for (const auto& letter : response.dead_letters()) {
    table.AddRow({std::to_string(letter.id()), letter.stream(), letter.key(),
                  std::to_string(letter.attempts()), FormatTime(letter.create_time()),
                  letter.error()});
  }
  context.io().out << table.Render(view.style, view.layout);
  if (!response.next_page_token().empty()) {
    context.io().out << "There is more: --page-token " << Printable(response.next_page_token())
                     << '\n';
  }
  return absl::OkStatus();
}

absl::Status Show(Context& context, const Options& options) {
  const Service service = Chosen(options.service);
  common::v1::GetDeadLetterRequest request;
  request.set_id(options.id);
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({service}));
  SALUR_ASSIGN_OR_RETURN(
      const common::v1::DeadLetter letter,
      session->Call(session->operations(service), &OperationsService::Stub::GetDeadLetter, request,
                    context.caller(kAdminCaller)));
  if (context.PrintedJson(letter)) return absl::OkStatus();
  const View view = context.view(Language::kEnglish);
  Sheet sheet;
  sheet.Add("ID", std::to_string(letter.id()));
  sheet.Add("Stream", letter.stream());
  sheet.Add("Key", letter.key());
  sheet.Add("Since", FormatTime(letter.create_time()));
  sheet.Add("Tries", std::to_string(letter.attempts()));
  sheet.Add("Error", letter.error());
  context.io().out << sheet.Render(view.style, view.layout) << view.style.Bold("Message") << '\n';
  const auto message = nlohmann::ordered_json::parse(letter.message_json(), nullptr, false);
  context.io().out << (message.is_discarded() ? Printable(letter.message_json(), true) + "\n"
                                              : Printable(Dump(message), true));
  return absl::OkStatus();
}

absl::Status Replay(Context& context, const Options& options) {
  const Service service = Chosen(options.service);
  common::v1::ReplayDeadLetterRequest request;
  request.set_id(options.id);
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({service}));
  SALUR_ASSIGN_OR_RETURN(
      const auto response,
      session->Call(session->operations(service), &OperationsService::Stub::ReplayDeadLetter,
                    request, context.caller(kAdminCaller)));
  const bool printed = context.PrintedJson(response);
  if (!response.processed()) {
    return FailedError("dead letter " + std::to_string(options.id) +
                       " failed again and was kept: " + response.error());
  }
  if (!printed) context.io().out << "processed and removed\n";
  return absl::OkStatus();
}

void AddService(CLI::App& app, Options& options) {
  app.add_option("--service", options.service, "intake, routing or escalation")
      ->check(CLI::IsMember({"intake", "routing", "escalation"}))
      ->required();
}

}  // namespace

void AddDeadLetters(CommandLine& line) {
  CLI::App& group =
      line.AddGroup("dead-letters", "Messages that a service could not process (admin/cli)");
  auto options = std::make_shared<Options>();
  CLI::App& list =
      line.AddCommand(group, {"list", "Newest first", {"dead-letters list --service routing"}},
                      [&line, options] { return List(line.context(), *options); });
  AddService(list, *options);
  list.add_option("--page-size", options->page_size, "1 to 200");
  list.add_option("--page-token", options->page_token, "Where the last page ended");
  CLI::App& show = line.AddCommand(
      group, {"show", "One with its message", {"dead-letters show 17 --service routing"}},
      [&line, options] { return Show(line.context(), *options); });
  AddService(show, *options);
  show.add_option("ID", options->id, "From the list")->required();
  CLI::App& replay = line.AddCommand(group,
                                     {"replay",
                                      "Process one again; it is removed when that succeeds",
                                      {"dead-letters replay 17 --service routing"}},
                                     [&line, options] { return Replay(line.context(), *options); });
  AddService(replay, *options);
  replay.add_option("ID", options->id, "From the list")->required();
}

}  // namespace salur::cli
