// Who stands for a unit that has been retired.
#pragma once

#include <string_view>
#include <vector>

#include "services/routing/domain/directory.h"

namespace salur::routing {

struct Succession {
  enum class How {
    kItself,     // it is in force
    kSuccessor,  // exactly one unit took over
    kChosen,     // of several successors the one that contains the location
    kFirst,      // of several the first: the location does not tell which one
    kAbove,      // nobody took over, or several: the nearest unit above in force
  };
  UnitRef unit = kRootUnit;  // in force
  How how = How::kItself;
};

// The units in force that took over, in the order of the decrees; the unit itself when it is in
// force. A merged office without a recorded successor is followed to who serves for it. Empty when
// nobody took over.
std::vector<UnitRef> Heirs(const Directory& directory, UnitRef unit);

// Without knowing more: the only heir, else the nearest unit above that is in force.
Succession InForce(const Directory& directory, UnitRef unit);

// For a ticket located in `region_code` (any level; may be empty, unknown or retired).
Succession SuccessorAt(const Directory& directory, UnitRef unit, std::string_view region_code);

// Whether `unit` is `about`, one of its heirs, or stands below one of them.
bool IsAbout(const Directory& directory, UnitRef unit, UnitRef about);

}  // namespace salur::routing
