#include <memory>

#include "cli/commands/commands.h"
#include "cli/commands/input.h"
#include "cli/format/labels.h"
#include "cli/requests/ticket_request.h"
#include "cli/views/ticket_view.h"

namespace salur::cli {
namespace {

using routing::v1::Ticket;
using routing::v1::TicketService;

constexpr std::string_view kExampleCaller = "officer/sari@31.71.01.1001";

absl::Status List(Context& context, const TicketListOptions& options) {
  SALUR_ASSIGN_OR_RETURN(const Caller caller,
                         context.RequiredCaller("officer/sari@" + options.unit));
  SALUR_ASSIGN_OR_RETURN(const auto request, BuildListRequest(options));
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}));
  SALUR_ASSIGN_OR_RETURN(
      const auto response,
      session->Call(session->tickets(), &TicketService::Stub::ListTickets, request, caller));
  if (context.PrintedJson(response)) return absl::OkStatus();
  context.io().out << RenderTickets(response, context.view(Language::kEnglish));
  return absl::OkStatus();
}

absl::Status Show(Context& context, const std::string& id) {
  SALUR_ASSIGN_OR_RETURN(const Caller caller, context.RequiredCaller(kExampleCaller));
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}));
  routing::v1::GetTicketRequest request;
  request.set_ticket_id(id);
  SALUR_ASSIGN_OR_RETURN(
      const Ticket ticket,
      session->Call(session->tickets(), &TicketService::Stub::GetTicket, request, caller));
  if (context.PrintedJson(ticket)) return absl::OkStatus();
  context.io().out << RenderTicket(ticket, context.view(Language::kEnglish));
  return absl::OkStatus();
}

absl::Status Changed(Context& context, const absl::StatusOr<Ticket>& ticket) {
  if (!ticket.ok()) return ticket.status();
  if (context.PrintedJson(*ticket)) return absl::OkStatus();
  context.io().out << RenderChanged(*ticket, context.view(Language::kEnglish));
  return absl::OkStatus();
}

struct AcceptOptions {
  std::string id;
  std::string request_id;
  std::string etag;
};

absl::Status Accept(Context& context, const AcceptOptions& options) {
  SALUR_ASSIGN_OR_RETURN(const Caller caller, context.RequiredCaller(kExampleCaller));
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}));
  SALUR_ASSIGN_OR_RETURN(const std::string id, ResolveTicketId(*session, options.id, caller));
  routing::v1::AcceptTicketRequest request;
  request.set_ticket_id(id);
  request.set_etag(options.etag);
  request.set_request_id(options.request_id.empty() ? context.process().NewUuid()
                                                    : options.request_id);
  return Changed(context, session->Call(session->tickets(), &TicketService::Stub::AcceptTicket,
                                        request, caller));
}

struct ResolveFlags {
  ResolveOptions resolve;
  bool answer_given = false;
};

absl::Status Resolve(Context& context, const ResolveFlags& flags) {
  ResolveOptions options = flags.resolve;
  SALUR_ASSIGN_OR_RETURN(const Caller caller, context.RequiredCaller(kExampleCaller));
  SALUR_ASSIGN_OR_RETURN(options.answer,
                         ReadText(context, "--answer", flags.answer_given, options.answer));
  if (options.request_id.empty()) options.request_id = context.process().NewUuid();
  SALUR_ASSIGN_OR_RETURN(auto request, BuildResolveRequest(options));
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}));
  SALUR_ASSIGN_OR_RETURN(const std::string id,
                         ResolveTicketId(*session, options.ticket_id, caller));
  request.set_ticket_id(id);
  return Changed(context, session->Call(session->tickets(), &TicketService::Stub::ResolveTicket,
                                        request, caller));
}

void AddList(CommandLine& line, CLI::App& group) {
  auto options = std::make_shared<TicketListOptions>();
  CLI::App& app =
      line.AddCommand(group,
                      {"list",
                       "The queue of a unit, oldest first",
                       {"tickets list --unit 31.71.01.1001 --as officer/sari@31.71.01.1001",
                        "tickets list --unit 35.78 --subtree --state assigned,in-progress \\\n"
                        "      --as supervisor/budi@35.78"}},
                      [&line, options] { return List(line.context(), *options); });
  app.add_option("--unit", options->unit, "Unit whose queue is listed")->required();
  app.add_flag("--subtree", options->subtree, "Also the units below it");
  app.add_option("--state", options->states,
                 "Only these, a comma list of: " + std::string(kTicketStateChoices));
  app.add_option("--category", options->category, "Only this category and those below it");
  app.add_flag("--climbed", options->climbed, "Only tickets that have climbed");
  app.add_flag("--newest", options->newest, "Newest first");
  app.add_option("--page-size", options->page_size, "1 to 200");
  app.add_option("--page-token", options->page_token, "Where the last page ended");
}

void AddAccept(CommandLine& line, CLI::App& group) {
  auto options = std::make_shared<AcceptOptions>();
  CLI::App& app = line.AddCommand(group,
                                  {"accept",
                                   "Take a ticket: assigned to in progress",
                                   {"tickets accept 7K3-M9Q-X2H --as officer/sari@31.71.01.1001"}},
                                  [&line, options] { return Accept(line.context(), *options); });
  app.add_option("ID", options->id, "Ticket identifier or tracking number")->required();
  app.add_option("--etag", options->etag, "Only if the ticket is still as I saw it");
  app.add_option("--request-id", options->request_id, "Makes repetition safe; made up when absent");
}

void AddResolve(CommandLine& line, CLI::App& group) {
  auto flags = std::make_shared<ResolveFlags>();
  CLI::App& app = line.AddCommand(
      group,
      {"resolve",
       "Give the final answer",
       {"tickets resolve 7K3-M9Q-X2H --outcome done --as officer/sari@31.71.01.1001 \\\n"
        "      --answer \"Lubang sudah ditambal pada 21 November, foto terlampir.\"",
        "tickets resolve 7K3-M9Q-X2H --outcome cannot --legal-basis \"Perda 3/2019 pasal 7\" \\\n"
        "      --as officer/sari@31.71.01.1001 < jawaban.txt"}},
      [&line, flags] { return Resolve(line.context(), *flags); });
  ResolveOptions& options = flags->resolve;
  app.add_option("ID", options.ticket_id, "Ticket identifier or tracking number")->required();
  app.add_option("--outcome", options.outcome, "One of: " + std::string(kOutcomeChoices))
      ->required();
  app.add_option_function<std::string>(
         "--answer",
         [flags](const std::string& text) {
           flags->resolve.answer = text;
           flags->answer_given = true;
         },
         "What the citizen reads; \"-\" or nothing reads standard input")
      ->type_name("TEXT");
  app.add_option("--legal-basis", options.legal_basis, "Regulation, with outcome cannot");
  app.add_option("--etag", options.etag, "Only if the ticket is still as I saw it");
  app.add_option("--request-id", options.request_id, "Makes repetition safe; made up when absent");
}

}  // namespace

void AddTickets(CommandLine& line) {
  CLI::App& group = line.AddGroup("tickets", "The officers' desk: queue, answer, history");
  AddList(line, group);
  auto id = std::make_shared<std::string>();
  CLI::App& show =
      line.AddCommand(group,
                      {"show",
                       "One ticket with its text, why it is here, facts and ladder",
                       {"tickets show 7K3-M9Q-X2H --as officer/sari@31.71.01.1001 --lang id"}},
                      [&line, id] { return Show(line.context(), *id); });
  show.add_option("ID", *id, "Ticket identifier or tracking number")->required();
  AddAccept(line, group);
  AddResolve(line, group);
  AddTicketMoves(line, group);
}

}  // namespace salur::cli
