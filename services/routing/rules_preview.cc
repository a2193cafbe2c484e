#include "services/routing/rules_preview.h"

#include "common/base/errors.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/router.h"
#include "services/routing/rules_validation.h"

namespace salur::routing {
namespace {

Decision DecideAgain(const RuleSet& rules, const FiledTicket& ticket) {
  RoutingRequest request;
  request.category_code = ticket.category_code;
  // The region that the location was resolved to. Border candidates are alternatives only: they
  // never change who is named.
  request.region_code = ticket.region_code;
  request.confidential = ticket.confidential;
  request.about_unit_id = ticket.about_unit_id;
  request.filing_time = ticket.received_time;
  return Decide(rules, request);
}

v1::ReroutedTicket ToProto(const FiledTicket& ticket, const Directory& directory,
                           const Decision& before, const Decision& after) {
  v1::ReroutedTicket message;
  message.set_tracking_number(ticket.tracking_number);
  message.set_category_code(ticket.category_code);
  message.set_region_code(ticket.region_code);
  message.set_unit_id(directory.Id(before.handling));
  message.set_unit_name(directory.DisplayName(before.handling));
  message.set_new_unit_id(directory.Id(after.handling));
  message.set_new_unit_name(directory.DisplayName(after.handling));
  if (after.rule != nullptr) message.set_new_rule_id(after.rule->id);
  return message;
}

}  // namespace

absl::Status RulesPreview::Run(const v1::PreviewRulesRequest& request, const Sink& sink) {
  Violations violations;
  if (request.days() < 0 || request.days() > kPreviewDaysMax) {
    violations.push_back({"days", "has to be 1 to 366, or 0 for 30"});
  }
  SALUR_ASSIGN_OR_RETURN(const auto current, parts_.directory.Current());
  const std::vector<RuleRow> rows = ToRows(request.rules());
  SALUR_RETURN_IF_ERROR(CheckRuleSet(rows, current->directory(), violations));
  SALUR_ASSIGN_OR_RETURN(const auto next,
                         RuleSet::Create(rows, current->shared_directory(), current->version(),
                                         RuleSet::Strictness::kNew));
  const absl::Time until = parts_.clock.Now();
  const int days = request.days() == 0 ? kPreviewDaysDefault : request.days();
  TicketQuery::Position position{until - absl::Hours(24) * days, ""};
  v1::PreviewRulesResponse response;
  v1::PreviewRulesSummary summary;
  summary.set_rules_version(current->version());
  while (true) {
    SALUR_ASSIGN_OR_RETURN(const std::vector<FiledTicket> tickets,
                           parts_.tickets.Read(position, until, parts_.batch));
    for (const FiledTicket& ticket : tickets) {
      const Decision before = DecideAgain(*current, ticket);
      const Decision after = DecideAgain(*next, ticket);
      if (before.handling == after.handling) continue;
      summary.set_rerouted(summary.rerouted() + 1);
      if (ticket.confidential || before.confidential) {
        summary.set_rerouted_confidential(summary.rerouted_confidential() + 1);
        continue;
      }
      *response.mutable_ticket() = ToProto(ticket, current->directory(), before, after);
      if (!sink(response)) return absl::CancelledError("the caller is gone");
    }
    summary.set_tickets(summary.tickets() + static_cast<std::int64_t>(tickets.size()));
    if (tickets.size() < static_cast<std::size_t>(parts_.batch)) break;
    position = {tickets.back().received_time, tickets.back().id};
  }
  *response.mutable_summary() = summary;
  return sink(response) ? absl::OkStatus() : absl::CancelledError("the caller is gone");
}

}  // namespace salur::routing
