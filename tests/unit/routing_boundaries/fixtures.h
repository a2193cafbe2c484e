// A small country for tests: villages of a few squares around 110 E, 7 S, in steps of 0.001 degrees
// (110.5 m east, 110.6 m north).
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <absl/status/statusor.h>

#include "services/routing/boundaries/boundary_index.h"
#include "services/routing/boundaries/importer.h"

namespace salur::routing::boundaries::testing {

inline constexpr double kStepEastM = 110.5;
inline constexpr double kStepNorthM = 110.6;

// Goes away with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  std::vector<std::string> Names() const;  // of what is in it, sorted

 private:
  std::filesystem::path path_;
};

std::string ReadBytes(const std::filesystem::path& path);
void WriteBytes(const std::filesystem::path& path, std::string_view bytes);

RegionCode Code(std::string_view text);

// Steps from 110 E, 7 S.
GeoPoint At(double east, double north);

// GeoJSON: a ring of four corners, in steps; a polygon's coordinates; a line for one village.
std::string Square(double west, double south, double east, double north);
std::string PolygonOf(const std::vector<std::string>& rings);
std::string Feature(std::string_view code, const std::vector<std::string>& polygons);

// Imports the lines of GeoJSON and loads the result; dies when that fails.
BoundaryIndex IndexOf(const std::vector<std::string>& lines);

// Writes and loads without GeoJSON.
absl::StatusOr<BoundaryIndex> WriteAndLoad(const std::vector<EncodedVillage>& villages);

}  // namespace salur::routing::boundaries::testing
