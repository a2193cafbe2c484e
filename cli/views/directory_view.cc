#include "cli/views/directory_view.h"

#include <cmath>
#include <map>
#include <vector>

#include "cli/format/labels.h"
#include "cli/format/text.h"

namespace salur::cli {
namespace {

std::string YesNo(bool value) { return value ? "yes" : "no"; }

Table UnitTable() {
  return Table({{"UNIT", false, true}, {"LEVEL"}, {"NAME", false, true}, {"STAFFED"}, {"ACTIVE"}});
}

void AddUnit(const routing::v1::Unit& unit, const View& view, Table& table) {
  table.AddRow({unit.unit_id(), Label(unit.level(), view.language), unit.name(),
                YesNo(unit.staffed()), YesNo(unit.active())});
}

std::string Chain(const google::protobuf::RepeatedPtrField<routing::v1::Unit>& units,
                  const View& view) {
  Table table = UnitTable();
  for (const auto& unit : units) AddUnit(unit, view, table);
  return table.Render(view.style, {2, view.layout.columns});
}

std::string Joined(const google::protobuf::RepeatedPtrField<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
  return text;
}

using Children = std::map<std::string, std::vector<const routing::v1::Category*>>;

constexpr std::size_t kDepthMax = 10;

void AddCategories(const Children& children, const std::string& parent, std::size_t depth,
                   const View& view, Table& table) {
  const auto found = children.find(parent);
  if (found == children.end() || depth > kDepthMax) return;
  for (const routing::v1::Category* category : found->second) {
    table.AddRow({std::string(2 * depth, ' ') + category->category_code(),
                  Pick(view.language, category->name()), category->handler(),
                  Label(category->handler_level(), view.language),
                  category->always_calendar() ? "always" : "working",
                  category->confidential() ? "yes" : "", category->needs_supervision() ? "yes" : "",
                  category->emergency_number()});
    AddCategories(children, category->category_code(), depth + 1, view, table);
  }
}

}  // namespace

std::string RenderUnit(const routing::v1::GetUnitResponse& response, const View& view) {
  const auto& unit = response.unit();
  std::string text = view.style.Bold(Printable(unit.name())) + '\n';
  Sheet sheet;
  sheet.Add("Unit", unit.unit_id());
  if (!response.served_for_unit_id().empty()) {
    sheet.Add("Serves for", response.served_for_unit_id());
  }
  sheet.Add("Level", Label(unit.level(), view.language));
  sheet.Add("Region", unit.region_code());
  sheet.Add("Agency kind", unit.agency_kind());
  sheet.Add("Parent", unit.parent_unit_id());
  sheet.Add("Escalates to", unit.escalation_parent_unit_id());
  sheet.Add("Time zone", unit.time_zone());
  sheet.Add("Staffed", YesNo(unit.staffed()));
  sheet.Add("Active", YesNo(unit.active()));
  sheet.Add("Valid from", unit.valid_from());
  sheet.Add("Valid to", unit.valid_to());
  sheet.Add("Decree", unit.decree());
  sheet.Add("Successors", Joined(unit.successor_unit_ids()));
  sheet.Add("Phone", unit.contact().phone());
  sheet.Add("E-mail", unit.contact().email());
  sheet.Add("Address", unit.contact().address());
  text += sheet.Render(view.style, view.layout);
  if (response.parents_size() > 0) {
    text += view.style.Bold("Administration above") + '\n' + Chain(response.parents(), view);
  }
  if (response.ladder_size() > 0) {
    text += view.style.Bold("Ladder") + '\n' + Chain(response.ladder(), view);
  }
  return text;
}

std::string RenderUnits(const routing::v1::ListUnitsResponse& response, const View& view) {
  if (response.units_size() == 0) return "No units.\n";
  Table table = UnitTable();
  for (const auto& unit : response.units()) AddUnit(unit, view, table);
  std::string text = table.Render(view.style, view.layout);
  if (!response.next_page_token().empty()) {
    text += "There is more: --page-token " + Printable(response.next_page_token()) + '\n';
  }
  return text;
}

std::string RenderRegion(const routing::v1::GetRegionResponse& response, const View& view) {
  const auto& region = response.region();
  std::string text = view.style.Bold(Printable(region.name())) + '\n';
  Sheet sheet;
  sheet.Add("Code", region.region_code());
  sheet.Add("Kind", region.kind());
  sheet.Add("Level", Label(region.level(), view.language));
  sheet.Add("Time zone", region.time_zone());
  sheet.Add("Postal code", region.postal_code());
  if (region.has_point()) {
    sheet.Add("Point", std::to_string(region.point().latitude()) + ", " +
                           std::to_string(region.point().longitude()));
  }
  text += sheet.Render(view.style, view.layout);
  if (response.parents_size() == 0) return text;
  Table table({{"CODE"}, {"KIND"}, {"NAME", false, true}});
  for (const auto& parent : response.parents()) {
    table.AddRow({parent.region_code(), parent.kind(), parent.name()});
  }
  return text + view.style.Bold("Within") + '\n' +
         table.Render(view.style, {2, view.layout.columns});
}

std::string RenderLocation(const routing::v1::LocateResponse& response, const View& view) {
  const auto metres = [](double distance) { return std::to_string(std::llround(distance)) + " m"; };
  std::string text = view.style.Bold(response.village().region_code()) + "  " +
                     Printable(response.village().name()) + '\n';
  if (!response.inside()) {
    text += "The point lies in no village; this is the nearest, " + metres(response.distance_m()) +
            " away.\n";
  }
  Table chain({{"CODE"}, {"KIND"}, {"NAME", false, true}});
  chain.AddRow(
      {response.village().region_code(), response.village().kind(), response.village().name()});
  for (const auto& parent : response.parents()) {
    chain.AddRow({parent.region_code(), parent.kind(), parent.name()});
  }
  text += chain.Render(view.style, {2, view.layout.columns});
  if (response.candidates_size() == 0) return text;
  Table near({{"CODE"}, {"KIND"}, {"NAME", false, true}, {"DISTANCE"}});
  for (const auto& candidate : response.candidates()) {
    near.AddRow({candidate.village().region_code(), candidate.village().kind(),
                 candidate.village().name(), metres(candidate.distance_m())});
  }
  return text + view.style.Bold("Also possible") + '\n' +
         near.Render(view.style, {2, view.layout.columns});
}

std::string RenderCategories(const routing::v1::ListCategoriesResponse& response,
                             const View& view) {
  Table table({{"CATEGORY"},
               {"NAME", false, true},
               {"HANDLER", false, true},
               {"LEVEL"},
               {"CALENDAR"},
               {"CONFIDENTIAL"},
               {"SUPERVISION"},
               {"EMERGENCY"}});
  // The service sends parents before children; people read each child under its parent.
  Children children;
  for (const auto& category : response.categories()) {
    children[category.parent_code()].push_back(&category);
  }
  AddCategories(children, {}, 0, view, table);
  return table.Render(view.style, view.layout);
}

std::string RenderRoute(const routing::v1::PreviewRouteResponse& response, const View& view) {
  const auto& explanation = response.explanation();
  std::string text = view.style.Bold(Printable(UnitText(response.handling_unit().name(),
                                                        response.handling_unit().unit_id()))) +
                     '\n';
  Sheet sheet;
  sheet.Add("State", Label(response.state(), view.language));
  sheet.Add("Level", Label(response.handling_unit().level(), view.language));
  if (response.holder_unit().unit_id() != response.handling_unit().unit_id()) {
    sheet.Add("Held by", UnitText(response.holder_unit().name(), response.holder_unit().unit_id()));
  }
  sheet.Add("Why", Pick(view.language, explanation.text()));
  sheet.Add("Steps", Joined(explanation.steps()));
  sheet.Add("Rule", explanation.rule_id());
  sheet.Add("Skipped", Joined(explanation.skipped_unit_ids()));
  sheet.Add("Candidates", Joined(explanation.candidate_unit_ids()));
  sheet.Add("Confidential", response.confidential() ? "yes" : "");
  text += sheet.Render(view.style, view.layout);
  if (response.ladder_size() == 0) return text;
  Table table({{"LEVEL"}, {"UNIT", false, true}, {"NAME", false, true}});
  for (const auto& rung : response.ladder()) {
    table.AddRow({Label(rung.level(), view.language), rung.unit_id(), rung.name()});
  }
  return text + view.style.Bold("The way up") + '\n' +
         table.Render(view.style, {2, view.layout.columns});
}

std::string RenderImport(const routing::v1::ImportResult& result, bool dry_run, const View& view) {
  const long long changes = result.added() + result.renamed() + result.moved() + result.retired();
  std::string text;
  if (!result.changed() && changes == 0 && result.changes_size() == 0) {
    text = "nothing changed";
  } else {
    text = std::string(dry_run ? "would change: " : "units: ") + Grouped(result.added()) +
           " added, " + Grouped(result.renamed()) + " renamed, " + Grouped(result.moved()) +
           " moved, " + Grouped(result.retired()) + " retired";
  }
  text = view.style.Green(text) + '\n';
  text += "directory version " + std::to_string(result.directory_version()) + ": " +
          Grouped(result.regions()) + " regions, " + Grouped(result.units()) + " units, " +
          Grouped(result.categories()) + " categories, " + Grouped(result.rules()) + " rules\n";
  if (result.tickets_to_hand_over() > 0) {
    text += Grouped(result.tickets_to_hand_over()) + " open tickets of retired units " +
            (dry_run ? "would be" : "are being") + " handed over\n";
  }
  for (const std::string& change : result.changes()) text += "  " + Printable(change) + '\n';
  return text;
}

}  // namespace salur::cli
