// What requests about staff and contacts have to look like. Every function adds all that is wrong.
#pragma once

#include "salur/routing/v1/directory_service.pb.h"
#include "services/routing/validation.h"

namespace salur::routing {

// The form only: units are looked up later.
void CheckStaffing(const v1::SetStaffingRequest& request, Violations& out);
void CheckContact(const v1::SetUnitContactRequest& request, Violations& out);

}  // namespace salur::routing
