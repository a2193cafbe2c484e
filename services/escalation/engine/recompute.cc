#include "services/escalation/engine/recompute.h"

#include <utility>

#include "common/base/errors.h"
#include "common/log/log.h"

namespace salur::escalation {
namespace {

constexpr int kBatch = 200;

}  // namespace

absl::StatusOr<Recompute::Pass> Recompute::RunOnce() {
  SALUR_RETURN_IF_ERROR(rules_.Refresh());
  const auto rules = rules_.Get();
  SALUR_ASSIGN_OR_RETURN(std::vector<TicketFacts> outdated,
                         store_.ListOutdated(rules->version, kBatch));
  if (outdated.empty()) {
    if (in_progress_ > 0) {
      log::Info("open tickets follow the new rules", {{"rules", std::to_string(rules->version)},
                                                      {"tickets", std::to_string(in_progress_)}});
    }
    in_progress_ = 0;
    return Pass{};
  }
  std::vector<DerivedTicket> derived;
  for (TicketFacts& ticket : outdated) derived.push_back(Derive(std::move(ticket), *rules));
  SALUR_ASSIGN_OR_RETURN(const SaveResult saved, store_.Save(derived));
  in_progress_ += saved.stored;
  return Pass{static_cast<int>(derived.size()), saved.nearest_due_time};
}

}  // namespace salur::escalation
