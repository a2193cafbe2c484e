#include "services/routing/domain/visibility.h"

namespace salur::routing {

bool InScope(const Directory& directory, const Viewer& viewer, std::string_view unit_id) {
  const UnitRef scope = directory.FindUnit(viewer.unit_id);
  const UnitRef unit = directory.FindUnit(unit_id);
  return scope != kNoUnit && unit != kNoUnit && directory.IsWithin(unit, scope);
}

bool MayOpen(const Directory& directory, const Viewer& viewer, const Ticket& ticket) {
  for (const std::string* unit :
       {&ticket.handling_unit_id, &ticket.holder_unit_id, &ticket.accountable_unit_id}) {
    if (ticket.confidential ? viewer.confidential && *unit == viewer.unit_id
                            : InScope(directory, viewer, *unit)) {
      return true;
    }
  }
  return false;
}

}  // namespace salur::routing
