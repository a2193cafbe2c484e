// salurctl tickets return|assign|classify|respond.
#include <memory>

#include "cli/client/error.h"
#include "cli/commands/commands.h"
#include "cli/commands/input.h"
#include "cli/format/labels.h"
#include "cli/format/text.h"
#include "cli/views/ticket_view.h"

namespace salur::cli {
namespace {

using routing::v1::Ticket;
using routing::v1::TicketService;

constexpr std::string_view kExampleCaller = "officer/sari@31.71.01.1001";

// What every change of a ticket takes.
struct ChangeOptions {
  std::string id;
  std::string request_id;
  std::string etag;
  std::string words;  // reason, note or answer
  bool words_given = false;
  std::string unit;
  std::string complaint_class;
  std::string category;
  bool supervision = false;
  bool no_supervision = false;
};

using Method = TicketService::Stub;

template <typename Request>
absl::Status Change(Context& context, const ChangeOptions& options, Request request,
                    grpc::Status (Method::*method)(grpc::ClientContext*, const Request&, Ticket*)) {
  SALUR_ASSIGN_OR_RETURN(const Caller caller, context.RequiredCaller(kExampleCaller));
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kRouting}));
  SALUR_ASSIGN_OR_RETURN(const std::string id, ResolveTicketId(*session, options.id, caller));
  request.set_ticket_id(id);
  request.set_etag(options.etag);
  request.set_request_id(options.request_id.empty() ? context.process().NewUuid()
                                                    : options.request_id);
  SALUR_ASSIGN_OR_RETURN(const Ticket ticket,
                         session->Call(session->tickets(), method, request, caller));
  if (context.PrintedJson(ticket)) return absl::OkStatus();
  context.io().out << RenderChanged(ticket, context.view(Language::kEnglish));
  return absl::OkStatus();
}

absl::StatusOr<std::string> Words(Context& context, const ChangeOptions& options,
                                  const std::string& flag) {
  SALUR_ASSIGN_OR_RETURN(std::string words,
                         ReadText(context, flag, options.words_given, options.words));
  if (const std::size_t broken = FindBrokenUtf8(words); broken != std::string::npos) {
    return UsageError(flag + " is not UTF-8 (byte " + std::to_string(broken + 1) + ")");
  }
  return words;
}

absl::Status Return(Context& context, const ChangeOptions& options) {
  routing::v1::ReturnTicketRequest request;
  SALUR_ASSIGN_OR_RETURN(*request.mutable_reason(), Words(context, options, "--reason"));
  request.set_suggested_unit_id(options.unit);
  return Change(context, options, request, &Method::ReturnTicket);
}

absl::Status Assign(Context& context, const ChangeOptions& options) {
  routing::v1::AssignTicketRequest request;
  SALUR_ASSIGN_OR_RETURN(*request.mutable_note(), Words(context, options, "--note"));
  request.set_unit_id(options.unit);
  return Change(context, options, request, &Method::AssignTicket);
}

absl::Status Classify(Context& context, const ChangeOptions& options) {
  routing::v1::ClassifyTicketRequest request;
  if (!options.complaint_class.empty()) {
    const auto complaint_class = ParseClass(options.complaint_class);
    if (!complaint_class.has_value()) {
      return UsageError("--class " + Printable(options.complaint_class) + ": no such class",
                        "one of: " + std::string(kClassChoices));
    }
    request.set_class_(*complaint_class);
  }
  SALUR_ASSIGN_OR_RETURN(*request.mutable_note(), Words(context, options, "--note"));
  request.set_category_code(options.category);
  if (options.supervision || options.no_supervision) {
    request.set_needs_supervision(options.supervision);
  }
  return Change(context, options, request, &Method::ClassifyTicket);
}

absl::Status Respond(Context& context, const ChangeOptions& options) {
  routing::v1::RespondTicketRequest request;
  SALUR_ASSIGN_OR_RETURN(*request.mutable_text(), Words(context, options, "--text"));
  return Change(context, options, request, &Method::RespondTicket);
}

void AddCommon(CLI::App& app, const std::shared_ptr<ChangeOptions>& options,
               const std::string& flag, const std::string& help) {
  app.add_option("ID", options->id, "Ticket identifier or tracking number")->required();
  app.add_option_function<std::string>(
         flag,
         [options](const std::string& text) {
           options->words = text;
           options->words_given = true;
         },
         help + "; \"-\" or nothing reads standard input")
      ->type_name("TEXT");
  app.add_option("--etag", options->etag, "Only if the ticket is still as I saw it");
  app.add_option("--request-id", options->request_id, "Makes repetition safe; made up when absent");
}

void AddReturn(CommandLine& line, CLI::App& group) {
  auto options = std::make_shared<ChangeOptions>();
  CLI::App& app = line.AddCommand(
      group,
      {"return",
       "\"Not ours\": give a ticket back before its first response is due",
       {"tickets return 7K3-M9Q-X2H --to 31.71.01.1002 --as officer/sari@31.71.01.1001 \\\n"
        "      --reason \"Lokasinya di seberang jalan, wilayah Cideng.\""}},
      [&line, options] { return Return(line.context(), *options); });
  AddCommon(app, options, "--reason", "Why it is not ours");
  app.add_option("--to", options->unit, "Unit whose it may be");
}

void AddAssign(CommandLine& line, CLI::App& group) {
  auto options = std::make_shared<ChangeOptions>();
  CLI::App& app = line.AddCommand(
      group,
      {"assign",
       "Disposisi: name the unit below that shall handle a ticket",
       {"tickets assign 7K3-M9Q-X2H --to 31.71.01.1002 --as officer/budi@31.71.01 \\\n"
        "      --note \"Mohon ditangani.\""}},
      [&line, options] { return Assign(line.context(), *options); });
  AddCommon(app, options, "--note", "Why");
  app.add_option("--to", options->unit, "Unit that shall handle it")->required();
}

void AddClassify(CommandLine& line, CLI::App& group) {
  auto options = std::make_shared<ChangeOptions>();
  CLI::App& app = line.AddCommand(
      group,
      {"classify",
       "Correct class, category or supervision; the ticket is routed again",
       {"tickets classify 7K3-M9Q-X2H --category lampu-jalan --as officer/sari@31.71.01.1001 \\\n"
        "      --note \"Ini lampu jalan, bukan pohon.\""}},
      [&line, options] { return Classify(line.context(), *options); });
  AddCommon(app, options, "--note", "Why");
  app.add_option("--class", options->complaint_class, "One of: " + std::string(kClassChoices));
  app.add_option("--category", options->category, "The right category");
  CLI::Option* yes = app.add_flag("--supervision", options->supervision,
                                  "Abuse by officials is suspected (needs the unit above)");
  app.add_flag("--no-supervision", options->no_supervision, "No abuse is suspected")->excludes(yes);
}

void AddRespond(CommandLine& line, CLI::App& group) {
  auto options = std::make_shared<ChangeOptions>();
  CLI::App& app =
      line.AddCommand(group,
                      {"respond",
                       "Tell the reporter how things stand: meets the first response",
                       {"tickets respond 7K3-M9Q-X2H --as officer/sari@31.71.01.1001 \\\n"
                        "      --text \"Petugas kami memeriksa lokasi besok pagi.\""}},
                      [&line, options] { return Respond(line.context(), *options); });
  AddCommon(app, options, "--text", "What the citizen reads");
}

}  // namespace

void AddTicketMoves(CommandLine& line, CLI::App& group) {
  AddRespond(line, group);
  AddReturn(line, group);
  AddAssign(line, group);
  AddClassify(line, group);
}

}  // namespace salur::cli
