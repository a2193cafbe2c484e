// The way up: who becomes accountable when nobody below has answered.
#pragma once

#include <vector>

#include "services/routing/domain/directory.h"

namespace salur::routing {

struct LadderRequest {
  UnitRef from = kRootUnit;   // the unit that is accountable now, or handles
  bool aspiration = false;    // aspirations climb no higher than the kabkota
  bool confidential = false;  // climbs within its agency's own line, never through region units
  UnitRef about = kNoUnit;    // neither this unit nor any below it becomes accountable
};

struct LadderRung {
  UnitRef unit = kRootUnit;
  std::vector<UnitKey> skipped;  // passed over since the rung below
};

// The rungs above `from`, nearest first. Units that are missing, inactive, unstaffed or complained
// about are passed over. The last rung is the root, except for aspirations; from the root there is
// no way up.
std::vector<LadderRung> Ladder(const Directory& directory, const LadderRequest& request);

struct HolderRequest {
  UnitRef named = kRootUnit;  // who is to answer
  bool confidential = false;  // held within its agency's own line
  UnitRef about = kNoUnit;    // neither this unit nor any below it holds the ticket
};

// Who holds a ticket for the unit that is named: the unit itself when it has officers, else the
// nearest one above that has.
UnitRef HolderOf(const Directory& directory, const HolderRequest& request);

// The unit after an agency in its own line: the same kind at the next level above that has it, or
// who serves for it there; the root at the end. Inactive ones are passed over as missing ones are;
// both are added to `skipped`. For a region unit, its escalation parent.
UnitRef NextInOwnLine(const Directory& directory, UnitRef unit, std::vector<UnitKey>& skipped);

}  // namespace salur::routing
