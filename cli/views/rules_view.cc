#include "cli/views/rules_view.h"

#include "cli/format/table.h"
#include "cli/format/text.h"
#include "cli/format/time.h"

namespace salur::cli {

std::string RenderRules(const routing::v1::ListRulesResponse& response, const View& view) {
  const std::string version = "rules version " + std::to_string(response.rules_version());
  if (response.rules_size() == 0) return version + ": no rules\n";
  Table table(
      {{"CATEGORY"}, {"REGION"}, {"TARGET", false, true}, {"FROM"}, {"TO"}, {"NOTE", false, true}});
  for (const auto& rule : response.rules()) {
    table.AddRow({rule.category_code(), rule.region_prefix().empty() ? "ID" : rule.region_prefix(),
                  rule.target(), rule.valid_from(), rule.valid_to(), rule.note()});
  }
  return table.Render(view.style, view.layout) + version + ": " + Grouped(response.rules_size()) +
         " rules\n";
}

std::string RenderRuleVersions(const routing::v1::ListRuleVersionsResponse& response,
                               const View& view) {
  if (response.versions_size() == 0) return "No versions.\n";
  Table table({{"VERSION", true},
               {"TIME"},
               {"RULES", true},
               {"RESTORES", true},
               {"BY", false, true},
               {"NOTE", false, true}});
  for (const auto& version : response.versions()) {
    const bool restores = version.restored_version() > 0;
    table.AddRow({std::to_string(version.rules_version()), FormatTime(version.create_time()),
                  Grouped(version.rule_count()),
                  restores ? std::to_string(version.restored_version()) : "", version.actor(),
                  version.note()});
  }
  std::string text = table.Render(view.style, view.layout);
  if (!response.next_page_token().empty()) {
    text += view.style.Dim("more: --page-token " + response.next_page_token()) + '\n';
  }
  return text;
}

std::string RenderReplaced(const routing::v1::ReplaceRulesResponse& response, bool dry_run,
                           const View& view) {
  const std::string version = "rules version " + std::to_string(response.rules_version());
  if (response.added() == 0 && response.removed() == 0 && response.changed() == 0) {
    return view.style.Green("nothing changed") + ", " + version + '\n';
  }
  const std::string counts = Grouped(response.added()) + " added, " + Grouped(response.removed()) +
                             " removed, " + Grouped(response.changed()) + " changed";
  return view.style.Green((dry_run ? "would change: " : "rules: ") + counts) + ", " + version +
         '\n';
}

std::string RenderRerouted(const std::vector<routing::v1::ReroutedTicket>& tickets,
                           const routing::v1::PreviewRulesSummary& summary, const View& view) {
  std::string text;
  if (!tickets.empty()) {
    Table table({{"TICKET"},
                 {"CATEGORY"},
                 {"REGION"},
                 {"NOW", false, true},
                 {"THEN", false, true},
                 {"RULE", false, true}});
    for (const auto& ticket : tickets) {
      table.AddRow({ticket.tracking_number(), ticket.category_code(), ticket.region_code(),
                    UnitText(ticket.unit_name(), ticket.unit_id()),
                    UnitText(ticket.new_unit_name(), ticket.new_unit_id()),
                    ticket.new_rule_id().empty() ? "(default)" : ticket.new_rule_id()});
    }
    text = table.Render(view.style, view.layout);
  }
  text += view.style.Bold(Grouped(summary.rerouted()) + " of " + Grouped(summary.tickets()) +
                          " tickets would go elsewhere");
  if (summary.rerouted_confidential() > 0) {
    text += ", " + Grouped(summary.rerouted_confidential()) + " of them confidential (not listed)";
  }
  return text + "; compared with rules version " + std::to_string(summary.rules_version()) + '\n';
}

}  // namespace salur::cli
