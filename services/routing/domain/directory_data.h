// A directory as rows that refer to each other by id: what files are turned into, what the database
// stores, and what a Directory snapshot is made from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/routing/domain/directory_types.h"

namespace salur::routing {

// What is known about where a region lies.
struct Place {
  std::int32_t latitude_e6 = 0;  // micro-degrees; both 0 when the region has no point
  std::int32_t longitude_e6 = 0;
  std::uint32_t postal_code = 0;  // 0 when unknown
  bool operator==(const Place&) const = default;
};

struct UnitRow {
  std::string id;
  std::string name;                  // without its region: "Dinas Perhubungan"
  std::string parent_id;             // empty for the root only
  std::string escalation_parent_id;  // empty for the root only
  RegionKind region_kind = RegionKind::kNone;
  TimeZone zone = TimeZone::kJakarta;
  bool staffed = true;
  bool active = true;
  Place place;
  bool operator==(const UnitRow&) const = default;
};

// Since when a unit is in force, until when, and who took over. Only units that changed have one.
struct ValidityRow {
  std::string id;
  std::string valid_from;               // first day, "2026-01-31"; empty: from the beginning
  std::string valid_to;                 // last day; empty while active
  std::string decree;                   // the last one about it; empty when none is recorded
  std::vector<std::string> successors;  // of a retired unit, in order; empty: the unit above
  bool operator==(const ValidityRow&) const = default;
};

// An office that does not exist because another one does its work: `pupr:35.78` by `sda:35.78`.
struct ServedByRow {
  std::string id;
  std::string served_by;  // a unit that exists; chains are already followed
  bool operator==(const ServedByRow&) const = default;
};

struct CategoryRow {
  std::string code;
  std::string parent_code;
  std::string name_id;
  std::string name_en;
  ComplaintClass default_class = ComplaintClass::kComplaint;
  std::string handler_kind;  // empty: the unit of the region
  Level handler_level = Level::kKelurahanDesa;
  CalendarKind calendar = CalendarKind::kWorking;
  bool confidential = false;
  bool needs_supervision = false;
  bool physical = false;
  std::string emergency_number;
  bool active = true;
  bool operator==(const CategoryRow&) const = default;
};

struct DirectoryData {
  std::vector<Kind> kinds;
  std::vector<UnitRow> units;
  std::vector<ServedByRow> served_by;
  std::vector<CategoryRow> categories;
  std::vector<ValidityRow> validity;
};

}  // namespace salur::routing
