// The ladder as one text column: "31.71.01@7 31.71@7 31@7 ID@7".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/escalation/domain/ticket_facts.h"

namespace salur::escalation {

// Unit ids hold neither a space nor "@" (the event handler refuses such). The region of a rung is
// that of its unit id.
std::string EncodeLadder(const std::vector<Rung>& ladder);
std::vector<Rung> DecodeLadder(std::string_view text);

}  // namespace salur::escalation
