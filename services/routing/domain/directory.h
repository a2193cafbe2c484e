// One version of the directory in memory: regions, agencies, categories. Never changes after it is
// made, so any number of threads read it without a lock; a new version is a new object.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/domain/directory_data.h"
#include "services/routing/domain/directory_types.h"

namespace salur::routing {

// When a unit is in force and who took over; see ValidityRow.
struct Validity {
  std::string valid_from;
  std::string valid_to;
  std::string decree;
  std::vector<UnitRef> successors;
};

class Directory {
 public:
  // INVALID_ARGUMENT BAD_DIRECTORY when ids are malformed or double, when a reference leads
  // nowhere, when a chain of parents does not end at the root, when successors form a circle or
  // belong to an active unit, or when the root is missing, unstaffed or inactive.
  static absl::StatusOr<std::shared_ptr<const Directory>> Create(const DirectoryData& data,
                                                                 std::int64_t version);

  std::int64_t version() const { return version_; }
  std::size_t unit_count() const { return units_.size(); }

  // Units stand in the order of their region codes, the region's own unit first, then its agencies
  // by kind. Precondition of all that take a reference: it comes from this snapshot.
  const Unit& unit(UnitRef ref) const { return units_[Index(ref)]; }
  const Place& place(UnitRef ref) const { return places_[Index(ref)]; }
  const Kind& kind(KindRef ref) const { return kinds_[static_cast<std::size_t>(ref)]; }
  const Category& category(CategoryRef ref) const {
    return categories_[static_cast<std::size_t>(ref)];
  }
  const std::vector<Kind>& kinds() const { return kinds_; }
  const std::vector<Category>& categories() const { return categories_; }

  // Lookups; the kNo... values when there is none. Inactive ones are found too.
  UnitRef FindRegion(RegionCode region) const { return Find(region, kNoKind); }
  UnitRef FindAgency(KindRef kind, RegionCode region) const { return Find(region, kind); }
  UnitRef Find(UnitKey key) const { return Find(key.region, key.kind); }
  UnitRef FindUnit(std::string_view id) const;
  KindRef FindKind(std::string_view code) const;
  CategoryRef FindCategory(std::string_view code) const;

  // Who does the work of a merged office that is not a unit itself; kNoUnit when nobody is named.
  UnitRef ServedBy(UnitKey office) const;
  std::vector<ServedByRow> ServedByRows() const;

  // nullptr when nothing is recorded: in force from the beginning, or retired without successor.
  const Validity* ValidityOf(UnitRef unit) const;
  std::vector<ValidityRow> ValidityRows() const;

  static UnitRef At(std::size_t position) { return static_cast<UnitRef>(position); }
  static std::size_t Index(UnitRef ref) { return static_cast<std::size_t>(ref); }

  // Whether `unit` is `above` or stands below it by parent.
  bool IsWithin(UnitRef unit, UnitRef above) const;
  // The units directly below by parent, in their order.
  std::span<const UnitRef> Children(UnitRef unit) const;
  // The unit and everything below it by parent.
  std::vector<UnitRef> Subtree(UnitRef unit) const;
  std::string Id(UnitRef ref) const;
  std::string Id(UnitKey key) const;
  UnitKey Key(UnitRef ref) const { return {unit(ref).kind, unit(ref).region}; }
  // As in the data: "Dinas Perhubungan", "Gambir".
  std::string_view Name(UnitRef ref) const;
  // As people say it: "Dinas Perhubungan Kota Surabaya", "Kelurahan Gambir", "Provinsi Jawa Timur".
  std::string DisplayName(UnitRef ref) const;
  // The same for a unit that may not exist, so that a skipped one can be named.
  std::string DisplayName(UnitKey key) const;
  UnitRow Row(UnitRef ref) const;
  CategoryRow RowOf(CategoryRef ref) const;

  // The bytes that this snapshot keeps.
  std::size_t MemoryBytes() const;

 private:
  friend class DirectoryLoader;
  Directory() = default;
  UnitRef Find(RegionCode region, KindRef kind) const;
  absl::Status LoadValidity(const std::vector<ValidityRow>& rows);

  std::int64_t version_ = 0;
  std::vector<std::uint64_t> keys_;  // region and kind of units_, ascending
  std::vector<Unit> units_;
  std::vector<Place> places_;
  std::vector<std::uint32_t> children_end_;  // of each unit, in children_
  std::vector<UnitRef> children_;
  std::string names_;
  std::vector<Kind> kinds_;           // by code
  std::vector<Category> categories_;  // in the order of the file
  std::vector<CategoryRef> categories_by_code_;
  std::vector<std::pair<std::uint64_t, UnitRef>> served_by_;  // by key
  std::vector<std::pair<UnitRef, Validity>> validity_;        // by unit, only what is recorded
};

}  // namespace salur::routing
