#include "services/routing/directory_converters.h"

#include <algorithm>
#include <cstdio>

#include "services/routing/converters.h"

namespace salur::routing {

v1::Unit ToUnit(const Directory& directory, UnitRef ref) {
  const Unit& unit = directory.unit(ref);
  v1::Unit message;
  message.set_unit_id(directory.Id(ref));
  message.set_name(directory.DisplayName(ref));
  message.set_level(ToProto(unit.level));
  message.set_region_code(unit.region.ToString());
  if (unit.IsAgency()) message.set_agency_kind(directory.kind(unit.kind).code);
  if (ref != kRootUnit) {
    message.set_parent_unit_id(directory.Id(unit.parent));
    message.set_escalation_parent_unit_id(directory.Id(unit.escalation_parent));
  }
  message.set_time_zone(std::string(TimeZoneName(unit.zone)));
  message.set_staffed(unit.staffed);
  message.set_active(unit.active);
  if (const Validity* validity = directory.ValidityOf(ref)) {
    message.set_valid_from(validity->valid_from);
    message.set_valid_to(validity->valid_to);
    message.set_decree(validity->decree);
    for (const UnitRef next : validity->successors) {
      message.add_successor_unit_ids(directory.Id(next));
    }
  }
  return message;
}

v1::Region ToRegion(const Directory& directory, UnitRef ref) {
  const Unit& unit = directory.unit(ref);
  const Place& place = directory.place(ref);
  v1::Region message;
  message.set_region_code(unit.region.ToString());
  message.set_level(ToProto(unit.level));
  message.set_kind(std::string(RegionKindName(unit.region_kind)));
  if (!unit.region.Parent().IsNation()) {
    message.set_parent_code(unit.region.Parent().ToString());
  }
  message.set_name(std::string(directory.Name(ref)));
  message.set_time_zone(std::string(TimeZoneName(unit.zone)));
  if (place.postal_code != 0) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%05u", place.postal_code);
    message.set_postal_code(digits);
  }
  if (place.latitude_e6 != 0 || place.longitude_e6 != 0) {
    message.mutable_point()->set_latitude(place.latitude_e6 / 1e6);
    message.mutable_point()->set_longitude(place.longitude_e6 / 1e6);
  }
  return message;
}

v1::Category ToCategory(const Directory& directory, CategoryRef ref) {
  const Category& category = directory.category(ref);
  v1::Category message;
  message.set_category_code(category.code);
  if (category.parent != kNoCategory) {
    message.set_parent_code(directory.category(category.parent).code);
  }
  message.mutable_name()->set_id(category.name_id);
  message.mutable_name()->set_en(category.name_en);
  message.set_default_class(ToProto(category.default_class));
  message.set_handler(category.handler.form == Target::Form::kAgency
                          ? "agency:" + directory.kind(category.handler.kind).code
                          : "region");
  message.set_handler_level(ToProto(category.handler.level));
  message.set_always_calendar(category.calendar == CalendarKind::kAlways);
  message.set_confidential(category.confidential);
  message.set_needs_supervision(category.needs_supervision);
  message.set_physical(category.physical);
  message.set_emergency_number(category.emergency_number);
  return message;
}

v1::RoutingRule ToProto(const RuleRow& rule) {
  v1::RoutingRule message;
  message.set_rule_id(RuleId(rule));
  message.set_category_code(rule.category);
  message.set_region_prefix(rule.region_prefix);
  message.set_target(rule.target);
  message.set_valid_from(rule.valid_from);
  message.set_valid_to(rule.valid_to);
  message.set_note(rule.note);
  return message;
}

v1::ImportResult ToProto(const ImportSummary& summary) {
  v1::ImportResult message;
  message.set_directory_version(summary.directory_version);
  message.set_changed(summary.changed);
  message.set_regions(summary.regions);
  message.set_units(summary.units);
  message.set_categories(summary.categories);
  message.set_rules(summary.rules);
  message.set_added(static_cast<std::int64_t>(summary.diff.added));
  message.set_renamed(static_cast<std::int64_t>(summary.diff.renamed));
  message.set_moved(static_cast<std::int64_t>(summary.diff.moved));
  message.set_retired(static_cast<std::int64_t>(summary.diff.retired));
  message.set_tickets_to_hand_over(summary.tickets_to_hand_over);
  message.mutable_changes()->Assign(summary.changes.begin(), summary.changes.end());
  return message;
}

std::vector<CategoryRef> CategoriesInOrder(const Directory& directory) {
  std::vector<std::pair<int, CategoryRef>> by_depth;
  for (std::size_t i = 0; i < directory.categories().size(); ++i) {
    const auto ref = static_cast<CategoryRef>(i);
    if (!directory.category(ref).active) continue;
    int depth = 0;
    for (CategoryRef at = directory.category(ref).parent; at != kNoCategory;
         at = directory.category(at).parent) {
      ++depth;
    }
    by_depth.emplace_back(depth, ref);
  }
  std::stable_sort(by_depth.begin(), by_depth.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<CategoryRef> order;
  for (const auto& [depth, ref] : by_depth) order.push_back(ref);
  return order;
}

}  // namespace salur::routing
