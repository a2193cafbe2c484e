// GeoJSON lines in, a boundary file out.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/boundaries/boundary_file.h"

namespace salur::routing::boundaries {

struct ImportRequest {
  std::string input;  // a path, plain or .xz; "-" is standard input
  std::filesystem::path output;
  // All villages that there are, ascending. When given, others are refused, and those without a
  // boundary are told.
  std::vector<RegionCode> villages;
  // Called with the number of villages read, every kProgressVillages of them.
  std::function<void(std::size_t)> progress;
};

inline constexpr std::size_t kProgressVillages = 10'000;

struct ImportReport {
  BoundarySummary summary;
  std::vector<RegionCode> without_boundary;
  std::uint64_t rounded_vertices = 0;
  std::uint64_t dropped_rings = 0;
};

// Writes nothing unless all of the input is good. The first fault is BAD_FILE (domain/csv.h) with
// file, line, place and reason; errors of WriteBoundaryFile.
absl::StatusOr<ImportReport> ImportBoundaries(const ImportRequest& request);

}  // namespace salur::routing::boundaries
