// Words for the contract's enumerations: what people read, and what they may type.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/format/language.h"
#include "salur/common/v1/types.pb.h"
#include "salur/escalation/v1/clock.pb.h"
#include "salur/intake/v1/complaint.pb.h"
#include "salur/routing/v1/ticket.pb.h"

namespace salur::cli {

// For people. Values that this program does not know yet give their number, "?17".
std::string Label(common::v1::ComplaintClass value, Language language);
std::string Label(common::v1::Level value, Language language);
std::string Label(intake::v1::ComplaintState value, Language language);
std::string Label(routing::v1::TicketState value, Language language);
std::string Label(routing::v1::FactKind value, Language language);
// "" for the first decision and for facts that have no cause.
std::string Label(routing::v1::AssignmentCause value, Language language);
std::string Label(routing::v1::Outcome value, Language language);
std::string Label(escalation::v1::ClockKind value, Language language);
std::string Label(escalation::v1::ClockState value, Language language);

// From the command line; case does not matter, "-" and "_" are the same, and both the contract's
// word and the Indonesian one are understood. Empty optional for anything else.
std::optional<common::v1::ComplaintClass> ParseClass(std::string_view text);
std::optional<intake::v1::Channel> ParseChannel(std::string_view text);
std::optional<routing::v1::TicketState> ParseTicketState(std::string_view text);
std::optional<routing::v1::Outcome> ParseOutcome(std::string_view text);

// What may be typed, for help and error messages.
inline constexpr std::string_view kClassChoices = "complaint, aspiration, information";
inline constexpr std::string_view kChannelChoices = "mobile-app, web, counter, integrated";
inline constexpr std::string_view kTicketStateChoices =
    "triage, assigned, in-progress, waiting-for-reporter, scheduled, resolved, closed, archived, "
    "withdrawn, merged";
inline constexpr std::string_view kOutcomeChoices = "done, answered, cannot";

}  // namespace salur::cli
