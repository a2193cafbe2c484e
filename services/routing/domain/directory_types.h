// What a directory is made of, in the compact form that a decision reads. References are positions
// in one snapshot: they mean nothing in another version, where units are found again by their id.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "services/routing/domain/level.h"
#include "services/routing/domain/region_code.h"

namespace salur::routing {

enum class UnitRef : std::uint32_t {};
enum class KindRef : std::uint16_t {};
enum class CategoryRef : std::uint16_t {};

inline constexpr UnitRef kRootUnit{0};
inline constexpr UnitRef kNoUnit{0xFFFFFFFF};
inline constexpr KindRef kNoKind{0xFFFF};
inline constexpr CategoryRef kNoCategory{0xFFFF};

// Region unit, agency unit or root.
struct Unit {
  RegionCode region;  // the nation for the root and for national agencies
  UnitRef parent = kRootUnit;
  UnitRef escalation_parent = kRootUnit;
  std::uint32_t name_offset = 0;
  std::uint16_t name_size = 0;
  KindRef kind = kNoKind;  // kNoKind for region units and the root
  Level level = Level::kNational;
  RegionKind region_kind = RegionKind::kNone;
  TimeZone zone = TimeZone::kJakarta;
  bool staffed = true;
  bool active = true;

  bool IsAgency() const { return kind != kNoKind; }
};

// Names a unit that may not exist: an agency of a kind at a region, or (kNoKind) the region's unit.
struct UnitKey {
  KindRef kind = kNoKind;
  RegionCode region;
  bool operator==(const UnitKey&) const = default;
};

// How an agency of a kind climbs: through the head of its region, or in its own line.
enum class Line : std::uint8_t { kHead, kOwn };
// Whose an agency is: the region's own, a branch of a ministry, a municipal company, a national
// body.
enum class Authority : std::uint8_t { kDaerah, kVertikal, kBumd, kNasional };

// "head", "own"; "daerah", "vertikal", "bumd", "nasional": as in agency_kinds.csv.
std::string_view LineName(Line line);
std::optional<Line> ParseLine(std::string_view name);
std::string_view AuthorityName(Authority authority);
std::optional<Authority> ParseAuthority(std::string_view name);

// A kind of agency. A level without a name has no agency of this kind, unless an override says so.
struct Kind {
  std::string code;
  Line line = Line::kHead;
  Authority authority = Authority::kDaerah;
  std::string kabkota_name;
  std::string provinsi_name;
  std::string national_name;
  std::string national_short;
  bool active = true;

  // The name at a level, "" where there is none.
  const std::string& NameAt(Level level) const;
  bool operator==(const Kind&) const = default;
};

enum class ComplaintClass : std::uint8_t { kComplaint, kAspiration, kInformationRequest };
// Which hours a category's promises count: working days, or running time around the clock.
enum class CalendarKind : std::uint8_t { kWorking, kAlways };

// "complaint", "aspiration", "information"; "working", "always": as in categories.csv.
std::string_view ComplaintClassName(ComplaintClass complaint_class);
std::optional<ComplaintClass> ParseComplaintClass(std::string_view name);
std::string_view CalendarKindName(CalendarKind calendar);
std::optional<CalendarKind> ParseCalendarKind(std::string_view name);

// Who a category or a rule names.
struct Target {
  enum class Form : std::uint8_t {
    kRegion,  // the unit of the region itself, at `level`: `region@LEVEL`
    kAgency,  // the agency of `kind` at `level`: `agency:KIND@LEVEL`
    kUnit,    // exactly one unit: `unit:ID` (rules only)
  };
  Form form = Form::kRegion;
  Level level = Level::kKelurahanDesa;
  KindRef kind = kNoKind;
  UnitRef unit = kNoUnit;
};

struct Category {
  std::string code;
  CategoryRef parent = kNoCategory;
  std::string name_id;
  std::string name_en;
  ComplaintClass default_class = ComplaintClass::kComplaint;
  Target handler;
  CalendarKind calendar = CalendarKind::kWorking;
  bool confidential = false;
  bool needs_supervision = false;
  bool physical = false;
  std::string emergency_number;  // empty when there is none to advise
  bool active = true;
};

}  // namespace salur::routing
