#include "services/routing/domain/directory_source.h"

#include <optional>
#include <set>
#include <utility>

#include "common/base/errors.h"
#include "services/routing/domain/cells.h"
#include "services/routing/domain/csv.h"
#include "services/routing/domain/unit_id.h"

namespace salur::routing {
namespace {

enum CategoryColumn : std::size_t {
  kCategoryCode,
  kCategoryParent,
  kCategoryNameId,
  kCategoryNameEn,
  kCategoryClass,
  kCategoryHandler,
  kCategoryLevel,
  kCategoryCalendar,
  kCategoryConfidential,
  kCategorySupervision,
  kCategoryPhysical,
  kCategoryEmergency
};

absl::Status ParseHandler(const CsvReader& row, CategorySource& out) {
  constexpr std::string_view kAgencyPrefix = "agency:";
  const std::string_view cell = row.Cell(kCategoryHandler);
  const std::optional<Level> level = ParseLevel(row.Cell(kCategoryLevel));
  if (!level.has_value()) {
    return NotOneOf(row, kCategoryLevel, "kelurahan_desa, kecamatan, kabkota, provinsi, national");
  }
  out.handler_level = *level;
  if (cell == "region") return absl::OkStatus();
  if (cell.substr(0, kAgencyPrefix.size()) != kAgencyPrefix ||
      !IsCode(cell.substr(kAgencyPrefix.size()))) {
    return row.Error(kCategoryHandler, "has to be region or agency:KIND");
  }
  out.handler_kind = std::string(cell.substr(kAgencyPrefix.size()));
  if (*level < Level::kKabkota) {
    return row.Error(kCategoryLevel, "agencies exist at kabkota, provinsi and national only");
  }
  return absl::OkStatus();
}

absl::StatusOr<CategorySource> ParseCategory(const CsvReader& row) {
  CategorySource category;
  category.line = row.line();
  SALUR_ASSIGN_OR_RETURN(category.code, CodeCell(row, kCategoryCode));
  category.parent_code = std::string(row.Cell(kCategoryParent));
  SALUR_ASSIGN_OR_RETURN(category.name_id, NameCell(row, kCategoryNameId));
  SALUR_ASSIGN_OR_RETURN(category.name_en, NameCell(row, kCategoryNameEn));
  const std::optional<ComplaintClass> complaint_class =
      ParseComplaintClass(row.Cell(kCategoryClass));
  if (!complaint_class.has_value()) {
    return NotOneOf(row, kCategoryClass, "complaint, aspiration, information");
  }
  category.default_class = *complaint_class;
  SALUR_RETURN_IF_ERROR(ParseHandler(row, category));
  const std::optional<CalendarKind> calendar = ParseCalendarKind(row.Cell(kCategoryCalendar));
  if (!calendar.has_value()) return NotOneOf(row, kCategoryCalendar, "working, always");
  category.calendar = *calendar;
  SALUR_ASSIGN_OR_RETURN(category.confidential, YesNoCell(row, kCategoryConfidential));
  SALUR_ASSIGN_OR_RETURN(category.needs_supervision, YesNoCell(row, kCategorySupervision));
  SALUR_ASSIGN_OR_RETURN(category.physical, YesNoCell(row, kCategoryPhysical));
  category.emergency_number = std::string(row.Cell(kCategoryEmergency));
  if (category.emergency_number.find_first_not_of("0123456789") != std::string::npos) {
    return row.Error(kCategoryEmergency, "has to be digits or empty");
  }
  return category;
}

}  // namespace

absl::StatusOr<std::vector<CategorySource>> ParseCategories(std::string_view text) {
  SALUR_ASSIGN_OR_RETURN(
      CsvReader reader,
      CsvReader::Open(
          kCategoriesFile, text,
          {"code", "parent_code", "name_id", "name_en", "default_class", "handler", "handler_level",
           "calendar", "confidential", "needs_supervision", "physical", "emergency_number"}));
  std::vector<CategorySource> categories;
  std::set<std::string> seen;
  while (true) {
    SALUR_ASSIGN_OR_RETURN(const bool more, reader.Next());
    if (!more) break;
    SALUR_ASSIGN_OR_RETURN(CategorySource category, ParseCategory(reader));
    if (!seen.insert(category.code).second) return reader.Error(kCategoryCode, "appears twice");
    categories.push_back(std::move(category));
  }
  for (const CategorySource& category : categories) {
    if (!category.parent_code.empty() && seen.count(category.parent_code) == 0) {
      return BadFile(kCategoriesFile, category.line, "parent_code",
                     "there is no category \"" + category.parent_code + "\"");
    }
  }
  return categories;
}

absl::StatusOr<DirectorySource> ParseDirectorySource(const DirectoryFiles& files) {
  DirectorySource source;
  SALUR_ASSIGN_OR_RETURN(source.regions, ParseRegions(files.regions));
  SALUR_ASSIGN_OR_RETURN(source.kinds, ParseAgencyKinds(files.agency_kinds));
  SALUR_ASSIGN_OR_RETURN(source.overrides, ParseAgencyOverrides(files.agency_overrides));
  SALUR_ASSIGN_OR_RETURN(source.categories, ParseCategories(files.categories));
  return source;
}

}  // namespace salur::routing
