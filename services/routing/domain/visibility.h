// Which tickets a caller may open and list.
#pragma once

#include <string>

#include "services/routing/domain/directory.h"
#include "services/routing/domain/ticket.h"

namespace salur::routing {

struct Viewer {
  // Officers and supervisors: their unit, whose subtree is their scope. Administrators: the root.
  std::string unit_id;
  // May open confidential tickets of exactly that unit.
  bool confidential = false;
};

// Whether a unit lies in the viewer's scope.
bool InScope(const Directory& directory, const Viewer& viewer, std::string_view unit_id);

// A ticket is open to those in whose scope its handling, holding or accountable unit lies. A
// confidential one only to officers with that role in one of these units themselves: a subtree
// never opens it.
bool MayOpen(const Directory& directory, const Viewer& viewer, const Ticket& ticket);

}  // namespace salur::routing
