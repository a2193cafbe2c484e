#include "services/routing/hand_over.h"

#include <algorithm>

#include "common/base/errors.h"
#include "services/routing/converters.h"
#include "services/routing/domain/limits.h"
#include "services/routing/domain/ticket_hand_over.h"

namespace salur::routing {
namespace {

// The unit and everything that it might hold tickets for: below it by parent, and for confidential
// tickets below it in its own line.
std::vector<std::string> Below(const Directory& directory, UnitRef unit) {
  std::vector<std::string> ids;
  for (const UnitRef below : directory.Subtree(unit)) ids.push_back(directory.Id(below));
  const Unit& top = directory.unit(unit);
  if (!top.IsAgency()) return ids;
  for (std::size_t i = 0; i < directory.unit_count(); ++i) {
    const Unit& other = directory.unit(Directory::At(i));
    if (other.kind == top.kind && other.region != top.region && other.region.IsWithin(top.region)) {
      ids.push_back(directory.Id(Directory::At(i)));
    }
  }
  return ids;
}

}  // namespace

HandOver::Group HandOver::NextGroup(const std::vector<PendingHandOver>& pending,
                                    const Directory& directory) {
  Group group;
  std::vector<std::string> retired;
  std::vector<std::string> unstaffed;
  for (const PendingHandOver& waiting : pending) {
    const UnitRef ref = directory.FindUnit(waiting.unit_id);
    const Unit& unit = directory.unit(ref == kNoUnit ? kRootUnit : ref);
    if (ref == kNoUnit || !unit.active) {
      retired.push_back(waiting.unit_id);
    } else if (group.unit_ids.empty()) {
      // One that is in force may stand above many, so it is looked at alone.
      group.unit_ids = {waiting.unit_id};
      group.questions.push_back(
          {HandOverQuery::Which::kHeldOutside, Below(directory, ref), "", kHandOverBatchMax});
      if (!unit.staffed) {
        group.questions.push_back(
            {HandOverQuery::Which::kHeldBy, {waiting.unit_id}, "", kHandOverBatchMax});
      }
    }
  }
  if (retired.empty()) return group;
  return {retired, {{HandOverQuery::Which::kOfUnits, retired, "", kHandOverBatchMax}}};
}

absl::StatusOr<HandOver::Progress> HandOver::RunOnce() {
  SALUR_ASSIGN_OR_RETURN(const std::vector<PendingHandOver> pending,
                         parts_.directory_store.PendingHandOvers(kHandOverUnitsMax));
  if (pending.empty()) return Progress{0, true};
  // A snapshot that is older than the change does not know who took over.
  SALUR_RETURN_IF_ERROR(parts_.directory.Refresh());
  SALUR_ASSIGN_OR_RETURN(const auto rules, parts_.directory.Current());
  const Group group = NextGroup(pending, rules->directory());
  SALUR_ASSIGN_OR_RETURN(const int moved, MoveFirst(group, *rules));
  if (moved > 0) {
    if (parts_.on_stored) parts_.on_stored();
    return Progress{moved, false};
  }
  SALUR_RETURN_IF_ERROR(
      parts_.directory_store.FinishHandOver(group.unit_ids, rules->directory().version()));
  return Progress{0, false};
}

absl::StatusOr<int> HandOver::MoveFirst(const Group& group, const RuleSet& rules) {
  for (HandOverQuery question : group.questions) {
    while (true) {
      SALUR_ASSIGN_OR_RETURN(const std::vector<std::string> found,
                             parts_.store.FindForHandOver(question));
      if (found.empty()) break;
      SALUR_ASSIGN_OR_RETURN(const int moved, Move(found, rules));
      if (moved > 0) return moved;
      // Those that were found are right as they are: nobody else may hold them.
      question.after = found.back();
    }
  }
  return 0;
}

absl::StatusOr<int> HandOver::Move(const std::vector<std::string>& ticket_ids,
                                   const RuleSet& rules) {
  const absl::Time now = parts_.clock.Now();
  int moved = 0;
  SALUR_RETURN_IF_ERROR(parts_.store.Update(
      VersionsOf(rules), ticket_ids,
      [&](std::map<std::string, TicketRecord> records) -> absl::StatusOr<TicketChanges> {
        TicketChanges changes;
        for (auto& [id, record] : records) {
          TicketWrite write;
          write.facts_stored = record.facts.size();
          write.record = std::move(record);
          if (HandOverTicket(write.record, rules, now) == HandOverResult::kNothing) continue;
          write.event = TicketEventPayload(write.record, rules.directory());
          changes.tickets.push_back(std::move(write));
        }
        moved = static_cast<int>(changes.tickets.size());
        return changes;
      }));
  return moved;
}

}  // namespace salur::routing
