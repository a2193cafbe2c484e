// The complaints of the demonstration. Texts and answers are invented; places, categories, units
// and rules are real. Every story is there to show one rule of routing or of the ladder.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "salur/common/v1/types.pb.h"
#include "salur/intake/v1/intake_service.pb.h"
#include "salur/routing/v1/directory_service.pb.h"
#include "salur/routing/v1/ticket.pb.h"

namespace salur::cli {

// What becomes of a complaint.
enum class Course {
  // Nobody answers, and its way up is awaited to the end.
  kWatched,
  // Nobody answers; how far it gets is not waited for.
  kIgnored,
  // Answered as soon as it has arrived.
  kAnswered,
  // Answered by its unit after it has climbed once.
  kAnsweredLate,
};

// WGS84 degrees.
struct GeoPoint {
  double latitude = 0;
  double longitude = 0;
};

struct Story {
  // Where, as people say it.
  std::string_view place;
  // Region code; empty for a complaint that gives a point, or does not say where.
  std::string_view region;
  // Empty for a citizen who does not know.
  std::string_view category;
  std::string_view text;
  // What this story shows.
  std::string_view shows_id;
  std::string_view shows_en;
  Course course = Course::kIgnored;
  common::v1::ComplaintClass complaint_class = common::v1::COMPLAINT;
  bool anonymous = false;
  bool confidential = false;
  std::string_view about_unit = {};
  // Who answers and what; empty where nobody does.
  std::string_view officer = {};
  routing::v1::Outcome outcome = routing::v1::DONE;
  std::string_view answer = {};
  std::string_view legal_basis = {};
  // Where the phone was.
  std::optional<GeoPoint> point = {};
};

const std::vector<Story>& Stories();

// The contract's requests for a story.
intake::v1::FileComplaintRequest FilingOf(const Story& story, std::string_view request_id);
routing::v1::PreviewRouteRequest PreviewOf(const Story& story);

}  // namespace salur::cli
