// What a citizen sees.
#pragma once

#include <string>
#include <string_view>

#include "cli/format/view.h"
#include "salur/intake/v1/complaint.pb.h"

namespace salur::cli {

// The receipt after filing: number, PIN, an emergency number first of all, and how to follow.
std::string RenderReceipt(const intake::v1::Complaint& complaint, std::string_view program,
                          const View& view);

// State, whose turn it is, timeline and answer.
std::string RenderTracking(const intake::v1::Complaint& complaint, const View& view);

// The timeline alone, oldest first, one entry a line.
std::string RenderTimeline(const intake::v1::Complaint& complaint, const View& view);

}  // namespace salur::cli
