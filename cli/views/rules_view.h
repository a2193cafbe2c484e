// Rules, their versions, and what another set would change.
#pragma once

#include <string>
#include <vector>

#include "cli/format/view.h"
#include "salur/routing/v1/directory_service.pb.h"

namespace salur::cli {

std::string RenderRules(const routing::v1::ListRulesResponse& response, const View& view);
std::string RenderRuleVersions(const routing::v1::ListRuleVersionsResponse& response,
                               const View& view);
// One line: what changed, or that nothing did.
std::string RenderReplaced(const routing::v1::ReplaceRulesResponse& response, bool dry_run,
                           const View& view);
// The tickets that would go elsewhere, then the counts.
std::string RenderRerouted(const std::vector<routing::v1::ReroutedTicket>& tickets,
                           const routing::v1::PreviewRulesSummary& summary, const View& view);

}  // namespace salur::cli
