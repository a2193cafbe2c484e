#include <memory>

#include "cli/commands/commands.h"
#include "cli/commands/input.h"
#include "cli/views/ticket_view.h"
#include "common/base/uuid.h"

namespace salur::cli {
namespace {

using escalation::v1::EscalationService;

absl::Status Clocks(Context& context, const std::string& typed) {
  const Caller caller = context.caller(kAdminCaller);
  SALUR_ASSIGN_OR_RETURN(const auto session,
                         IsUuid(typed)
                             ? context.Connect({Service::kEscalation})
                             : context.Connect({Service::kRouting, Service::kEscalation}));
  SALUR_ASSIGN_OR_RETURN(const std::string id, ResolveTicketId(*session, typed, caller));
  escalation::v1::GetClocksRequest request;
  request.set_ticket_id(id);
  SALUR_ASSIGN_OR_RETURN(
      const auto response,
      session->Call(session->escalation(), &EscalationService::Stub::GetClocks, request, caller));
  if (context.PrintedJson(response)) return absl::OkStatus();
  context.io().out << RenderClocks(response, context.view(Language::kEnglish));
  return absl::OkStatus();
}

absl::Status Overdue(Context& context, const escalation::v1::ListOverdueRequest& request) {
  SALUR_ASSIGN_OR_RETURN(const auto session, context.Connect({Service::kEscalation}));
  SALUR_ASSIGN_OR_RETURN(const auto response,
                         session->Call(session->escalation(), &EscalationService::Stub::ListOverdue,
                                       request, context.caller(kAdminCaller)));
  if (context.PrintedJson(response)) return absl::OkStatus();
  context.io().out << RenderOverdue(response, context.view(Language::kEnglish));
  return absl::OkStatus();
}

}  // namespace

void AddClocks(CommandLine& line) {
  auto id = std::make_shared<std::string>();
  CLI::App& clocks = line.AddCommand(line.root(),
                                     {"clocks",
                                      "The promises measured on a ticket, and what happens next",
                                      {"clocks 0b6f3a52-8c1e-4d57-9a0e-2f6d1c4b7e90",
                                       "clocks 7K3-M9Q-X2H --as officer/sari@31.71.01.1001"}},
                                     [&line, id] { return Clocks(line.context(), *id); });
  clocks.add_option("ID", *id, "Ticket identifier or tracking number")->required();

  struct Arguments {
    std::string unit;
    int page_size = 0;
    std::string page_token;
  };
  auto arguments = std::make_shared<Arguments>();
  CLI::App& overdue =
      line.AddCommand(line.root(),
                      {"overdue",
                       "Late tickets, oldest due first",
                       {"overdue", "overdue --unit 35.78 --as supervisor/budi@35.78 --lang id"}},
                      [&line, arguments] {
                        escalation::v1::ListOverdueRequest request;
                        request.set_unit_id(arguments->unit);
                        request.set_page_size(arguments->page_size);
                        request.set_page_token(arguments->page_token);
                        return Overdue(line.context(), request);
                      });
  overdue.add_option("--unit", arguments->unit, "Handling or accountable unit; absent: all");
  overdue.add_option("--page-size", arguments->page_size, "1 to 200");
  overdue.add_option("--page-token", arguments->page_token, "Where the last page ended");
}

}  // namespace salur::cli
