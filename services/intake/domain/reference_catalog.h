// The part of routing's directory that filing needs: which regions and categories exist.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

namespace salur::intake {

struct Category {
  std::string code;
  std::string parent_code;  // empty: top of the tree
  std::string name_id;
  std::string name_en;
  bool confidential = false;
  bool around_the_clock = false;  // calendar "always"
  std::string emergency_number;   // empty: none
  bool operator==(const Category&) const = default;
};

// What a version is made of.
struct CatalogContent {
  std::int64_t version = 0;
  std::vector<std::string> region_codes;
  std::vector<Category> categories;
  std::vector<std::string> agency_unit_ids;  // agencies and the root; each region is a unit as well
};

// One version, immutable, shared between threads.
class ReferenceCatalog {
 public:
  // INVALID_ARGUMENT for a region code that is not one, or two categories of one code.
  static absl::StatusOr<std::shared_ptr<const ReferenceCatalog>> Build(
      const CatalogContent& content);

  std::int64_t version() const { return version_; }
  bool HasRegion(std::string_view code) const;
  bool HasUnit(std::string_view unit_id) const;
  const Category* FindCategory(std::string_view code) const;  // null when there is none
  std::size_t region_count() const { return regions_.size(); }

 private:
  ReferenceCatalog() = default;
  std::int64_t version_ = 0;
  std::vector<std::uint64_t> regions_;     // packed, sorted: under 1 MB for the whole nation
  std::vector<std::string> agency_units_;  // sorted
  std::map<std::string, Category, std::less<>> categories_;
};

// Whether `code` has the form of a region code of any level: 31, 31.71, 31.71.01, 31.71.01.1001.
bool IsRegionCode(std::string_view code);

}  // namespace salur::intake
