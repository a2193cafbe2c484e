// Every village's boundary in memory, and the search in it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/boundaries/part_tree.h"
#include "services/routing/boundaries/tables.h"
#include "services/routing/boundaries/village_locator.h"

namespace salur::routing::boundaries {

// Immutable. Replace it as a whole (std::shared_ptr<const BoundaryIndex>) when the file changes.
class BoundaryIndex final : public VillageLocator {
 public:
  // Reads a file that WriteBoundaryFile wrote. Errors as of ReadBoundaryFile.
  static absl::StatusOr<BoundaryIndex> Load(const std::filesystem::path& path);

  absl::StatusOr<PointLocation> Locate(GeoPoint point, double accuracy_m) const override;

  bool HasBoundary(RegionCode village) const;
  // Those of `villages` that no point can be found in, in the given order.
  std::vector<RegionCode> WithoutBoundary(std::span<const RegionCode> villages) const;

  const BoundarySummary& summary() const { return tables_.summary; }

 private:
  BoundaryIndex(Tables tables, PartTree tree);

  Tables tables_;
  PartTree tree_;
};

}  // namespace salur::routing::boundaries
