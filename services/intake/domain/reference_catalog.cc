#include "services/intake/domain/reference_catalog.h"

#include <algorithm>
#include <array>
#include <optional>

namespace salur::intake {
namespace {

// Where the dots of a full code stand, and the lengths of the four levels.
constexpr std::array<std::size_t, 4> kLengths = {2, 5, 8, 13};

std::optional<std::uint64_t> Pack(std::string_view code) {
  const auto level = std::find(kLengths.begin(), kLengths.end(), code.size());
  if (level == kLengths.end()) return std::nullopt;
  std::uint64_t digits = 0;
  for (std::size_t i = 0; i < code.size(); ++i) {
    const bool dot = i == 2 || i == 5 || i == 8;
    if (dot ? code[i] != '.' : (code[i] < '0' || code[i] > '9')) return std::nullopt;
    if (!dot) digits = digits * 10 + static_cast<std::uint64_t>(code[i] - '0');
  }
  return digits << 2 | static_cast<std::uint64_t>(level - kLengths.begin());
}

}  // namespace

bool IsRegionCode(std::string_view code) { return Pack(code).has_value(); }

absl::StatusOr<std::shared_ptr<const ReferenceCatalog>> ReferenceCatalog::Build(
    const CatalogContent& content) {
  std::shared_ptr<ReferenceCatalog> catalog(new ReferenceCatalog());
  catalog->version_ = content.version;
  catalog->regions_.reserve(content.region_codes.size());
  for (const std::string& code : content.region_codes) {
    const auto packed = Pack(code);
    if (!packed.has_value()) return absl::InvalidArgumentError("not a region code: " + code);
    catalog->regions_.push_back(*packed);
  }
  std::sort(catalog->regions_.begin(), catalog->regions_.end());
  catalog->agency_units_ = content.agency_unit_ids;
  std::sort(catalog->agency_units_.begin(), catalog->agency_units_.end());
  for (const Category& category : content.categories) {
    if (!catalog->categories_.emplace(category.code, category).second) {
      return absl::InvalidArgumentError("two categories with the code " + category.code);
    }
  }
  return std::shared_ptr<const ReferenceCatalog>(std::move(catalog));
}

bool ReferenceCatalog::HasRegion(std::string_view code) const {
  const auto packed = Pack(code);
  return packed.has_value() && std::binary_search(regions_.begin(), regions_.end(), *packed);
}

bool ReferenceCatalog::HasUnit(std::string_view unit_id) const {
  return HasRegion(unit_id) ||
         std::binary_search(agency_units_.begin(), agency_units_.end(), unit_id);
}

const Category* ReferenceCatalog::FindCategory(std::string_view code) const {
  const auto found = categories_.find(code);
  return found == categories_.end() ? nullptr : &found->second;
}

}  // namespace salur::intake
